import { minuteMs, type Range, rangeSpan, ranges, type Series } from '#core/bucket.ts'
import { levelsAt } from '#core/detect/levels.ts'
import type { Rule } from '#core/detect/rule.ts'
import type { Baseline } from '#core/detect/verdict.ts'
import { dayMs } from '#core/record/history.ts'
import { leastPerPlace } from '#core/record/incident-places.ts'
import { workAheadMs } from '#core/record/official.ts'
import { networkSuspicion } from '#core/record/together.ts'
import { mostForTypical, typicalLength } from '#core/record/typical.ts'
import { type KindCount, mixShift } from '#core/report/mix-shift.ts'
import { rowStateOf } from '#core/row-state.ts'
import type { ServiceView } from '#core/view.ts'
import type { Database } from '../db.ts'
import { readMaintenance } from '../incident/maintenance.ts'
import { readOfficialUpdates } from '../incident/official.ts'
import { readRisen } from '../incident/together.ts'
import { readPlaceCounts, readProblemCounts, readRange } from '../report/buckets.ts'
import type { keepUsualMix } from '../report/usual-mix.ts'
import { readWorks } from '../report/works.ts'
import type { Directory } from '../service/directory.ts'
import { cardOf, problemOf, type ServiceRecord } from '../service/services.ts'
import { readBaseline } from '../watch/detectors.ts'
import { type Gap, readGaps } from '../watch/gaps.ts'
import { readAgedStates } from './aged-states.ts'
import { neighbourOf, type SurroundingServices } from './surrounding-services.ts'
import { stateIn } from './unseen.ts'
import { buildIncidentRows, buildIncidentView, numbered, spansOf } from './view-incident.ts'
import { buildServiceRows } from './view-lists.ts'

const iso = (at: number) => new Date(at).toISOString()

/**
 * Counts with their usual and alert levels. The gain of the moment speaks for the last day only;
 * buckets that lie wholly in a gap have no count.
 */
export function seriesOf(
  options: {
    range: Series['range']
    bucketMinutes: number
    from: number
    reporters: number[]
    /** Since when the service is watched, ms: before that, nothing is not zero. */
    since?: number
  },
  baseline: Baseline | null,
  gaps: Gap[],
  rule?: Rule,
): Series {
  const { range, bucketMinutes, from, reporters, since = 0 } = options
  const bucketMs = bucketMinutes * minuteMs
  const starts = reporters.map((_, index) => from + index * bucketMs)
  const withGain = range === '1h' || range === '24h'
  const levels = starts.map((start) =>
    baseline && baseline.learnedMinutes > 0
      ? levelsAt(baseline, start, bucketMinutes, { withGain, rule })
      : null,
  )
  const missing = (start: number) => gaps.some((gap) => gap.from <= start && gap.to >= start + bucketMs)
  return {
    range,
    bucketMinutes,
    from: iso(from),
    reporters: reporters.map((count, index) => {
      const start = starts[index]!
      return missing(start) || (count === 0 && start + bucketMs <= since) ? null : count
    }),
    usual: levels.map((level) => level && Math.round(level.usual * 100) / 100),
    alert: levels.map((level) => level?.alert ?? null),
  }
}

