import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { OfflinePage } from '#components/frame/offline-page.tsx'
import { pageHead } from '../../head.ts'
import { isSample, startPage } from '../../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('offline.title'), desk.t('offline.description')]
  return pageHead({ locale, path: '/offline', title, description, indexed: false })
}

export default async function Page({ params }: Props) {
  const { desk } = await startPage(params)
  return (
    <Frame t={desk.t} path="/offline" sample={await isSample()}>
      <OfflinePage desk={desk} />
    </Frame>
  )
}
