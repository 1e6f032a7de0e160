import type { Metadata } from 'next'
import { ChangesPage } from '#components/developers/changes-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { pageHead } from '../../../head.ts'
import { isSample, startPage } from '../../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('developers.log.title'), desk.t('developers.log.description')]
  return pageHead({ locale, path: '/developers/changelog', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  return (
    <Frame t={desk.t} path="/developers/changelog" sample={await isSample()}>
      <ChangesPage desk={desk} />
    </Frame>
  )
}
