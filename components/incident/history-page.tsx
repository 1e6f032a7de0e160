import type { ReactNode } from 'react'
import { historyFacts, leastLeads, yearMarks } from '#core/record/history.ts'
import { typicalLength } from '#core/record/typical.ts'
import type { IncidentRow, ServiceCard } from '#core/view.ts'
import { durationText, minutesText } from '#i18n/time.ts'
import type { Messages } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { ZoneName } from '../live/live-strip.tsx'
import { plain, say } from '../say.tsx'
import { TypicalLength } from '../service/typical-length.tsx'
import { DayList } from './day-list.tsx'
import { Choice, lastMonths, MonthLinks, queryOf, SeverityChoice, within } from './filters.tsx'
import { YearStrip } from './year-strip.tsx'

/** What the list of days is narrowed to; empty text is no filter. */
export interface HistoryFilter {
  severity: string
  /** "2026-03" */
  month: string
}

export interface HistoryProps {
  desk: Desk
  service: ServiceCard
  /** Newest first, of the last twelve months. */
  incidents: IncidentRow[]
  /** Since when it is watched (ISO). */
  since: string
  now: string
}

/** How often, how long, and how early, in one sentence. */
export function historyLine({ desk, service, incidents, now }: HistoryProps): string {
  const { t, locale } = desk
  const { incidents: n, totalMs, medianLeadMinutes: lead, leads } = historyFacts(incidents, Date.parse(now))
  const s = service.name[locale]
  if (n === 0) return plain(t, 'history.sumNone', { s })
  const told = plain(t, 'history.sum', { s, n, d: durationText(t, totalMs) })
  if (lead === null) return `${told} ${t('history.leadNone')}`
  if (leads < leastLeads) return told
  const key = lead > 0 ? 'history.leadAhead' : lead < 0 ? 'history.leadAfter' : 'history.leadSame'
  return `${told} ${t(key, { d: minutesText(t, lead) })}`
}

const countByDay = (incidents: IncidentRow[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { startedAt, falseAlarm } of incidents) {
    const day = startedAt.slice(0, 10)
    if (!falseAlarm) counts[day] = (counts[day] ?? 0) + 1
  }
  return counts
}

/** "Does this happen often?": a year of one service. */
export function HistoryPage(props: HistoryProps & { words: Messages; filter: HistoryFilter }): ReactNode {
  const { desk, service, incidents, since, now, words, filter } = props
  const { t, locale, clock } = desk
  const nowMs = Date.parse(now)
  const isBare = incidents.every(({ falseAlarm }) => falseAlarm)
  const path = `/${locale}/status/${service.slug}/history`
  const current = now.slice(0, 7)
  const isNarrowed = filter.severity !== '' || filter.month !== ''
  const shown = incidents.filter(
    ({ startedAt, worst }) =>
      (filter.severity === '' || worst === filter.severity) &&
      (filter.month === '' || startedAt.startsWith(filter.month)),
  )
  const data = queryOf({ service: service.slug, ...filter, limit: '500' })
  return (
    <div className="wrap">
      <div className="head">
        <p className="svc">
          <a href={`/${locale}/status/${service.slug}`}>
            <bdi>{service.name[locale]}</bdi>
          </a>
        </p>
        <h1>{say(t, 'history.h1', { s: service.name[locale] })}</h1>
        <p className="lede">{historyLine(props)}</p>
        <TypicalLength desk={desk} typical={typicalLength(incidents)} />
        <p className="stamp">
          <ZoneName desk={desk} at={now} />
        </p>
      </div>
      <section aria-labelledby="year">
        <h2 className="h2" id="year">
          {t('history.year')}
        </h2>
        <p className="sub">{t('history.yearSub')}</p>
        <YearStrip
          locale={locale}
          words={words}
          months={yearMarks(incidents, Date.parse(since), nowMs)}
          counts={countByDay(incidents)}
        />
        <ul className="year-key">
          <li className="is-possible">{t('status.possible')}</li>
          <li className="is-major">{t('status.major')}</li>
          <li className="is-unseen">{t('history.unseen')}</li>
        </ul>
      </section>
      <section aria-labelledby="days">
        <h2 className="h2" id="days">
          {t('history.days')}
        </h2>
        <form className="filters" method="get" action={`${path}#days`}>
          <SeverityChoice desk={desk} chosen={filter.severity} />
          <Choice
            desk={desk}
            name="month"
            chosen={filter.month}
            options={lastMonths(current).map((month) => [month, clock.month(within(month))])}
          />
          <button type="submit" className="btn">
            {t('archive.show')}
          </button>
        </form>
        {isBare && <p className="sub">{t('history.none', { date: clock.date(since) })}</p>}
        {isNarrowed && !isBare && shown.length === 0 && (
          <p className="lede">
            {say(t, 'archive.noMatch', {
              clear: (chunks) => (
                <a key="clear" href={path}>
                  {chunks}
                </a>
              ),
            })}
          </p>
        )}
        <DayList desk={desk} incidents={shown} now={now} level={3} />
        <MonthLinks
          desk={desk}
          current={current}
          shown={filter.month}
          hrefOf={(month) => `${path}${queryOf({ ...filter, month })}#days`}
        />
        <p className="links">
          <span>{t('archive.save', { n: shown.length })}</span>
          <a href={`/api/v1/incidents.csv${data}`}>CSV</a>
          <a href={`/api/v1/incidents${data}`}>JSON</a>
          <a
            href={`/status/${service.slug}/feed.atom${queryOf({ lang: locale, severity: filter.severity })}`}
          >
            Atom
          </a>
          <a href={`/${locale}/incidents?service=${service.slug}`}>{t('history.archive')}</a>
        </p>
      </section>
    </div>
  )
}
