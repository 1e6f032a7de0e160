import type { Metadata } from 'next'
import { Frame } from '#components/frame.tsx'
import { IncidentTable } from '#components/incident-list.tsx'
import { LocalTimes } from '#components/local-times.tsx'
import { NotFound } from '#components/not-found.tsx'
import { messagesOf } from '#i18n/index.ts'
import { missingHead, pageHead } from '../../head.ts'

import { isSample, type Query, single, startPage } from '../../start.ts'
import { view } from '../../view.ts'

type Props = { params: Promise<{ locale: string }>; searchParams: Query }

/** "2026-11" of the query, else the month of `now`; null for one that has not begun or is none. */
function monthOf(asked: string, now: number): string | null {
  const current = new Date(now).toISOString().slice(0, 7)
  if (!asked) return current
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(asked) && asked <= current ? asked : null
}

const shifted = (month: string, by: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

// Noon in the middle of the month: the same month in every zone.
const within = (month: string): string => `${month}-15T12:00:00Z`

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale, desk, now } = await startPage(params)
  const asked = single((await searchParams).month)
  const found = monthOf(asked, now)
  if (!found) return missingHead(locale)
  const month = desk.clock.month(within(found))
  return pageHead({
    locale,
    path: `/incidents${asked ? `?month=${asked}` : ''}`,
    title: desk.t('incident.listTitle', { month }),
    description: desk.t('incident.listDescription', { month }),
    indexed: !(await isSample()),
  })
}

export default async function Page({ params, searchParams }: Props) {
  const { locale, desk, now, nowIso } = await startPage(params)
  const { t, clock } = desk
  const current = new Date(now).toISOString().slice(0, 7)
  const month = monthOf(single((await searchParams).month), now)
  if (!month) return <NotFound t={t} sample={await isSample()} />
  const incidents = await (await view()).listIncidents({ month, limit: 500 }, now)
  const title = t('incident.listTitle', { month: clock.month(within(month)) })
  const turn = (to: string, key: string) => (
    <a className="more" href={`/${locale}/incidents${to === current ? '' : `?month=${to}`}`}>
      {t(key, { month: clock.month(within(to)) })}
    </a>
  )
  return (
    <Frame t={t} path={`/incidents${month === current ? '' : `?month=${month}`}`} sample={await isSample()}>
      <div className="wrap">
        <div className="head">
          <h1>{title}</h1>
        </div>
        {incidents.length > 0 ? (
          <IncidentTable desk={desk} incidents={incidents} caption={title} now={nowIso} />
        ) : (
          <p className="lede">{t('incident.listNone')}</p>
        )}
        <nav className="turn" aria-label={t('nav.incidents')}>
          {turn(shifted(month, -1), 'incident.earlier')}
          {month < current && turn(shifted(month, 1), 'incident.later')}
        </nav>
        <LocalTimes locale={locale} messages={messagesOf(locale, ['time'])} now={nowIso} />
      </div>
    </Frame>
  )
}
