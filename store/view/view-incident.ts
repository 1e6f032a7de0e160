import { minuteMs } from '#core/bucket.ts'
import type { Locale } from '#core/locale.ts'
import { isConfirming, officialBeforeMs } from '#core/record/official.ts'
import { isTrouble, type Status } from '#core/status.ts'
import type {
  IncidentAnchor,
  IncidentRow,
  IncidentView,
  OfficialUpdateView,
  StatusSpan,
  TimelineEntry,
  VerdictView,
} from '#core/view.ts'
import type { Database } from '../db.ts'
import type { Provenance } from '../incident/incidents.ts'
import { type OfficialUpdateRow, officialRow } from '../incident/official.ts'
import type { Directory } from '../service/directory.ts'
import { cardOf } from '../service/services.ts'
import { storedVerdict } from '../watch/verdicts.ts'

/** Incidents as anybody may see them. */

const iso = (at: Date | number) => new Date(at).toISOString()

export type IncidentRecord = NonNullable<Awaited<ReturnType<Database['prisma']['incident']['findFirst']>>>
type TransitionRecord = Awaited<ReturnType<Database['prisma']['transition']['findMany']>>[number]

/** Stretches of one status each, from the incident's onset on. */
export function spansOf(incident: IncidentRecord, transitions: TransitionRecord[]): StatusSpan[] {
  const steps = transitions
    .filter((step) => step.incidentId === incident.id)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
  return steps.flatMap((step, index) => {
    if (!isTrouble(step.toStatus as Status)) return []
    const next = steps[index + 1]
    const from = index === 0 ? incident.startedAt : (step.occurredAt ?? step.at)
    // The end is where the excess ended, which is known only later than the last change of status; a record that was
    // opened again has two of them.
    const closing = steps.slice(index + 1).find(({ toStatus }) => !isTrouble(toStatus as Status))
    const end = closing?.occurredAt ?? incident.endedAt
    const to = end && (!next || next.at > end) ? end : next?.at
    if (to && to <= from) return []
    return [{ status: step.toStatus as Status, from: iso(from), to: to ? iso(to) : null }]
  })
}

const officialView = ({
  stage,
  postedAt,
  body,
  lang,
  url,
  hours,
}: OfficialUpdateRow): OfficialUpdateView => ({
  stage,
  at: iso(postedAt),
  body,
  lang,
  url,
  ...(hours && { hours: { from: iso(hours.from), until: iso(hours.until) } }),
})

/** The operator's updates numbered in order, oldest first. */
export const numbered = (updates: OfficialUpdateRow[]) =>
  updates.map((update, index) => ({ number: index + 1, ...officialView(update) }))

/** When the operator's words belong to the incident, ms. */
const officialSpan = (incident: IncidentRecord, now: number) => ({
  from: incident.startedAt.getTime() - officialBeforeMs,
  to: incident.endedAt ? incident.endedAt.getTime() + officialBeforeMs : now,
})

/** What the operator said, and when, ms. */
type Said = Pick<OfficialUpdateRow, 'stage' | 'postedAt'>

/** First official word minus our first signal, minutes; negative when they were first. */
const leadOf = (incident: IncidentRecord, updates: Said[]): number | null => {
  const first = updates.find(({ stage }) => isConfirming(stage))
  return first ? Math.round((first.postedAt - incident.detectedAt.getTime()) / minuteMs) : null
}

const refOf = (incident: IncidentRecord, updates: Said[]) => ({
  id: incident.publicId,
  startedAt: iso(incident.startedAt),
  endedAt: incident.endedAt && iso(incident.endedAt),
  reopenedAt: incident.reopenedAt && iso(incident.reopenedAt),
  peak15m: incident.peak15m,
  peakAt: incident.peakAt && iso(incident.peakAt),
  confirmed: updates.some(({ stage }) => isConfirming(stage)),
})

/** An incident as a record tells it, with the operator's words. */
export async function buildIncidentView(
  db: Database,
  directory: Directory,
  incident: IncidentRecord,
  now: number,
): Promise<IncidentView | null> {
  return (await buildIncidentViews(db, directory, [incident], now))[0] ?? null
}

