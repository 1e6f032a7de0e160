import type { IncidentView } from '#core/view.ts'
import { durationText } from '#i18n/time.ts'
import type { Line } from '#i18n/verdict.ts'
import type { Desk } from '../desk.ts'
import { plain } from '../say.tsx'

/** What an incident's record says in words, as message keys with their numbers. */

/** "ChatGPT outage, 17 March 2026"; without the operator's word, "Problems reported with …". */
export function incidentName(desk: Desk, incident: IncidentView, kind: 'title' | 'h1'): Line {
  const values = { s: incident.service.name[desk.locale], date: desk.clock.date(incident.startedAt) }
  return { key: `incident.${kind}${incident.confirmed ? '' : 'Reported'}`, values }
}

/** Length so far, or in all, ms. */
export const incidentLength = (incident: IncidentView, now: string): number =>
  Date.parse(incident.endedAt ?? now) - Date.parse(incident.startedAt)

/** The summary as bare text. */
export function incidentSummary(desk: Desk, incident: IncidentView, now: string): string {
  const { t, clock } = desk
  const a = clock.moment(incident.startedAt, now)
  const ms = incidentLength(incident, now)
  return incident.endedAt
    ? plain(t, 'incident.sum', {
        a,
        b: clock.moment(incident.endedAt, incident.startedAt),
        d: durationText(t, ms, 'after'),
        n: incident.peak15m,
      })
    : plain(t, 'incident.ongoing', { a, d: durationText(t, ms, 'after') })
}
