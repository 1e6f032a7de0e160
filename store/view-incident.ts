import { minuteMs } from '#core/bucket.ts'
import type { Locale } from '#core/locale.ts'
import { isConfirming, type OfficialStage, officialBeforeMs } from '#core/official.ts'
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
import type { Database } from './db.ts'
import type { Directory } from './directory.ts'
import type { Provenance } from './incidents.ts'
import { type OfficialUpdateRow, readOfficialUpdates } from './official.ts'
import { cardOf } from './services.ts'
import { storedVerdict } from './verdicts.ts'

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

const officialView = ({ stage, postedAt, body, lang, url }: OfficialUpdateRow): OfficialUpdateView => ({
  stage,
  at: iso(postedAt),
  body,
  lang,
  url,
})

/** The operator's updates numbered in order, oldest first. */
export const numbered = (updates: OfficialUpdateRow[]) =>
  updates.map((update, index) => ({ number: index + 1, ...officialView(update) }))

/** When the operator's words belong to the incident, ms. */
const officialSpan = (incident: IncidentRecord, now: number) => ({
  from: incident.startedAt.getTime() - officialBeforeMs,
  to: incident.endedAt ? incident.endedAt.getTime() + officialBeforeMs : now,
})

const readOfficialOf = (db: Database, incident: IncidentRecord, now: number) => {
  const { from, to } = officialSpan(incident, now)
  return readOfficialUpdates(db, incident.serviceId, from, to)
}

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

export async function buildIncidentView(
  db: Database,
  directory: Directory,
  incident: IncidentRecord,
  now: number,
): Promise<IncidentView | null> {
  const service = directory.byId(incident.serviceId)
  if (!service) return null
  const [transitions, updates, reports] = await Promise.all([
    db.prisma.transition.findMany({
      where: { serviceId: incident.serviceId, incidentId: incident.id },
      orderBy: { at: 'asc' },
    }),
    readOfficialOf(db, incident, now),
    incident.endedAt ? incident.reports : countReports(db, incident.serviceId, incident.startedAt),
  ])
  const timeline: TimelineEntry[] = [
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
  ].sort((one, other) => one.at.localeCompare(other.at))
  return {
    ...refOf(incident, updates),
    service: cardOf(service),
    status: incident.endedAt ? 'none' : (incident.status as Status),
    worst: incident.worst as IncidentView['worst'],
    reports,
    spans: spansOf(incident, transitions),
    timeline,
    leadMinutes: leadOf(incident, updates),
    provenance: incident.provenance as Provenance,
    falseAlarm: incident.falseAlarmAt && {
      at: iso(incident.falseAlarmAt),
      reason: incident.falseAlarm as Record<Locale, string>,
    },
    anchors: incident.anchors as unknown as IncidentAnchor[],
  }
}

async function countReports(db: Database, serviceId: string, since: Date): Promise<number> {
  const rows = await db.query<{ reports: number }>(
    `SELECT coalesce(sum(reporters), 0)::int AS reports FROM report_bucket_minute
     WHERE service_id = $1 AND minute >= date_trunc('minute', $2::timestamptz)`,
    [serviceId, since],
  )
  return rows[0]?.reports ?? 0
}

/** Lines of a list of incidents, in the order given. */
export async function buildIncidentRows(
  db: Database,
  directory: Directory,
  incidents: IncidentRecord[],
  now: number,
): Promise<IncidentRow[]> {
  const updates = await db.prisma.officialUpdate.findMany({
    where: {
      OR: incidents.map((incident) => {
        const { from, to } = officialSpan(incident, now)
        return { serviceId: incident.serviceId, postedAt: { gte: new Date(from), lte: new Date(to) } }
      }),
    },
    orderBy: { postedAt: 'asc' },
    select: { serviceId: true, stage: true, postedAt: true },
  })
  return incidents.flatMap((incident) => {
    const service = directory.byId(incident.serviceId)
    if (!service) return []
    const { from, to } = officialSpan(incident, now)
    const own = updates
      .map(({ serviceId, stage, postedAt }) => ({
        serviceId,
        stage: stage as OfficialStage,
        postedAt: postedAt.getTime(),
      }))
      .filter(
        (update) =>
          update.serviceId === incident.serviceId && update.postedAt >= from && update.postedAt <= to,
      )
    return [
      {
        ...refOf(incident, own),
        service: cardOf(service),
        worst: incident.worst as IncidentRow['worst'],
        leadMinutes: leadOf(incident, own),
        falseAlarm: incident.falseAlarmAt !== null,
        provenance: incident.provenance as Provenance,
      },
    ]
  })
}
