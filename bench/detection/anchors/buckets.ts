import type { Series } from './series.ts'

/** A history in equal buckets that begin at whole multiples of their width: what the anchors look at. */
export interface Buckets {
  /** Width of a bucket, minutes; divides an hour. */
  minutes: number
  /** Number of the first bucket, counted from the epoch. */
  first: number
  counts: Float64Array
  /** Sum of all counts before each bucket, and of all of them at the end. Whole numbers, hence exact. */
  before: Float64Array
  /** Buckets in an hour, a day, a week. */
  hour: number
  day: number
  week: number
}

/** The whole buckets of a history; minutes left over at its ends are dropped. */
export function inBuckets({ firstMinute, reporters }: Series, minutes: number): Buckets {
  const first = Math.ceil(firstMinute / minutes)
  const past = Math.floor((firstMinute + reporters.length) / minutes)
  const counts = new Float64Array(Math.max(0, past - first))
  const before = new Float64Array(counts.length + 1)
  let minute = first * minutes - firstMinute
  for (let i = 0; i < counts.length; i++) {
    let sum = 0
    for (const end = minute + minutes; minute < end; minute++) sum += reporters[minute]!
    counts[i] = sum
    before[i + 1] = before[i]! + sum
  }
  return { minutes, first, counts, before, hour: 60 / minutes, day: 1440 / minutes, week: 10080 / minutes }
}

/** Mean count of the buckets from `from` up to but not including `to`, as far as there are any: else NaN. */
export function meanOf({ before, counts }: Buckets, from: number, to: number): number {
  const low = Math.max(0, from)
  const high = Math.min(counts.length, to)
  return high > low ? (before[high]! - before[low]!) / (high - low) : Number.NaN
}
