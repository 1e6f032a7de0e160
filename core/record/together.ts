/** Which services stand beside a service's page, and whether a network may be behind what is told of it. Pure. */

import { minuteMs } from '../bucket.ts'

/** One service as its neighbours see it. */
export interface Neighbour {
  slug: string
  category: string
  operator: string
  parent: string | null
  dependsOn: string[]
}

/** Why a service stands among the related ones. */
export type Relation = 'upstream' | 'maker' | 'together' | 'category'

export interface Related {
  slug: string
  why: Relation
  /** Incidents in which both rose within ten minutes, of the last 90 days. */
  times: number
}

/** Rises within so long of one another are one. */
export const togetherMs = 10 * minuteMs
/** Once is chance. */
const leastTimes = 2
const mostRelated = 6
const mostUpstream = 3
/** So many places are kept for services that rise together with this one. */
const keptForTogether = 2

/** Categories of those who run networks. */
const networks = ['mobile', 'internet']
const leastServices = 3

const areKin = (one: Neighbour, other: Neighbour): boolean =>
  one.operator === other.operator ||
  one.parent === other.slug ||
  other.parent === one.slug ||
  one.dependsOn.includes(other.slug) ||
  other.dependsOn.includes(one.slug)

/**
 * Up to six: what it stands on first, then its maker's and those it carries, then what rose together with it, then
 * well-known ones of its category. `all` in the order in which they are known; `times` by slug.
 */
export function relatedServices(
  service: Neighbour,
  all: Neighbour[],
  times: ReadonlyMap<string, number>,
): Related[] {
  const found = new Map<string, Related>()
  const add = (list: Neighbour[], why: Relation, upTo: number): void => {
    for (const { slug } of list) {
      if (found.size >= upTo) return
      if (slug !== service.slug && !found.has(slug))
        found.set(slug, { slug, why, times: times.get(slug) ?? 0 })
    }
  }
  const together = all
    .filter(({ slug }) => slug !== service.slug && (times.get(slug) ?? 0) >= leastTimes)
    .sort((one, other) => times.get(other.slug)! - times.get(one.slug)!)
  add(
    service.dependsOn.flatMap((slug) => all.find((other) => other.slug === slug) ?? []),
    'upstream',
    mostUpstream,
  )
  add(
    all.filter((other) => areKin(service, other)),
    'maker',
    mostRelated - Math.min(keptForTogether, together.length),
  )
  add(together, 'together', mostRelated)
  add(
    all.filter((other) => other.category === service.category),
    'category',
    mostRelated,
  )
  return [...found.values()]
}

/**
 * When many services rose at about the same time as this one, and a network operator with them, the network may be
 * the cause. Services count once for each operator, and only those that have nothing to do with this one.
 * @param rose services with an open incident and its onset, ms; this one among them
 * @returns onset of the first of them, ms; null: nothing of the kind
 */
export function networkSuspicion(
  service: Neighbour,
  rose: (Neighbour & { onsetAt: number })[],
): number | null {
  if (networks.includes(service.category)) return null
  const own = rose.find(({ slug }) => slug === service.slug)
  if (!own) return null
  const others = rose.filter(
    (other) => Math.abs(other.onsetAt - own.onsetAt) <= togetherMs && !areKin(service, other),
  )
  const isNetwork = ({ category }: Neighbour) => networks.includes(category)
  const strangers = new Set(others.filter((other) => !isNetwork(other)).map(({ operator }) => operator))
  // This service is one of the three.
  if (strangers.size + 1 < leastServices || !others.some(isNetwork)) return null
  return Math.min(own.onsetAt, ...others.map(({ onsetAt }) => onsetAt))
}
