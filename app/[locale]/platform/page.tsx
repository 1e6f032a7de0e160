import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { PlatformPage } from '#components/platform/platform-page.tsx'
import { platformView } from '#core/platform.ts'
import { messagesOf } from '#i18n/index.ts'
import { pageHead } from '../../head.ts'
import { startPage } from '../../start.ts'
import { told } from '../../told.ts'

// Nothing here reads the store: this page is wanted most when there is none.

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('platform.title'), desk.t('platform.description')]
  const view = await told(platformView)
  return pageHead({ locale, path: '/platform', title, description, indexed: view?.sample === false })
}

export default async function Page({ params }: Props) {
  const { locale, desk, nowIso } = await startPage(params)
  const view = await told(platformView)
  return (
    <Frame t={desk.t} path="/platform" sample={view?.sample ?? false}>
      <PlatformPage desk={desk} view={view} />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
    </Frame>
  )
}
