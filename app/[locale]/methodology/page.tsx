import type { Metadata } from 'next'
import { Frame } from '#components/frame/frame.tsx'
import { LocalTimes } from '#components/live/local-times.tsx'
import { MethodPage } from '#components/method/method-page.tsx'
import { mostOwn } from '#components/method/own-record.tsx'
import { readScorecard } from '#core/detect/scorecard.ts'
import { dayMs } from '#core/record/history.ts'
import figures from '#docs/scorecard.json' with { type: 'json' }
import { messagesOf } from '#i18n/index.ts'
import { pageHead } from '../../head.ts'

import { isSample, readHome, startPage } from '../../start.ts'
import { view } from '../../view.ts'

const scorecard = readScorecard(figures)

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale, desk } = await startPage(params)
  const [title, description] = [desk.t('method.title'), desk.t('method.description')]
  return pageHead({ locale, path: '/methodology', title, description, indexed: !(await isSample()) })
}

export default async function Page({ params }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const home = await readHome(now)
  // The worked example: the loudest service now, else the best known one.
  const slug = (home.trouble[0] ?? home.calm[0])?.service.slug
  const { readService, listIncidents } = await view()
  const [example, incidents] = await Promise.all([
    slug === undefined ? null : readService(slug, '1h', now),
    listIncidents({ since: now - 90 * dayMs, limit: mostOwn }, now),
  ])
  return (
    <Frame t={desk.t} path="/methodology" sample={home.sample}>
      <MethodPage desk={desk} example={example} scorecard={scorecard} incidents={incidents} now={now} />
      <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
    </Frame>
  )
}
