/**
 * Parts of a service's crowd, judged by the same rule as the whole, and what the comparison allows to be said:
 * "only in Saudi Arabia".
 */

import { leastReporters } from '../detect/judge.ts'
import { varianceOf } from '../detect/spread.ts'
import { surpriseOf } from '../detect/tail.ts'
import type { Baseline } from '../detect/verdict.ts'

export const scopeKinds = ['country', 'network'] as const

export type ScopeKind = (typeof scopeKinds)[number]

/** A country by its ISO 3166-1 alpha-2 code, or a network by the name that the operator's table gives it. */
export interface Scope {
  kind: ScopeKind
  name: string
}

/** `country:SA`: how a scope is kept in the store. */
export const scopeKey = ({ kind, name }: Scope): string => `${kind}:${name}`

export function scopeOf(key: string): Scope {
  const colon = key.indexOf(':')
  return { kind: key.slice(0, colon) as ScopeKind, name: key.slice(colon + 1) }
}

/** People of the last quarter-hour and how many are usual. */
export interface Quarter {
  observed: number
  expected: number
}

/** More than this is no measure of how much a part rose: what is usual in small parts is known too badly. */
const mostRatio = 20
/** Below this many nats (5 %) a count is as usual; the rule for the end of an incident has the same. */
const usualNats = 3

const sum = (quarters: Quarter[]): Quarter =>
  quarters.reduce(
    (all, { observed, expected }) => ({
      observed: all.observed + observed,
      expected: all.expected + expected,
    }),
    { observed: 0, expected: 0 },
  )

/**
 * Whether the trouble is in these parts and nowhere else: the rest of the service is as usual, and would stand
 * out by now if it had risen as they did. False where the rest is too small to tell.
 * `parts`: disjoint parts in trouble; `spread`: of the whole (Baseline).
 */
export function isConfined(parts: Quarter[], whole: Quarter, spread: Baseline['spread']): boolean {
  const inside = sum(parts)
  const expected = whole.expected - inside.expected
  if (!(inside.observed > 0) || !(expected > 0)) return false
  const observed = Math.max(0, whole.observed - inside.observed)
  const { phi = 1, psi15 = 0, doubt = 0, possibleNats = Number.POSITIVE_INFINITY } = spread
  const variance = varianceOf(phi, psi15, doubt, expected)
  const ratio = Math.min(mostRatio, inside.observed / Math.max(inside.expected, 1e-9))
  const alike = Math.floor(expected * ratio)
  return (
    surpriseOf(Math.round(observed), expected, variance) < usualNats &&
    alike >= leastReporters &&
    surpriseOf(alike, expected, variance) >= possibleNats
  )
}
