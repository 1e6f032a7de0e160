import { rowStateOf } from '#core/row-state.ts'
import { isTrouble, type Status, severity } from '#core/status.ts'
import type { CategoryCount, HomeView, ServiceRow, StateView } from '#core/view.ts'
import type { Database } from '../db.ts'
import { readCountriesOf, readDayLines } from '../report/buckets.ts'
import type { Directory } from '../service/directory.ts'
import { cardOf, isFollowed, type ServiceRecord } from '../service/services.ts'
import { readAgedStates, readAgedStatuses } from './aged-states.ts'
import { stateIn } from './unseen.ts'
import { buildIncidentRows } from './view-incident.ts'

/** Lists of services: home, categories, search, related. */

const dayMs = 86_400_000
/** Well-known quiet services on the home page. */
const calmShown = 24
const endedShown = 5
const relatedShown = 4
const troubleShown = 30
const popularShown = 8
/** Of the well-known, so many may be of the instance's own country. */
const localShown = 4

export async function buildServiceRows(
  db: Database,
  services: ServiceRecord[],
  states: Map<string, StateView>,
  now: number,
): Promise<ServiceRow[]> {
  if (services.length === 0) return []
  const inTrouble = services.filter(({ id }) => isTrouble(states.get(id)?.status ?? 'unknown'))
  const [lines, places] = await Promise.all([
    readDayLines(
      db,
      services.map((service) => service.id),
      now,
    ),
    readCountriesOf(
      db,
      inTrouble.map((service) => service.id),
      now,
    ),
  ])
  return services.map((service) => {
    // The current quarter hour is the last of the 97; the oldest one gives way.
    const reporters = lines.get(service.id)!.slice(1)
    return {
      service: cardOf(service),
      state: rowStateOf(stateIn(states, service, now)),
      // The quarter hour that is still filling is no peak yet.
      spark: { reporters, peak: Math.max(0, ...reporters.slice(0, -1)) },
      ...(places.has(service.id) && { places: places.get(service.id)! }),
    }
  })
}

/**
 * Well-known services: everywhere the best known, and in an instance's own country some of its own among them.
 * The same for every reader: pages are kept for all.
 */
function popularIn(services: ServiceRecord[], country: string | undefined): ServiceRecord[] {
  const own = services.filter(({ markets }) => country && markets.includes(country)).slice(0, localShown)
  const others = services.filter(({ markets }) => !country || markets.length === 0)
  return [...own, ...others.slice(0, popularShown - own.length)]
}

/** Where the usual is close to none, any trouble is far above it. */
const timesOf = (state: StateView | undefined): number =>
  state?.timesUsual ?? (state && isTrouble(state.status) ? Number.MAX_VALUE : 0)

/** Worst first, then the furthest above usual, then the most reports. */
export function bySeverity(states: Map<string, StateView>) {
  return (one: ServiceRecord, other: ServiceRecord): number => {
    const [a, b] = [states.get(one.id), states.get(other.id)]
    return (
      severity[b?.status ?? 'unknown'] - severity[a?.status ?? 'unknown'] ||
      timesOf(b) - timesOf(a) ||
      (b?.reports15m ?? 0) - (a?.reports15m ?? 0)
    )
  }
}

/** The services among them that are in trouble. */
export const troubledAmong = (services: ServiceRecord[], statuses: Map<string, Status>): ServiceRecord[] =>
  services.filter(({ id }) => isTrouble(statuses.get(id) ?? 'unknown'))

export function countCategories(directory: Directory, statuses: Map<string, Status>): CategoryCount[] {
  const counts = new Map<string, CategoryCount>()
  for (const { id, category } of directory.all()) {
    const count = counts.get(category.slug) ?? { ...category, services: 0, inTrouble: 0 }
    count.services++
    if (isTrouble(statuses.get(id) ?? 'unknown')) count.inTrouble++
    counts.set(category.slug, count)
  }
  return [...counts.values()]
}

/** Up to four categories that share most makers with this one, or carry its services. Slugs. */
export function relatedCategories(slug: string, directory: Directory): string[] {
  const inside = directory.all().filter(({ category }) => category.slug === slug)
  const makers = new Set(inside.map(({ operator }) => operator.slug))
  const carriers = new Set(inside.flatMap(({ dependsOn }) => dependsOn))
  const ties = new Map<string, number>()
  for (const other of directory.all()) {
    if (other.category.slug === slug) continue
    if (!makers.has(other.operator.slug) && !carriers.has(other.slug)) continue
    ties.set(other.category.slug, (ties.get(other.category.slug) ?? 0) + 1)
  }
  return [...ties]
    .sort((one, other) => other[1] - one[1])
    .map(([name]) => name)
    .slice(0, relatedShown)
}

export async function buildHomeView(
  db: Database,
  directory: Directory,
  now: number,
  { sample, country }: { sample: boolean; country?: string | undefined },
): Promise<HomeView> {
  const { statuses, tickedAt, stale } = await readAgedStatuses(db, now)
  const services = directory.all()
  const troubled = troubledAmong(services, statuses)
  const quiet = services.filter(({ id }) => statuses.get(id) === 'none')
  const calm = (quiet.length > 0 ? quiet : services).slice(0, calmShown)
  const told = [...troubled, ...calm].map(({ id }) => id)
  const { states } = await readAgedStates(db, now, told)
  const listed = troubled.sort(bySeverity(states)).slice(0, troubleShown)
  const ended = await db.prisma.incident.findMany({
    where: { endedAt: { gt: new Date(now - dayMs), lte: new Date(now) } },
    orderBy: { endedAt: 'desc' },
  })
  // A day has few of them; to name thousands of services to the store would cost more than the rest of the page.
  const isShown = ({ serviceId }: { serviceId: string }) => {
    const service = directory.byId(serviceId)
    return service !== undefined && isFollowed(service)
  }
  const [rows, endedRows] = await Promise.all([
    buildServiceRows(db, [...listed, ...calm], states, now),
    buildIncidentRows(db, directory, ended.filter(isShown).slice(0, endedShown), now),
  ])
  const at = tickedAt ?? now
  return {
    at: new Date(at).toISOString(),
    stale,
    sample,
    watched: services.length,
    quiet: quiet.length,
    trouble: rows.slice(0, listed.length),
    inTrouble: troubled.length,
    popular: popularIn(services, country).map(cardOf),
    calm: rows.slice(listed.length),
    ended: endedRows,
    categories: countCategories(directory, statuses),
  }
}