/** The same of many, in the order given; read in two questions, however many there are. */
export async function buildIncidentViews(
  db: Database,
  directory: Directory,
  incidents: IncidentRecord[],
  now: number,
): Promise<IncidentView[]> {
  const open = incidents.filter(({ endedAt }) => endedAt === null)
  const [steps, updatesOf, counts] = await Promise.all([
    db.prisma.transition.findMany({
      where: {
        serviceId: { in: incidents.map(({ serviceId }) => serviceId) },
        incidentId: { in: incidents.map(({ id }) => id) },
      },
      orderBy: { at: 'asc' },
    }),
    readUpdatesOf(db, incidents, now),
    Promise.all(
      open.map(
        async ({ id, serviceId, startedAt }) => [id, await countReports(db, serviceId, startedAt)] as const,
      ),
    ),
  ])
  const reports = new Map(counts)
  return incidents.flatMap((incident) => {
    const service = directory.byId(incident.serviceId)
    if (!service) return []
    const transitions = steps.filter(({ incidentId }) => incidentId === incident.id)
    const updates = updatesOf(incident)
    return [
      {
        ...refOf(incident, updates),
        service: cardOf(service),
        status: incident.endedAt ? 'none' : (incident.status as Status),
        worst: incident.worst as IncidentView['worst'],
        reports: reports.get(incident.id) ?? incident.reports,
        spans: spansOf(incident, transitions),
        timeline: timelineOf(incident, transitions, updates),
        leadMinutes: leadOf(incident, updates),
        provenance: incident.provenance as Provenance,
        falseAlarm: incident.falseAlarmAt && {
          at: iso(incident.falseAlarmAt),
          reason: incident.falseAlarm as Record<Locale, string>,
        },
        anchors: incident.anchors as unknown as IncidentAnchor[],
      },
    ]
  })
}

/** Changes of status, the operator's words and the peak, oldest first. */
function timelineOf(
  incident: IncidentRecord,
  transitions: TransitionRecord[],
  updates: OfficialUpdateRow[],
): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...transitions.map((step) => ({
      kind: 'transition' as const,
      at: iso(step.at),
      from: step.fromStatus as Status,
      to: step.toStatus as Status,
      verdict: step.verdict === null ? null : storedVerdict(step.verdict as unknown as VerdictView),
    })),
    ...numbered(updates).map((update) => ({ kind: 'official' as const, ...update })),
    ...(incident.peakAt
      ? [{ kind: 'peak' as const, at: iso(incident.peakAt), reports15m: incident.peak15m }]
      : []),
  ]
  return entries.sort((one, other) => one.at.localeCompare(other.at))
}

async function countReports(db: Database, serviceId: string, since: Date): Promise<number> {
  const rows = await db.query<{ reports: number }>(
    `SELECT coalesce(sum(reporters), 0)::int AS reports FROM report_bucket_minute
     WHERE service_id = $1 AND minute >= date_trunc('minute', $2::timestamptz)`,
    [serviceId, since],
  )
  return rows[0]?.reports ?? 0
}

/** What operators said in each of these incidents, oldest first, read at once. */
async function readUpdatesOf(
  db: Database,
  incidents: IncidentRecord[],
  now: number,
): Promise<(incident: IncidentRecord) => OfficialUpdateRow[]> {
  const found = await db.prisma.officialUpdate.findMany({
    where: {
      OR: incidents.map((incident) => {
        const { from, to } = officialSpan(incident, now)
        return { serviceId: incident.serviceId, postedAt: { gte: new Date(from), lte: new Date(to) } }
      }),
    },
    orderBy: { postedAt: 'asc' },
  })
  const updates = found.map(officialRow)
  return (incident) => {
    const { from, to } = officialSpan(incident, now)
    return updates.filter(
      ({ serviceId, postedAt }) => serviceId === incident.serviceId && postedAt >= from && postedAt <= to,
    )
  }
}

/** Lines of a list of incidents, in the order given. */
export async function buildIncidentRows(
  db: Database,
  directory: Directory,
  incidents: IncidentRecord[],
  now: number,
): Promise<IncidentRow[]> {
  const [updatesOf, steps] = await Promise.all([
    readUpdatesOf(db, incidents, now),
    db.prisma.transition.groupBy({
      by: ['incidentId'],
      where: {
        serviceId: { in: incidents.map(({ serviceId }) => serviceId) },
        incidentId: { in: incidents.map(({ id }) => id) },
      },
      _max: { at: true },
    }),
  ])
  const lastSteps = new Map(steps.map(({ incidentId, _max }) => [incidentId, _max.at]))
  return incidents.flatMap((incident) => {
    const service = directory.byId(incident.serviceId)
    if (!service) return []
    const updates = updatesOf(incident)
    const confirmed = updates.find(({ stage }) => isConfirming(stage))?.postedAt ?? 0
    const step = lastSteps.get(incident.id) ?? incident.detectedAt
    return [
      {
        ...refOf(incident, updates),
        changedAt: iso(Math.max(step.getTime(), incident.falseAlarmAt?.getTime() ?? 0, confirmed)),
        service: cardOf(service),
        worst: incident.worst as IncidentRow['worst'],
        leadMinutes: leadOf(incident, updates),
        falseAlarm: incident.falseAlarmAt !== null,
        provenance: incident.provenance as Provenance,
      },
    ]
  })
}
