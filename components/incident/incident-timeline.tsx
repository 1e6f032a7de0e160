import type { ReactNode } from 'react'
import type { IncidentView, TimelineEntry, VerdictView } from '#core/view.ts'
import { durationText, minutesText } from '#i18n/time.ts'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'
import { StatusIcon } from '../status-icon.tsx'
import { Time } from '../time.tsx'

const Square = () => (
  <svg viewBox="0 0 18 18" aria-hidden="true">
    <rect x="2.5" y="2.5" width="13" height="13" rx="2" fill="var(--accent)" />
  </svg>
)

const Ring = () => (
  <svg viewBox="0 0 18 18" aria-hidden="true">
    <circle cx="9" cy="9" r="6" fill="var(--bg)" stroke="var(--ink)" strokeWidth="2" />
  </svg>
)

const keyOf = (entry: TimelineEntry): string =>
  `${entry.at} ${entry.kind} ${entry.kind === 'official' ? entry.number : entry.kind === 'transition' ? entry.to : ''}`

/** The figures that moved the status: count, window, level, networks. */
function because(desk: Desk, verdict: VerdictView): string {
  const { t } = desk
  const level = verdict.status === 'major' ? verdict.majorThreshold : verdict.threshold
  const figures = t('incident.because', {
    n: Math.round(verdict.observed),
    w: verdict.windowMinutes,
    l: Math.ceil(level),
  })
  if (verdict.breadth === null) return `${figures}.`
  return `${figures}${t('incident.becauseNetworks', { n: Math.round(verdict.breadth) })}.`
}

/** Who spoke first, and by how much; both directions are told. */
function leadText(desk: Desk, incident: IncidentView, now: string): ReactNode {
  const { t, locale } = desk
  const { operator } = incident.service
  const maker = operator.name[locale]
  const lead = incident.leadMinutes
  if (lead !== null) {
    const key = lead > 0 ? 'incident.ahead' : lead < 0 ? 'incident.behind' : 'incident.same'
    return say(t, key, { maker, d: minutesText(t, lead) })
  }
  if (!operator.statusPage) return say(t, 'incident.noPage', { maker })
  if (incident.endedAt) return say(t, 'incident.noWordEnded', { maker })
  const waited = Date.parse(now) - Date.parse(incident.startedAt)
  return say(t, 'incident.noWord', { maker, d: durationText(t, waited, 'after') })
}

function Entry({
  desk,
  entry,
  incident,
  day,
}: {
  desk: Desk
  entry: TimelineEntry
  incident: IncidentView
  /** Entries of this moment's day are given by their time alone. */
  day: string
}) {
  const { t, locale } = desk
  const time = <Time desk={desk} at={entry.at} form="stack" now={day} />
  if (entry.kind === 'official') {
    return (
      <li className="offi">
        {time}
        <span className="dot">
          <Square />
        </span>
        <div>
          <span className="who">
            <b>
              <bdi>{incident.service.operator.name[locale]}</bdi>
              {t('between')}
              {t(`incident.stage.${entry.stage}`)}
            </b>{' '}
            <span aria-hidden="true">[{entry.number}]</span>
          </span>
          <blockquote lang={entry.lang} dir={entry.lang.startsWith('ar') ? 'rtl' : 'ltr'}>
            {entry.body}
          </blockquote>
          {entry.url && (
            <a className="src" href={entry.url} rel="noopener nofollow">
              {t('incident.source')}
            </a>
          )}
        </div>
      </li>
    )
  }
  return (
    <li className="crowd">
      {time}
      <span className={entry.kind === 'transition' ? `dot st-${entry.to}` : 'dot'}>
        {entry.kind === 'transition' && entry.to !== 'possible' ? <StatusIcon status={entry.to} /> : <Ring />}
      </span>
      <div>
        <span className="who">
          <b>{t('incident.ours')}</b>
        </span>
        {entry.kind === 'peak' ? (
          <p>{t('incident.peakLine', { n: entry.reports15m })}</p>
        ) : (
          <>
            <p>{say(t, `incident.to.${entry.to}`)}</p>
            {entry.verdict && (entry.to === 'possible' || entry.to === 'major') && (
              <p className="because">{because(desk, entry.verdict)}</p>
            )}
          </>
        )}
      </div>
    </li>
  )
}

/** A peak is one only when a quarter hour has passed without a higher one. */
const isPast = ({ endedAt, status }: IncidentView, age: number): boolean =>
  endedAt !== null || status === 'recovering' || age >= 15 * 60_000

/**
 * Our signal and the operator's own word in one list, told apart by shape, word and colour. Newest first
 * while an incident is open, oldest first in its permanent record; the lead-time box stands between the
 * first signal and the first official word.
 */
export function IncidentTimeline({
  desk,
  incident,
  order,
  now,
}: {
  desk: Desk
  incident: IncidentView
  order: 'newest' | 'oldest'
  now: string
}) {
  const timeline = incident.timeline.filter(
    (entry) => entry.kind !== 'peak' || isPast(incident, Date.parse(now) - Date.parse(entry.at)),
  )
  // The record is read long after: its own day is "today" there.
  const day = order === 'oldest' ? incident.startedAt : now
  const firstOfficial = timeline.findIndex((entry) => entry.kind === 'official')
  const firstSignal = timeline.findIndex((entry) => entry.kind === 'transition')
  // After the later of the two firsts; at the end of the story while there is no official word.
  const later = firstOfficial < 0 ? timeline.length - 1 : Math.max(firstOfficial, firstSignal)
  const lead = (
    <li key="lead" className="leadrow">
      <span />
      <span className="dot" />
      <span>
        <span className="leadbox">{leadText(desk, incident, now)}</span>
      </span>
    </li>
  )
  const items = timeline.flatMap((entry, index) => {
    const item = <Entry key={keyOf(entry)} desk={desk} entry={entry} incident={incident} day={day} />
    if (index !== later) return [item]
    return firstOfficial < 0 ? [item, lead] : [lead, item]
  })
  return <ol className="tl">{order === 'newest' ? items.reverse() : items}</ol>
}
