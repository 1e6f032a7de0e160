import { minuteMs, type Series } from './bucket.ts'
import { type ChartInput, type Drawing, drawChart } from './chart-draw.ts'
import type { Status } from './status.ts'

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

/** A stretch of time looked at more closely, ms. */
export interface Zoom {
  from: number
  to: number
}

const fewestBuckets = 6

/** The part of a chart inside `zoom`, with its own scale and ticks; null where that is the whole. */
export function zoomChart(input: ChartInput, zoom: Zoom): { series: Series; drawing: Drawing } | null {
  const { series } = input
  const start = Date.parse(series.from)
  const bucketMs = series.bucketMinutes * minuteMs
  const count = series.reporters.length
  const end = Math.min(count, Math.max(fewestBuckets, Math.round((zoom.to - start) / bucketMs)))
  const first = Math.min(end - fewestBuckets, Math.max(0, Math.round((zoom.from - start) / bucketMs)))
  if (first <= 0 && end >= count) return null
  const part: Series = {
    ...series,
    range: 'incident',
    from: new Date(start + first * bucketMs).toISOString(),
    reporters: series.reporters.slice(first, end),
    usual: series.usual.slice(first, end),
    alert: series.alert.slice(first, end),
  }
  return { series: part, drawing: drawChart({ ...input, series: part, maximumAtLeast: undefined }) }
}
