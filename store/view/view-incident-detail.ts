import { createHash } from 'node:crypto'
import type { Series } from '#core/bucket.ts'
import { bucketStart, minuteMs } from '#core/bucket.ts'
import type { IncidentDetail } from '#core/record/incident-detail.ts'
import { canonicalFacts, factsOf, type IncidentFacts } from '#core/record/incident-facts.ts'
import { type IncidentReplay, replayOf, saidAt } from '#core/record/incident-log.ts'
import { placesAt, placesOf } from '#core/record/incident-places.ts'
import { incidentSpan, replaySpan, sumsOf } from '#core/record/incident-span.ts'
import { mixAt, stripsOf } from '#core/record/incident-strips.ts'
import type { ServiceCard } from '#core/view.ts'
import type { Database } from '../db.ts'
import { readCorrections } from '../incident/corrections.ts'
import { type IncidentLines, readIncidentLines, readIncidentLog } from '../incident/incident-minutes.ts'
import { readPlaceSlots } from '../report/buckets.ts'
import type { Directory } from '../service/directory.ts'
import { readBaseline } from '../watch/detectors.ts'
import { readGaps } from '../watch/gaps.ts'
import { buildIncidentRows, buildIncidentView, type IncidentRecord } from './view-incident.ts'
import { seriesOf } from './view-service.ts'

/** The permanent record of an incident, whole. */

const hourMs = 60 * minuteMs
/** Other incidents that are named on the page. */
const mostNamed = 8
/** A part of a larger incident began within so long of it. */
const partsWithinMs = 48 * hourMs
/** An official word within two hours after the end still belongs to an incident (view-incident). */
const settledMs = 120 * minuteMs

/** An incident's record with the SHA-256 of its canonical facts, hexadecimal: what can be cited. */
export interface CitedIncident {
  facts: IncidentFacts
  sha256: string
  service: ServiceCard
}

export const citedOf = (detail: IncidentDetail): CitedIncident => {
  const facts = factsOf(detail)
  return {
    facts,
    sha256: createHash('sha256').update(canonicalFacts(facts)).digest('hex'),
    service: detail.service,
  }
}

const spanOf = ({ startedAt, endedAt }: IncidentRecord, now: number) =>
  incidentSpan(startedAt.getTime(), endedAt?.getTime() ?? null, now)

/** The numbers of one incident at the span and in the buckets of its chart. */
export async function buildIncidentSeries(
  db: Database,
  incident: IncidentRecord,
  now: number,
): Promise<Series> {
  const { from, to } = spanOf(incident, now)
  return seriesFrom(db, incident, await readIncidentLines(db, incident, from, to), now)
}

async function seriesFrom(
  db: Database,
  incident: IncidentRecord,
  lines: IncidentLines,
  now: number,
): Promise<Series> {
  const { from, to, bucketMinutes } = spanOf(incident, now)
  const baseline = lines.usual ? null : await readBaseline(db, incident.serviceId)
  const reporters = sumsOf(lines.reporters, bucketMinutes)
  const series = seriesOf(
    { range: 'incident', bucketMinutes, from, reporters },
    baseline,
    await readGaps(db, from, to),
  )
  if (!lines.usual) return series
  // What was usual then, not what is usual now.
  const then = lines.usual
  const usual = series.reporters.map((_, index) => {
    const values = then.slice(index * bucketMinutes, (index + 1) * bucketMinutes)
    if (values.length === 0 || values.includes(null)) return null
    return Math.round(values.reduce<number>((sum, value) => sum + (value ?? 0), 0) * 100) / 100
  })
  return { ...series, usual }
}

