/**
 * Whose failure is it? Two hints that stand beside a status with their numbers and never change it: "blamed for a
 * neighbour's failure" and "rises together with what shares a dependency".
 */

import { type CollateralHint, findCollateral } from './collateral.ts'
import { findUpstreams, type Standing, type UpstreamHint } from './upstream.ts'

export type { CollateralHint } from './collateral.ts'
export type { Standing, UpstreamHint } from './upstream.ts'

export type Hint = CollateralHint | UpstreamHint

/**
 * Hints by slug, for services in trouble only; a service without any is left out. The two exclude each other: who
 * fell with others of the same upstream is no bystander. `standings`: all services there are, in any order.
 */
export function attribute(standings: Standing[]): Map<string, Hint[]> {
  const inOrder = [...standings].sort((a, b) => (a.slug < b.slug ? -1 : 1))
  const { hints: upstream, together } = findUpstreams(inOrder)
  const collateral = findCollateral(inOrder, together)
  const hints = new Map<string, Hint[]>()
  for (const { slug } of inOrder) {
    const found = [collateral.get(slug) ?? [], upstream.get(slug) ?? []].flat()
    if (found.length > 0) hints.set(slug, found)
  }
  return hints
}
