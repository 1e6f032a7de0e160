import type { ReactNode } from 'react'
import type { IncidentRow } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { Time } from '../time.tsx'
import { IncidentTable } from './incident-list.tsx'
import './archive.css'

/** Incidents by the day on which they began, in the page's zone, newest first. */
export function groupByDay(desk: Desk, incidents: readonly IncidentRow[]): [day: string, IncidentRow[]][] {
  const days = new Map<string, IncidentRow[]>()
  for (const incident of incidents) {
    const day = desk.clock.date(incident.startedAt)
    days.set(day, [...(days.get(day) ?? []), incident])
  }
  return [...days]
}

const utcDay = ({ startedAt }: IncidentRow): string => startedAt.slice(0, 10)

/** What each day answers to: its days of UTC, as the year's strip names them, each in one place only. */
function anchorsOf(days: readonly [day: string, IncidentRow[]][]): string[][] {
  const seen = new Set<string>()
  return days.map(([, rows]) => {
    const fresh = [...new Set(rows.map(utcDay))].filter((day) => !seen.has(day))
    for (const day of fresh) seen.add(day)
    return fresh.map((day) => `d-${day}`)
  })
}

/** Days with their incidents; false alarms stand at the end, struck through, in a closed part. */
export function DayList({
  desk,
  incidents,
  now,
  level = 2,
}: {
  desk: Desk
  incidents: readonly IncidentRow[]
  now: string
  /** Of the days' headings. */
  level?: 2 | 3
}): ReactNode {
  const { t, locale } = desk
  const Heading = `h${level}` as const
  const real = incidents.filter(({ falseAlarm }) => !falseAlarm)
  const days = groupByDay(desk, real)
  const anchors = anchorsOf(days)
  const falseAlarms = incidents.filter(({ falseAlarm }) => falseAlarm)
  return (
    <div className="days">
      {days.map(([day, rows], index) => (
        <section key={day} id={anchors[index]![0]} tabIndex={-1}>
          {anchors[index]!.slice(1).map((id) => (
            <span key={id} id={id} tabIndex={-1} />
          ))}
          <Heading className="day">{day}</Heading>
          <IncidentTable desk={desk} incidents={rows} caption={day} day={rows[0]!.startedAt} now={now} />
        </section>
      ))}
      {falseAlarms.length > 0 && (
        <details>
          <summary>{t('archive.falseAlarms', { n: falseAlarms.length })}</summary>
          <ul className="struck">
            {falseAlarms.map((row) => (
              <li key={row.id}>
                <s>
                  <a href={`/${locale}/incidents/${row.id}`}>
                    <bdi>{row.service.name[locale]}</bdi>
                  </a>
                </s>{' '}
                <Time desk={desk} at={row.startedAt} form="date" />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
