import { basename } from 'node:path'
import type { Detection } from '../detections.ts'
import type { Anchor, Point } from './anchor.ts'
import { type Buckets, inBuckets } from './buckets.ts'
import { incidentsOf } from './incidents.ts'
import { readSeries } from './series.ts'

/** An anchor at a point where it is to be operated. */
export interface Run {
  anchor: Anchor
  point: Point
}

/** Runs anchors over one file of a service, which is read once; returns the incidents of each, in the same order. */
export function runAnchors(file: string, runs: readonly Run[]): Detection[][] {
  const service = basename(file, '.csv')
  const series = readSeries(file)
  const widths = new Map<number, Buckets>()
  return runs.map(({ anchor, point }) => {
    const buckets = widths.get(point.bucketMinutes) ?? inBuckets(series, point.bucketMinutes)
    widths.set(point.bucketMinutes, buckets)
    const incidents = incidentsOf(buckets, anchor.score(buckets, point), point)
    return incidents.map((one) => ({ service, ...one }))
  })
}
