import { minuteMs, type Range, rangeSpan, ranges } from '#core/bucket.ts'
import { countTogether } from '#core/compare/compare.ts'
import { compareSet, mostCompared, readComparePath } from '#core/compare/compare-set.ts'
import {
  type CompareEntry,
  type CompareView,
  type SharedMoments,
  sharedDays,
  sharedMinutes,
} from '#core/compare/view-compare.ts'
import { medianOf } from '#core/record/typical.ts'
import { rowStateOf } from '#core/row-state.ts'
import { isOld } from '#core/state-age.ts'
import type { Database } from '../db.ts'
import { readRange } from '../report/buckets.ts'
import { dayMs } from '../report/salts.ts'
import type { Directory } from '../service/directory.ts'
import { cardOf, type ServiceRecord } from '../service/services.ts'
import { readBaseline } from '../watch/detectors.ts'
import { readGaps } from '../watch/gaps.ts'
import { readAgedStates } from './aged-states.ts'
import { stateIn } from './unseen.ts'
import { buildIncidentRows, spansOf } from './view-incident.ts'
import { peakOf, seriesOf } from './view-service.ts'

/** Services side by side. */

const incidentDays = 30
/** More incidents than this of one comparison are not looked at: the newest speak. */
const mostIncidents = 400

type IncidentRecord = Awaited<ReturnType<typeof readIncidents>>[number]

/** Incidents of these services in 90 days, oldest first; what proved a false alarm is none. */
const readIncidents = async (db: Database, services: ServiceRecord[], now: number) =>
  (
    await db.prisma.incident.findMany({
      where: {
        serviceId: { in: services.map(({ id }) => id) },
        startedAt: { gt: new Date(now - sharedDays * dayMs), lte: new Date(now) },
        falseAlarmAt: null,
      },
      include: { transitions: true },
      orderBy: { startedAt: 'desc' },
      take: mostIncidents,
    })
  ).reverse()

/** Every pair that rose together at least once. */
function sharedMoments(services: ServiceRecord[], incidents: IncidentRecord[]): SharedMoments[] {
  const began = new Map(services.map(({ id }) => [id, [] as number[]]))
  for (const { serviceId, startedAt } of incidents) began.get(serviceId)!.push(startedAt.getTime())
  return services
    .flatMap((one, index) =>
      services.slice(index + 1).map(
        (other): SharedMoments => ({
          slugs: [one.slug, other.slug],
          times: countTogether(began.get(one.id)!, began.get(other.id)!, sharedMinutes * minuteMs),
        }),
      ),
    )
    .filter(({ times }) => times > 0)
    .sort((one, other) => other.times - one.times)
}

/** Everything of the comparison; of more than four services the first four. */
export async function buildCompareView(
  db: Database,
  directory: Directory,
  asked: string[] | string,
  options: { range: Range; now: number; sample: boolean },
): Promise<CompareView> {
  const { range, now, sample } = options
  const isKnown = (slug: string) => directory.bySlug(slug) !== undefined
  const { known, unknown } =
    typeof asked === 'string' ? readComparePath(asked, isKnown) : compareSet(asked, isKnown)
  // A service and one that became a part of it are the same.
  const services = [...new Set(known.map((slug) => directory.bySlug(slug)!))].slice(0, mostCompared)
  const { bucketMinutes } = ranges[range]
  const span = rangeSpan(range, now)
  const until = span.to + bucketMinutes * minuteMs
  const [{ states, tickedAt }, gaps, incidents] = await Promise.all([
    readAgedStates(
      db,
      now,
      services.map(({ id }) => id),
    ),
    readGaps(db, span.from, until),
    readIncidents(db, services, now),
  ])
  const entries = services.map(async (service): Promise<CompareEntry> => {
    const own = incidents.filter(({ serviceId }) => serviceId === service.id)
    const [counts, baseline, rows] = await Promise.all([
      readRange(db, service.id, range, now),
      readBaseline(db, service.id),
      buildIncidentRows(db, directory, own, now),
    ])
    const series = seriesOf({ range, bucketMinutes, ...counts, since: service.createdAt }, baseline, gaps)
    const inSight = own.filter(({ endedAt }) => endedAt === null || endedAt.getTime() > span.from)
    const open = own.find(({ endedAt }) => endedAt === null)
    const peak = peakOf(series)
    return {
      service: cardOf(service),
      state: rowStateOf(stateIn(states, service, now)),
      series,
      spans: inSight.flatMap((incident) => spansOf(incident, incident.transitions)),
      // While reports rise, the highest full bucket is behind what people see: the incident's own peak is not.
      peak:
        open && open.peak15m > (peak?.reporters ?? 0)
          ? { at: (open.peakAt ?? open.startedAt).toISOString(), reporters: open.peak15m }
          : peak,
      incidents30d: own.filter(({ startedAt }) => startedAt.getTime() > now - incidentDays * dayMs).length,
      medianLeadMinutes: medianOf(rows.flatMap(({ leadMinutes }) => leadMinutes ?? [])),
    }
  })
  return {
    at: new Date(tickedAt ?? now).toISOString(),
    stale: isOld(tickedAt ?? now, tickedAt, now),
    sample,
    range,
    services: await Promise.all(entries),
    unknown,
    shared: sharedMoments(services, incidents),
  }
}
