import type { AddressUnits } from './address.ts'

/** Token buckets in memory. They protect the machine; the truth is protected by evidence weights. */

export interface Rate {
  burst: number
  perSecond: number
}

export const unitRate: Rate = { burst: 60, perSecond: 1 }
const prefixRate4: Rate = { burst: 600, perSecond: 10 }
const prefixRate6: Rate = { burst: 300, perSecond: 5 }

/** Units are one line each, prefixes many. */
export const rateOfPrefix = (prefix: string): Rate => (prefix.includes(':') ? prefixRate6 : prefixRate4)

export interface Limits {
  /** Takes one token of `key`. Returns 0, or the seconds until there is one again. */
  take(key: string, rate: Rate, now: number): number
  /** The same of a unit and its prefix at the usual rates; `lane` keeps one kind of request from another's turns. */
  takeTurn(units: AddressUnits, now: number, lane?: string): number
  /** The share of its burst that `key` has left, 0..1; asking takes nothing. */
  left(key: string, rate: Rate, now: number): number
}

export interface LimitOptions {
  /**
   * Keys that are remembered for certain; of twice as many the longest unused are forgotten together. A flood of
   * addresses costs memory only up to there.
   */
  maxKeys?: number
  /** Processes among which a crowd is spread: each lets by its part of every rate. */
  processes?: number
}

export function createLimits({ maxKeys = 100_000, processes = 1 }: LimitOptions = {}): Limits {
  // Two generations, and no key is ever taken out of one by itself: a Map whose oldest keys are deleted one by one gets
  // slow, for every look at its oldest then steps over all that are gone.
  let young = new Map<string, { tokens: number; at: number }>()
  let old = new Map<string, { tokens: number; at: number }>()
  const shareOf = (whole: Rate): Rate => ({
    burst: Math.max(1, whole.burst / processes),
    perSecond: whole.perSecond / processes,
  })
  const tokensOf = (key: string, rate: Rate, now: number): number => {
    const known = young.get(key) ?? old.get(key)
    return known
      ? Math.min(rate.burst, known.tokens + (Math.max(0, now - known.at) / 1000) * rate.perSecond)
      : rate.burst
  }
  const take: Limits['take'] = (key, whole, now) => {
    const rate = shareOf(whole)
    const tokens = tokensOf(key, rate, now)
    const left = tokens >= 1 ? tokens - 1 : tokens
    young.set(key, { tokens: left, at: now })
    if (young.size > maxKeys) {
      old = young
      young = new Map()
    }
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / rate.perSecond)
  }
  return {
    left(key, whole, now) {
      const rate = shareOf(whole)
      return tokensOf(key, rate, now) / rate.burst
    },
    take,
    takeTurn: ({ unit, prefix }, now, lane = '') =>
      take(`${lane}unit ${unit}`, unitRate, now) ||
      take(`${lane}prefix ${prefix}`, rateOfPrefix(prefix), now),
  }
}
