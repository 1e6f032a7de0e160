import { rowStateOf } from '#core/row-state.ts'
import { isTrouble, severity } from '#core/status.ts'
import type { CategoryCount, HomeView, ServiceRow, StateView } from '#core/view.ts'
import { readAgedStates } from './aged-states.ts'
import { readDayLines } from './buckets.ts'
import type { Database } from './db.ts'
import type { Directory } from './directory.ts'
import { cardOf, type ServiceRecord } from './services.ts'
import { unseenState } from './unseen.ts'
import { buildIncidentRows } from './view-incident.ts'

/** Lists of services: home, categories, search, related. */

const dayMs = 86_400_000
/** Well-known quiet services on the home page. */
const calmShown = 24
const endedShown = 5

export async function buildServiceRows(
  db: Database,
  services: ServiceRecord[],
  states: Map<string, StateView>,
  now: number,
): Promise<ServiceRow[]> {
  if (services.length === 0) return []
  const lines = await readDayLines(
    db,
    services.map((service) => service.id),
    now,
  )
  return services.map((service) => {
    // The current quarter hour is the last of the 97; the oldest one gives way.
    const reporters = lines.get(service.id)!.slice(1)
    return {
      service: cardOf(service),
      state: rowStateOf(states.get(service.id) ?? unseenState(service, now)),
      // The quarter hour that is still filling is no peak yet.
      spark: { reporters, peak: Math.max(0, ...reporters.slice(0, -1)) },
    }
  })
}

/** Worst first, then the furthest above usual, then the most reports. */
export function bySeverity(states: Map<string, StateView>) {
  return (one: ServiceRecord, other: ServiceRecord): number => {
    const [a, b] = [states.get(one.id), states.get(other.id)]
    return (
      severity[b?.status ?? 'unknown'] - severity[a?.status ?? 'unknown'] ||
      (b?.timesUsual ?? 0) - (a?.timesUsual ?? 0) ||
      (b?.reports15m ?? 0) - (a?.reports15m ?? 0)
    )
  }
}

export function countCategories(directory: Directory, states: Map<string, StateView>): CategoryCount[] {
  const counts = new Map<string, CategoryCount>()
  for (const { id, category } of directory.all()) {
    const count = counts.get(category.slug) ?? { ...category, services: 0, inTrouble: 0 }
    count.services++
    if (isTrouble(states.get(id)?.status ?? 'unknown')) count.inTrouble++
    counts.set(category.slug, count)
  }
  return [...counts.values()]
}

export async function buildHomeView(
  db: Database,
  directory: Directory,
  now: number,
  sample: boolean,
): Promise<HomeView> {
  const { states, tickedAt } = await readAgedStates(db, now)
  const services = directory.all()
  const troubled = services
    .filter((service) => isTrouble(states.get(service.id)?.status ?? 'unknown'))
    .sort(bySeverity(states))
  const quiet = services.filter((service) => states.get(service.id)?.status === 'none')
  const calm = (quiet.length > 0 ? quiet : services).slice(0, calmShown)
  const ended = await db.prisma.incident.findMany({
    where: {
      serviceId: { in: services.map(({ id }) => id) },
      endedAt: { gt: new Date(now - dayMs), lte: new Date(now) },
    },
    orderBy: { endedAt: 'desc' },
    take: endedShown,
  })
  const [rows, endedRows] = await Promise.all([
    buildServiceRows(db, [...troubled, ...calm], states, now),
    buildIncidentRows(db, directory, ended, now),
  ])
  const at = tickedAt ?? now
  return {
    at: new Date(at).toISOString(),
    stale: [...states.values()].some((state) => state.stale),
    sample,
    watched: services.length,
    quiet: quiet.length,
    trouble: rows.slice(0, troubled.length),
    calm: rows.slice(troubled.length),
    ended: endedRows,
    categories: countCategories(directory, states),
  }
}
