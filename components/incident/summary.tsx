import type { ReactNode } from 'react'
import { minuteMs } from '#core/bucket.ts'
import type { IncidentDetail } from '#core/record/incident-detail.ts'
import { durationText, minutesText } from '#i18n/time.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { say, timeTag } from '../say.tsx'
import { Time } from '../time.tsx'
import { LeadTime } from './incident-list.tsx'
import { incidentLength } from './incident-text.ts'

interface Props {
  desk: Desk
  incident: IncidentDetail
  now: string
}

/** Who spoke first, as a sentence; nothing where the operator said nothing. */
function leadSentence({ desk: { t }, incident }: Props): string {
  const { leadMinutes: lead } = incident
  if (lead === null) return ''
  if (lead === 0) return t('incident.sumLeadSame')
  return t(lead > 0 ? 'incident.sumLeadFirst' : 'incident.sumLeadAfter', { d: minutesText(t, lead) })
}

/** When the record was closed, where that is later than the end: the detector waits whether it stays quiet. */
function closedAt({ timeline, endedAt }: IncidentDetail): string | null {
  const last = timeline.findLast((entry) => entry.kind === 'transition')
  return endedAt && last?.to === 'none' && Date.parse(last.at) >= Date.parse(endedAt) + minuteMs
    ? last.at
    : null
}

/** Beginning, end, peak, places and who spoke first, in sentences. */
export function Summary(props: Props) {
  const { desk, incident, now } = props
  const { t } = desk
  const ms = incidentLength(incident, now)
  const at1 = timeTag(desk, incident.startedAt, 'moment', now)
  const places = incident.places.length
  const closed = closedAt(incident)
  return (
    <>
      {incident.endedAt
        ? say(t, 'incident.sum', {
            a: '',
            b: '',
            at1,
            at2: timeTag(desk, incident.endedAt, 'moment', incident.startedAt),
            d: durationText(t, ms, 'after'),
            n: incident.peak15m,
          })
        : say(t, 'incident.ongoing', { a: '', at1, d: durationText(t, ms, 'after') })}{' '}
      {places > 0 && `${t('incident.sumPlaces', { n: places })} `}
      {leadSentence(props)}
      {closed && ' '}
      {closed &&
        say(t, 'incident.closed', { t: '', at: timeTag(desk, closed, 'moment', incident.startedAt) })}
      {!incident.endedAt && ` ${t('incident.updates')}`}
    </>
  )
}

/** The same in figures, and how many reported in all. */
export function Figures({ desk, incident, now }: Props) {
  const { t } = desk
  const number = getNumberFormat(t.tag)
  const rows: [string, ReactNode][] = [
    ['started', <Time key="a" desk={desk} at={incident.startedAt} />],
    ['ended', incident.endedAt ? <Time key="b" desk={desk} at={incident.endedAt} /> : t('incident.isOpen')],
    [incident.endedAt ? 'lasted' : 'soFar', durationText(t, incidentLength(incident, now), 'tight')],
    ['peak', number.format(incident.peak15m)],
    ['reports', number.format(incident.reports)],
    ['placesCount', number.format(incident.places.length)],
    ['lead', <LeadTime key="lead" desk={desk} minutes={incident.leadMinutes} />],
  ]
  return (
    <dl className="stats">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`incident.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
