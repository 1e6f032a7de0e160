import type { Buckets } from './buckets.ts'

/** Where a detector is operated: how much it takes to raise an alarm. */
export interface Point {
  /** Score from which a bucket alarms; its unit is the method's own. */
  threshold: number
  /** Reporters a bucket must have besides. */
  minimum: number
  bucketMinutes: number
}

/**
 * A score for every bucket, from that bucket and those before it. Only whether a score reaches the threshold is
 * looked at, so a method may leave 0 where the point already says that there can be no alarm.
 */
export type Score = (buckets: Buckets, point: Point) => Float64Array

/** A detector the benchmark is anchored on: one that is published or in common use. */
export interface Anchor {
  name: string
  title: string
  /** Where it was published, or is in use. */
  source: string
  /** The usual published point. */
  default: Point
  /** The best of a grid of points for this benchmark's own score on seed dev-1: stronger than anybody ships it. */
  tuned: Point
  score: Score
}

/** Score of a bucket for which a method has not seen enough yet. */
export const tooEarly = -1e9

/** Hours of history a service needs to be judged by its last day while it has no week to look back on. */
export const leastHours = 4
