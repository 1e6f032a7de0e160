import { minuteMs, type Series } from '../bucket.ts'
import { type ChartInput, type Drawing, drawChart } from './chart-draw.ts'

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
