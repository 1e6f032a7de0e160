import { type Neighbour, type Related, relatedServices } from '#core/record/together.ts'
import type { Database } from '../db.ts'
import { keepTogether } from '../incident/together.ts'
import type { Directory } from '../service/directory.ts'
import type { ServiceRecord } from '../service/services.ts'

/** The services that a service's page names. */
export interface SurroundingServices {
  related: Related[]
  /** The whole and all its parts, for a part and for the whole alike; empty: it stands alone. */
  family: ServiceRecord[]
  /** Those that became a part of it. */
  formerly: ServiceRecord[]
}

/** A service as its neighbours see it. */
export const neighbourOf = ({ slug, category, operator, parent, dependsOn }: ServiceRecord): Neighbour => ({
  slug,
  category: category.slug,
  operator: operator.slug,
  parent,
  dependsOn,
})

function familyOf(service: ServiceRecord, directory: Directory): ServiceRecord[] {
  const whole = directory.bySlug(service.parent ?? service.slug)
  const parts = directory.all().filter(({ parent }) => whole && parent === whole.slug)
  return whole && parts.length > 0 ? [whole, ...parts] : []
}

const mostKept = 2_000

/**
 * Who stands around a service, looked for among all of them once for each state of the directory and of what rose
 * together: among 20,000 services the search costs more than the chart.
 */
export function keepSurroundingServices(
  db: Database,
  directory: Directory,
): (service: ServiceRecord, now: number) => Promise<SurroundingServices> {
  const together = keepTogether(db)
  const kept = new Map<string, { version: number; counts: Map<string, number>; found: SurroundingServices }>()
  return async (service, now) => {
    const counts = await together(service.id, now)
    const { version } = directory
    const known = kept.get(service.id)
    if (known?.version === version && known.counts === counts) return known.found
    const times = new Map(
      [...counts].flatMap(([id, count]) => {
        const other = directory.byId(id)
        return other ? [[other.slug, count]] : []
      }),
    )
    const found = {
      related: relatedServices(neighbourOf(service), directory.all().map(neighbourOf), times),
      family: familyOf(service, directory),
      formerly: directory.known().filter(({ mergedInto }) => mergedInto === service.slug),
    }
    kept.delete(service.id)
    kept.set(service.id, { version, counts, found })
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    return found
  }
}
