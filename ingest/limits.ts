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
  /** Keys beyond this push out the longest unused: a flood of addresses costs memory only up to there. */
  maxKeys?: number
  /** Processes among which a crowd is spread: each lets by its part of every rate. */
  processes?: number
}

export function createLimits({ maxKeys = 100_000, processes = 1 }: LimitOptions = {}): Limits {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const shareOf = (whole: Rate): Rate => ({
    burst: Math.max(1, whole.burst / processes),
    perSecond: whole.perSecond / processes,
  })
  const tokensOf = (key: string, rate: Rate, now: number): number => {
    const known = buckets.get(key)
    return known
      ? Math.min(rate.burst, known.tokens + (Math.max(0, now - known.at) / 1000) * rate.perSecond)
      : rate.burst
  }
  const take: Limits['take'] = (key, whole, now) => {
    const rate = shareOf(whole)
    const tokens = tokensOf(key, rate, now)
    const left = tokens >= 1 ? tokens - 1 : tokens
    // Re-inserting moves the key to the young end of the map's order.
    buckets.delete(key)
    buckets.set(key, { tokens: left, at: now })
    if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value!)
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
