import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { HomePage } from '#components/home/home-page.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { messagesOf } from '#i18n/index.ts'
import { pageHead } from '../head.ts'

import { readHome, startPage } from '../start.ts'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const home = await readHome(now)
  return pageHead({
    locale,
    path: '',
    title: desk.t('home.title'),
    description: desk.t('home.description', { n: home.watched }),
    indexed: !home.sample,
    modified: home.at,
  })
}

export default async function Page({ params }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const home = await readHome(now)
  return (
    <Frame t={desk.t} path="" sample={home.sample}>
      <HomePage desk={desk} home={home} />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
    </Frame>
  )
}