/** null: the service may not be seen. */
export async function buildIncidentDetail(
  db: Database,
  directory: Directory,
  incident: IncidentRecord,
  now: number,
): Promise<IncidentDetail | null> {
  const view = await buildIncidentView(db, directory, incident, now)
  if (!view) return null
  const { from, to, bucketMinutes } = spanOf(incident, now)
  const endedAt = incident.endedAt?.getTime() ?? null
  const started = bucketStart(incident.startedAt.getTime(), 15)
  const [lines, slots, log, corrections, neighbours] = await Promise.all([
    readIncidentLines(db, incident, from, to),
    readPlaceSlots(db, incident.serviceId, Math.min(started, from), endedAt ?? now),
    incident.peakAt ? readIncidentLog(db, incident, from, incident.peakAt.getTime()) : [],
    readCorrections(db, incident),
    readNeighbours(db, directory, incident, now),
  ])
  const peakAt = incident.peakAt?.getTime()
  return {
    ...view,
    series: await seriesFrom(db, incident, lines, now),
    strips: stripsOf(lines.problems, bucketMinutes),
    places: placesOf(slots.filter(({ slot }) => slot >= started)),
    atPeak:
      peakAt === undefined
        ? null
        : {
            at: new Date(peakAt).toISOString(),
            said: saidAt(log, peakAt),
            problems: mixAt(lines.problems, Math.floor((peakAt - from) / minuteMs)),
            places: placesAt(slots, peakAt),
          },
    corrections,
    ...neighbours,
    isFinal: endedAt !== null && lines.usual !== null && now >= endedAt + settledMs,
  }
}

/** Incidents that this one is told together with. */
async function readNeighbours(
  db: Database,
  directory: Directory,
  incident: IncidentRecord,
  now: number,
): Promise<Pick<IncidentDetail, 'also' | 'mergedInto' | 'parts'>> {
  const started = incident.startedAt.getTime()
  const within = (ms: number) => ({ gte: new Date(started - ms), lte: new Date(started + ms) })
  const isOther = { NOT: { serviceId: incident.serviceId, id: incident.id } }
  const visible = { serviceId: { in: directory.all().map(({ id }) => id) } }
  const [risen, parts, whole] = await Promise.all([
    db.prisma.incident.findMany({
      where: {
        serviceId: { in: directory.all().flatMap(({ id }) => (id === incident.serviceId ? [] : [id])) },
        startedAt: within(hourMs),
        falseAlarmAt: null,
      },
      orderBy: [{ peak15m: 'desc' }, { startedAt: 'asc' }],
      take: mostNamed,
    }),
    db.prisma.incident.findMany({
      where: { ...isOther, ...visible, mergedInto: incident.publicId, startedAt: within(partsWithinMs) },
      orderBy: { startedAt: 'asc' },
      take: mostNamed,
    }),
    incident.mergedInto === null
      ? []
      : db.prisma.incident.findMany({
          where: { ...visible, publicId: incident.mergedInto, startedAt: within(partsWithinMs) },
          take: 1,
        }),
  ])
  const rows = await buildIncidentRows(db, directory, [...risen, ...parts, ...whole], now)
  return {
    also: rows.slice(0, risen.length),
    parts: rows.slice(risen.length, risen.length + parts.length),
    mergedInto: rows[risen.length + parts.length] ?? null,
  }
}

/** What stood when a replay begins was said within this time before it. */
const logBeforeMs = 90 * minuteMs

/** What was known and said, minute by minute. */
export async function buildIncidentReplay(
  db: Database,
  incident: IncidentRecord,
  now: number,
): Promise<IncidentReplay> {
  const { startedAt, endedAt } = incident
  const told = { startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null }
  const span = replaySpan(told, now)
  const from = Date.parse(span.from)
  const to = from + span.minutes * minuteMs
  const [lines, log, places] = await Promise.all([
    readIncidentLines(db, incident, from, to),
    readIncidentLog(db, incident, from - logBeforeMs, to),
    readPlaceSlots(db, incident.serviceId, from - hourMs, to),
  ])
  return replayOf({ id: incident.publicId, span, log, problems: lines.problems, places })
}
