import { minuteMs, type Range, rangeSpan, ranges, type Series } from '#core/bucket.ts'
import { leastPerPlace } from '#core/incident-places.ts'
import { levelsAt } from '#core/levels.ts'
import type { Rule } from '#core/rule.ts'
import type { Baseline } from '#core/verdict.ts'
import type { ServiceView } from '#core/view.ts'
import { readAgedStates } from './aged-states.ts'
import { readPlaceCounts, readProblemCounts, readRange } from './buckets.ts'
import type { Database } from './db.ts'
import { readBaseline } from './detectors.ts'
import type { Directory } from './directory.ts'
import { type Gap, readGaps } from './gaps.ts'
import { readOfficialUpdates } from './official.ts'
import { cardOf, problemOf, type ServiceRecord } from './services.ts'
import { unseenState } from './unseen.ts'
import { buildIncidentRows, buildIncidentView, numbered, spansOf } from './view-incident.ts'
import { buildServiceRows } from './view-lists.ts'
import { readWorks } from './works.ts'

const iso = (at: number) => new Date(at).toISOString()

/**
 * Counts with their usual and alert levels. The gain of the moment speaks for the last day only;
 * buckets that lie wholly in a gap have no count.
 */
export function seriesOf(
  options: { range: Series['range']; bucketMinutes: number; from: number; reporters: number[] },
  baseline: Baseline | null,
  gaps: Gap[],
  rule?: Rule,
): Series {
  const { range, bucketMinutes, from, reporters } = options
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
    reporters: reporters.map((count, index) => (missing(starts[index]!) ? null : count)),
    usual: levels.map((level) => level && Math.round(level.usual * 100) / 100),
    alert: levels.map((level) => level?.alert ?? null),
  }
}

/** Services that share an operator with this one, carry it, or are carried by it; upstream first. */
function relatedTo(service: ServiceRecord, directory: Directory): ServiceRecord[] {
  const upstream = service.dependsOn.map((slug) => directory.bySlug(slug)).filter((found) => !!found)
  const kin = directory
    .all()
    .filter(
      (other) =>
        other.slug === service.parent ||
        other.parent === service.slug ||
        other.operator.slug === service.operator.slug ||
        other.dependsOn.includes(service.slug),
    )
  const neighbours = directory.all().filter((other) => other.category.slug === service.category.slug)
  return [...new Set([...upstream, ...kin, ...neighbours])].filter((other) => other !== service).slice(0, 6)
}

/** Everything of the service page and of `GET /api/v1/services/{slug}`. */
export async function buildServiceView(
  db: Database,
  directory: Directory,
  service: ServiceRecord,
  options: { range: Range; now: number; sample: boolean },
): Promise<ServiceView> {
  const { range, now, sample } = options
  const { bucketMinutes } = ranges[range]
  const span = rangeSpan(range, now)
  const until = span.to + bucketMinutes * minuteMs
  const kin = relatedTo(service, directory)
  const shown = [service, ...kin].map((one) => one.id)
  const [counts, baseline, gaps, aged, incidents, ended, updates, problems, places] = await Promise.all([
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
      where: { serviceId: service.id, endedAt: { not: null } },
      orderBy: { startedAt: 'desc' },
      take: 3,
    }),
    readOfficialUpdates(db, service.id, span.from, now),
    readProblemCounts(db, service.id, now),
    readPlaceCounts(db, service.id, now),
  ])
  const series = seriesOf({ range, bucketMinutes, ...counts }, baseline, gaps)
  const open = incidents.find((incident) => incident.endedAt === null)
  const [incident, works, pastIncidents, related] = await Promise.all([
    open ? buildIncidentView(db, directory, open, now) : null,
    readWorks(db, service.id, open?.startedAt.getTime() ?? null, now),
    buildIncidentRows(db, directory, ended, now),
    buildServiceRows(db, kin, aged.states, now),
  ])
  return {
    service: {
      ...cardOf(service),
      problems: service.problems,
      homepage: service.homepage,
      paused: service.paused,
    },
    state: aged.states.get(service.id) ?? unseenState(service, now),
    series,
    spans: incidents.flatMap((one) => spansOf(one, one.transitions)),
    official: numbered(updates),
    peak: peakOf(series),
    incident,
    pastIncidents,
    problems: sharesOf(problems),
    places: places.filter((place) => place.reporters >= leastPerPlace),
    works,
    related,
    sample,
  }
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

function sharesOf(counts: Map<number, number>): ServiceView['problems'] {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const named = [...counts].flatMap(([id, reporters]) => {
    const problem = problemOf(id)
    return problem && reporters > 0 ? [{ problem, reporters }] : []
  })
  const namedTotal = named.reduce((sum, entry) => sum + entry.reporters, 0)
  return {
    total,
    namedShare: total > 0 ? namedTotal / total : 0,
    shares: named
      .map((entry) => ({ ...entry, share: entry.reporters / namedTotal }))
      .sort((one, other) => other.reporters - one.reporters),
  }
}
