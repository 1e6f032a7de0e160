/** Time slices. Buckets are named by their start, UTC, and aligned to multiples of their length. */

export const minuteMs = 60_000

/** Start of the bucket of `minutes` that holds `at` (ms). */
export const bucketStart = (at: number, minutes: number): number =>
  Math.floor(at / (minutes * minuteMs)) * minutes * minuteMs

/** Spans a chart can show. Each is drawn from its own bucket length. */
export const ranges = {
  '1h': { bucketMinutes: 1, buckets: 60 },
  '24h': { bucketMinutes: 15, buckets: 96 },
  '7d': { bucketMinutes: 60, buckets: 168 },
  '30d': { bucketMinutes: 360, buckets: 120 },
} as const

export type Range = keyof typeof ranges

export const rangeNames = Object.keys(ranges) as [Range, ...Range[]]

/**
 * A chart's numbers, column by column; bucket i starts at `from` + i × `bucketMinutes`.
 * The last bucket is the current one, still filling. null = no data (a gap), which is not zero.
 */
export interface Series {
  range: Range | 'incident'
  bucketMinutes: number
  /** ISO time of the first bucket's start. */
  from: string
  reporters: (number | null)[]
  /** Expected reporters; null where nothing has been learnt yet. */
  usual: (number | null)[]
  /** Smallest count at which this bucket alone would say "possible"; null where none is drawn. */
  alert: (number | null)[]
}

/** Reporters of single minutes in a row, oldest first: what the stream carries to keep charts moving. */
export interface RecentMinutes {
  from: string
  reporters: number[]
}

/** First and last (current) bucket start of `range` at `now`, ms. */
export function rangeSpan(range: Range, now: number): { from: number; to: number } {
  const { bucketMinutes, buckets } = ranges[range]
  const to = bucketStart(now, bucketMinutes)
  return { from: to - buckets * bucketMinutes * minuteMs, to }
}
