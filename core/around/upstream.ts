/**
 * Services that rise together because something below all of them failed: how unlikely is it that so many of
 * those that depend on one service rose within ten minutes, given how many others did?
 */

import { minuteMs } from '../bucket.ts'
import { surpriseOf } from '../detect/tail.ts'
import { isTrouble, type Status } from '../status.ts'

/** One service as it stands now: all that attribution looks at. */
export interface Standing {
  slug: string
  category: string
  parent: string | null
  dependsOn: string[]
  status: Status
  /** Onset of the open incident, ms. */
  onsetAt: number | null
  reporters15m: number
  usual15m: number
  /** Who runs it; left out, it counts as run by its parent, or else on its own. */
  operator?: string | null
  /** Countries where it is used; empty or left out = everywhere. */
  markets?: string[]
}

/** "15 of 20 services that depend on AWS rose within ten minutes." */
export interface UpstreamHint {
  kind: 'upstream'
  upstream: string
  /** What the crowd says of the upstream itself, which often has few reports of its own. */
  upstreamStatus: Status
  /** Services that rose within the span, of so many that depend on the upstream and can be judged. */
  rose: number
  of: number
  /** Those that rose, by slug. */
  names: string[]
  /** The same in operators: those are the independent ones, and the probability is theirs. */
  operatorsRose: number
  operatorsOf: number
  /** Chance that an operator which does not depend on the upstream rose in the span. */
  baseRate: number
  /** Probability of so many by chance, after correction for all upstreams and spans looked at. */
  probability: number
}

const spanMs = 10 * minuteMs
export const leastTogether = 3
const leastProbability = 0.01
/**
 * The least base rate believed: 5.6 incidents per service-year at the level of "possible" (measured when the level
 * was set) of about an hour each, over 8,766 hours. It is the chance that one is open now, whenever it began, so it
 * is no less than that of any one span.
 */
const longRunRate = 5.6 / 8766

/** A service in trouble with a known onset. */
export type Troubled = Standing & { onsetAt: number }

export const isTroubled = (standing: Standing): standing is Troubled =>
  isTrouble(standing.status) && standing.onsetAt !== null

/** Services of one operator fail for one reason: they are one witness, not several. */
export const operatorOf = (standing: Standing): string =>
  standing.operator ?? standing.parent ?? standing.slug

/** Everything that `next` leads to, step by step; circles do no harm. */
export function reach(start: string[], next: (slug: string) => string[]): Set<string> {
  const seen = new Set(start)
  for (const slug of seen) for (const further of next(slug)) seen.add(further)
  return seen
}

/** Adds to a list kept by key. */
export function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

interface Span {
  from: number
  members: Troubled[]
  operators: number
}

/** Each span that begins with an onset, given the services in order of onset. */
function spansOf(list: Troubled[]): Span[] {
  const spans: Span[] = []
  const counts = new Map<string, number>()
  let end = 0
  list.forEach((first, start) => {
    for (; end < list.length && list[end]!.onsetAt <= first.onsetAt + spanMs; end++) {
      const operator = operatorOf(list[end]!)
      counts.set(operator, (counts.get(operator) ?? 0) + 1)
    }
    // Of services with the same onset the first has them all.
    if (list[start - 1]?.onsetAt !== first.onsetAt) {
      spans.push({ from: first.onsetAt, members: list.slice(start, end), operators: counts.size })
    }
    const left = counts.get(operatorOf(first))! - 1
    if (left > 0) counts.set(operatorOf(first), left)
    else counts.delete(operatorOf(first))
  })
  return spans
}

/** -ln P(at least k of n), nats, each with probability p: k successes before the (n - k + 1)th failure. */
export function surpriseOfShare(k: number, n: number, p: number): number {
  const failures = n - k + 1
  const mean = (failures * p) / (1 - p)
  return surpriseOf(k, mean, mean + (mean * mean) / failures)
}

/**
 * The least probable upstream of each service that rose with others, and all services that rose with two or more
 * under one upstream, by chance or not, those upstreams included. `standings` in order of slug.
 */
export function findUpstreams(standings: Standing[]): {
  hints: Map<string, UpstreamHint>
  together: Set<string>
} {
  const bySlug = new Map(standings.map((standing) => [standing.slug, standing]))
  const dependents = new Map<string, string[]>()
  const troubles = new Map<string, (number | null)[]>()
  const judged = new Set<string>()
  for (const standing of standings) {
    for (const upstream of new Set(standing.dependsOn)) push(dependents, upstream, standing.slug)
    if (standing.status !== 'unknown') judged.add(operatorOf(standing))
    if (isTrouble(standing.status)) push(troubles, operatorOf(standing), standing.onsetAt)
  }
  const candidates = new Map<string, Troubled[]>()
  for (const [upstream, list] of dependents) if (list.length >= leastTogether) candidates.set(upstream, [])
  const inOrder = standings.filter(isTroubled).sort((a, b) => a.onsetAt - b.onsetAt)
  for (const standing of inOrder) {
    const above = reach(standing.dependsOn, (slug) => bySlug.get(slug)?.dependsOn ?? [])
    above.delete(standing.slug)
    for (const upstream of above) candidates.get(upstream)?.push(standing)
  }

  /** Chance that an operator not in `kin` rose in the span, add-one smoothed: few witnesses are little certain. */
  function baseRateOf(from: number, kin: Set<string>): number {
    let others = judged.size
    for (const operator of kin) if (judged.has(operator)) others--
    let rose = 0
    for (const [operator, onsets] of troubles) {
      if (kin.has(operator)) continue
      if (onsets.some((at) => at !== null && at >= from && at <= from + spanMs)) rose++
      // In trouble since another time: it could not rise now, and is no witness for calm.
      else others--
    }
    return Math.max(longRunRate, (rose + 1) / (others + 2))
  }

  const hints = new Map<string, UpstreamHint>()
  const together = new Set<string>()
  for (const [upstream, troubled] of [...candidates].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const spans = spansOf(troubled)
    const crowds = spans.filter(({ members }) => members.length >= leastTogether)
    for (const { members } of crowds) for (const { slug } of members) together.add(slug)
    if (crowds.length > 0) together.add(upstream)
    // Of spans with equally many the newest.
    const best = crowds.reduce<Span | null>((a, b) => (a && a.operators > b.operators ? a : b), null)
    if (!best || best.operators < leastTogether) continue
    const below = reach(dependents.get(upstream)!, (slug) => dependents.get(slug) ?? [])
    below.delete(upstream)
    const judgeable = [...below].map((slug) => bySlug.get(slug)!).filter(({ status }) => status !== 'unknown')
    const kin = new Set(judgeable.map(operatorOf))
    const operatorsOf = kin.size
    const own = bySlug.get(upstream)
    const baseRate = baseRateOf(best.from, own ? new Set(kin).add(operatorOf(own)) : kin)
    const looks = candidates.size * spans.length
    const probability = Math.exp(Math.log(looks) - surpriseOfShare(best.operators, operatorsOf, baseRate))
    if (!(probability < leastProbability)) continue
    const hint: UpstreamHint = {
      kind: 'upstream',
      upstream,
      upstreamStatus: own?.status ?? 'unknown',
      rose: best.members.length,
      of: judgeable.length,
      names: best.members.map(({ slug }) => slug).sort(),
      operatorsRose: best.operators,
      operatorsOf,
      baseRate,
      probability,
    }
    for (const { slug } of best.members) {
      const known = hints.get(slug)
      if (!known || hint.probability < known.probability) hints.set(slug, hint)
    }
  }
  return { hints, together }
}