/** Everything of the service page and of `GET /api/v1/services/{slug}`. */
export async function buildServiceView(
  db: Database,
  directory: Directory,
  service: ServiceRecord,
  options: {
    range: Range
    now: number
    sample: boolean
    surroundings: SurroundingServices
    usualMix: ReturnType<typeof keepUsualMix>
  },
): Promise<ServiceView> {
  const { range, now, sample } = options
  const { bucketMinutes } = ranges[range]
  const span = rangeSpan(range, now)
  const until = span.to + bucketMinutes * minuteMs
  const { family, formerly } = options.surroundings
  // The directory may have changed since they were found.
  const kin = options.surroundings.related.filter(({ slug }) => directory.bySlug(slug))
  const related = kin.map(({ slug }) => directory.bySlug(slug)!)
  const shown = [service, ...related, ...family].map((one) => one.id)
  const [counts, baseline, gaps, aged, incidents, ended, lengths, updates, planned, problems, places] =
    await Promise.all([
      readRange(db, service.id, range, now),
      readBaseline(db, service.id),
      readGaps(db, span.from, until),
      readAgedStates(db, now, shown),
      db.prisma.incident.findMany({
        where: {
          serviceId: service.id,
          startedAt: { lt: new Date(until) },
          OR: [{ endedAt: null }, { endedAt: { gt: new Date(span.from) } }],
        },
        include: { transitions: true },
        orderBy: { startedAt: 'asc' },
      }),
      db.prisma.incident.findMany({
        where: { serviceId: { in: [service, ...formerly].map(({ id }) => id) }, endedAt: { not: null } },
        orderBy: { startedAt: 'desc' },
        take: 3,
      }),
      readLengths(db, service.id, now),
      readOfficialUpdates(db, service.id, span.from, now),
      readMaintenance(db, { serviceId: service.id, from: span.from, to: now + workAheadMs }),
      readProblemCounts(db, service.id, now),
      readPlaceCounts(db, service.id, now),
    ])
  const series = seriesOf({ range, bucketMinutes, ...counts, since: service.createdAt }, baseline, gaps)
  const isClosed = service.discontinuedAt !== null
  const open = isClosed ? undefined : incidents.find((incident) => incident.endedAt === null)
  // The outage itself is not what is usual.
  const mixUntil = open?.startedAt.getTime() ?? now - 60 * minuteMs
  const [incident, works, pastIncidents, relatedRows, networkSince, mixBefore] = await Promise.all([
    open ? buildIncidentView(db, directory, open, now) : null,
    readWorks(db, service.id, open?.startedAt.getTime() ?? null, now),
    buildIncidentRows(db, directory, ended, now),
    buildServiceRows(db, related, aged.states, now),
    open ? readNetworkSince(db, directory, service, open.startedAt.getTime()) : null,
    options.usualMix(service.id, mixUntil),
  ])
  return {
    service: {
      ...cardOf(service),
      problems: service.problems,
      homepage: service.homepage,
      paused: service.paused,
      ...(service.underReview && { underReview: true }),
    },
    state: stateIn(aged.states, service, now),
    series,
    spans: incidents.flatMap((one) => spansOf(one, one.transitions)),
    official: numbered(updates),
    ...(planned.length > 0 && { maintenance: planned.map(({ serviceId: _, ...work }) => work) }),
    peak: peakOf(series),
    incident,
    pastIncidents,
    typical: typicalLength(lengths),
    problems: sharesOf(problems, mixBefore),
    places: places.filter((place) => place.reporters >= leastPerPlace),
    works,
    related: relatedRows.map((row, index) => ({ ...row, why: kin[index]!.why, times: kin[index]!.times })),
    family: family.map((one) => {
      const { status, unknownReason, confirmed } = rowStateOf(stateIn(aged.states, one, now))
      return { slug: one.slug, name: one.name, status, unknownReason, confirmed }
    }),
    networkSince,
    ...(formerly.length > 0 && { formerly: formerly.map(({ slug, name }) => ({ slug, name })) }),
    sample,
  }
}

/** When the newest incidents of twelve months began and ended, false alarms left out. */
async function readLengths(db: Database, serviceId: string, now: number) {
  const rows = await db.prisma.incident.findMany({
    where: {
      serviceId,
      startedAt: { gte: new Date(now - 365 * dayMs) },
      endedAt: { not: null },
      falseAlarmAt: null,
    },
    orderBy: { startedAt: 'desc' },
    take: mostForTypical,
    select: { startedAt: true, endedAt: true },
  })
  return rows.map(({ startedAt, endedAt }) => ({
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    falseAlarm: false,
  }))
}

/** Since when a network may be behind it (core/record/together); null: nothing says so. */
async function readNetworkSince(
  db: Database,
  directory: Directory,
  service: ServiceRecord,
  onsetAt: number,
): Promise<string | null> {
  const rose = [...(await readRisen(db, onsetAt))].flatMap(([id, at]) => {
    const other = directory.byId(id)
    return other ? [{ ...neighbourOf(other), onsetAt: at }] : []
  })
  const since = networkSuspicion(neighbourOf(service), rose)
  return since === null ? null : iso(since)
}

/** Highest complete bucket (the last one is still filling); null if nothing was reported. */
export function peakOf(series: Series): ServiceView['peak'] {
  let best = -1
  series.reporters.slice(0, -1).forEach((count, index) => {
    if (count && count > (series.reporters[best] ?? 0)) best = index
  })
  if (best < 0) return null
  const at = Date.parse(series.from) + best * series.bucketMinutes * minuteMs
  return { at: iso(at), reporters: series.reporters[best]! }
}

/** Who named two kinds is one person in the total, and counts for both in the mix. */
function sharesOf(
  counts: Awaited<ReturnType<typeof readProblemCounts>>,
  before: KindCount[],
): ServiceView['problems'] {
  const sumOf = (of: 'reporters' | 'named', from = counts) => from.reduce((sum, entry) => sum + entry[of], 0)
  const total = sumOf('reporters')
  const said = counts.filter(({ problemId }) => problemOf(problemId))
  const namedTotal = sumOf('named', said)
  const shares = said
    .filter(({ named }) => named > 0)
    .map(({ problemId, named }) => ({
      problem: problemOf(problemId)!,
      reporters: named,
      share: named / namedTotal,
    }))
    .sort((one, other) => other.reporters - one.reporters)
  // Of four weeks is known only under which kind people were counted: the same of the last hour.
  const now = said.map(({ problemId, reporters }) => ({ problem: problemOf(problemId)!, reporters }))
  const shift = mixShift(now, before)
  return {
    total,
    namedShare: total > 0 ? sumOf('reporters', said) / total : 0,
    shares,
    ...(shift && { shift }),
  }
}
