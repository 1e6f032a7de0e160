import type { Series } from '../bucket.ts'
import type { Status } from '../status.ts'
import type { Drawing } from './chart-draw.ts'

/** What one bucket says when it is read out. */
export interface BucketReading {
  from: number
  to: number
  /** null: no data. */
  reporters: number | null
  usual: number | null
  alert: number | null
  status: Status | null
  /** Still filling. */
  isCurrent: boolean
  /** Numbers of the official updates inside it. */
  official: number[]
}

/** Reads bucket `index`; out-of-range indexes are pulled to the nearest bucket. */
export function readBucket(series: Series, drawing: Drawing, index: number): BucketReading {
  const at = Math.min(Math.max(index, 0), drawing.buckets - 1)
  const from = drawing.from + at * drawing.bucketMs
  const to = from + drawing.bucketMs
  return {
    from,
    to,
    reporters: series.reporters[at] ?? null,
    usual: series.usual[at] ?? null,
    alert: series.alert[at] ?? null,
    status: drawing.statuses[at] ?? null,
    isCurrent: at === drawing.current,
    official: drawing.markers.filter((mark) => mark.at >= from && mark.at < to).map((mark) => mark.number),
  }
}

/** The bucket read while nobody reads: the latest complete one. */
export const restingIndex = (drawing: Drawing): number =>
  Math.max(0, (drawing.current ?? drawing.buckets) - 1)

/** Buckets that a page key leaps: about an hour, on long charts a day. */
export function leapOf(series: Series): number {
  if (series.range === '1h') return 15
  const leapMinutes = series.bucketMinutes >= 60 ? 1440 : 60
  return Math.max(1, Math.round(leapMinutes / series.bucketMinutes))
}

/** First bucket of the next (1) or previous (-1) incident seen from `index`; null if there is none. */
export function nextIncident(drawing: Drawing, index: number, way: 1 | -1): number | null {
  const starts = drawing.groups.map((group) => Math.min(Math.floor(group.x), drawing.buckets - 1))
  const beyond = starts.filter((start) => (way === 1 ? start > index : start < index))
  return (way === 1 ? beyond[0] : beyond.at(-1)) ?? null
}
