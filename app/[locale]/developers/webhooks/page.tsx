import type { Metadata } from 'next'
import { WebhooksPage } from '#components/developers/webhooks-page.tsx'
import { Frame } from '#components/frame/frame.tsx'
import { pageHead } from '../../../head.ts'
import { isSample, startPage } from '../../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('developers.hook.title'), desk.t('developers.hook.description')]
  return pageHead({ locale, path: '/developers/webhooks', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  return (
    <Frame t={desk.t} path="/developers/webhooks" sample={await isSample()}>
      <WebhooksPage desk={desk} />
    </Frame>
  )
}
