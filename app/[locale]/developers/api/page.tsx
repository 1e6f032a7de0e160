import type { Metadata } from 'next'
import { ReferencePage } from '#components/developers/reference-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { apiReference } from '#core/api-reference.ts'
import { pageHead } from '../../../head.ts'
import { isSample, startPage } from '../../../start.ts'
import { told } from '../../../told.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('developers.apiTitle'), desk.t('developers.apiDescription')]
  return pageHead({ locale, path: '/developers/api', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  return (
    <Frame t={desk.t} path="/developers/api" sample={await isSample()}>
      <ReferencePage desk={desk} reference={await told(apiReference)} />
    </Frame>
  )
}
