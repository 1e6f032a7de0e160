/**
 * Services blamed for a neighbour's failure: when AT&T's customers cannot be reached, Verizon's report Verizon.
 * A neighbour shares the category (and a country), or is what the failing service stands on or belongs to: people
 * report AWS for Snapchat and GitHub for Copilot. Not the other way: what stands on a failing service, or is a
 * part of it, really fails with it, and is called a bystander of nobody.
 */

import { minuteMs } from '../bucket.ts'
import { isTroubled, operatorOf, push, reach, type Standing, type Troubled } from './upstream.ts'

/** "3,500 reports beside 74,000 about AT&T." */
export interface CollateralHint {
  kind: 'collateral'
  leader: string
  leaderReporters15m: number
  leaderUsual15m: number
  reporters15m: number
  usual15m: number
  /** Own excess over usual as a share of the leader's. */
  ratio: number
}

/** A leader has more than so many times the excess. */
const leaderFactor = 10
/**
 * A bystander cannot be first, but onsets are estimates: the small rise's is up to four minutes early (19 times of
 * 20, steps on 0.1 to 30 reports a minute), and that of a leader which creeps up is late.
 */
const onsetTolerance = 5 * minuteMs

const excessOf = (standing: Standing): number => standing.reporters15m - standing.usual15m

/** Largest excess first, then the earlier one. */
const byRank = (a: Troubled, b: Troubled): number =>
  excessOf(b) - excessOf(a) || a.onsetAt - b.onsetAt || (a.slug < b.slug ? -1 : 1)

/** Adds to leaders in order of rank one that began before all greater ones: no other is ever the answer. */
function pushEarlier(leaders: Map<string, Troubled[]>, key: string, leader: Troubled): void {
  const last = leaders.get(key)?.at(-1)
  if (!last || leader.onsetAt < last.onsetAt) push(leaders, key, leader)
}

/** Where a service leads, and where it looks for leaders: category and country. Used everywhere: no country. */
const leadsIn = ({ category, markets }: Standing): string[] =>
  [...(markets?.length ? markets : ['everywhere']), 'any'].map((market) => `${category} ${market}`)
const looksIn = ({ category, markets }: Standing): string[] =>
  (markets?.length ? [...markets, 'everywhere'] : ['any']).map((market) => `${category} ${market}`)

/**
 * The hint of each bystander. `together`: services that rose with others of the same upstream; they are none,
 * however small. `standings` in order of slug, all there are: dependencies are looked up in them.
 */
export function findCollateral(standings: Standing[], together: Set<string>): Map<string, CollateralHint> {
  const bySlug = new Map(standings.map((standing) => [standing.slug, standing]))
  const troubled = standings.filter(isTroubled).filter((standing) => excessOf(standing) > 0)
  const rivals = new Map<string, Troubled[]>()
  const customers = new Map<string, Troubled[]>()
  for (const leader of [...troubled].sort(byRank)) {
    for (const key of leadsIn(leader)) pushEarlier(rivals, key, leader)
    for (const carrier of carriersOf(leader)) pushEarlier(customers, carrier, leader)
  }

  /** What fails only together with all the others of its kind carries nothing alone: Boost is on two networks. */
  function soleCarriersOf(standing: Standing): string[] {
    // One that is not in the list may be of the same kind.
    const hosts = standing.dependsOn.filter(
      (slug) => (bySlug.get(slug)?.category ?? standing.category) === standing.category,
    )
    return hosts.length < 2
      ? carriersOf(standing)
      : carriersOf(standing).filter((slug) => !hosts.includes(slug))
  }

  function isCarriedByTrouble(standing: Standing): boolean {
    const above = reach(soleCarriersOf(standing), (slug) => {
      const next = bySlug.get(slug)
      return next ? carriersOf(next) : []
    })
    above.delete(standing.slug)
    return [...above].some((slug) => {
      const carrier = bySlug.get(slug)
      return carrier && isTroubled(carrier)
    })
  }

  const hints = new Map<string, CollateralHint>()
  for (const standing of troubled) {
    if (together.has(standing.slug) || isCarriedByTrouble(standing)) continue
    const fits = (leader: Troubled): boolean =>
      excessOf(standing) * leaderFactor < excessOf(leader) &&
      leader.onsetAt <= standing.onsetAt + onsetTolerance
    const rival = looksIn(standing)
      .flatMap((key) => rivals.get(key)?.find(fits) ?? [])
      .sort(byRank)[0]
    const customer = customers.get(standing.slug)?.find(fits)
    // Beside a greater failure of its own operator it is more likely part of that than blamed for it.
    const isStranger = rival && operatorOf(rival) !== operatorOf(standing)
    const leader = [isStranger ? rival : [], customer ?? []].flat().sort(byRank)[0]
    if (!leader) continue
    hints.set(standing.slug, {
      kind: 'collateral',
      leader: leader.slug,
      leaderReporters15m: leader.reporters15m,
      leaderUsual15m: leader.usual15m,
      reporters15m: standing.reporters15m,
      usual15m: standing.usual15m,
      ratio: excessOf(standing) / excessOf(leader),
    })
  }
  return hints
}

/** What a service stands on or belongs to. */
const carriersOf = ({ parent, dependsOn }: Standing): string[] =>
  parent ? [parent, ...dependsOn] : dependsOn
