import type { Series } from '../bucket.ts'
import type { Count } from '../chart/chart.ts'
import { yMaximum } from '../chart/chart.ts'

/** Counts made comparable. */

/** Less than one report usual in a bucket is no measure. */
const leastUsual = 1

const over = (count: Count, usual: Count): Count =>
  count === null || usual === null ? null : Math.round((count / Math.max(usual, leastUsual)) * 10) / 10

/** The same series in times usual; buckets whose usual is not known have none. */
export const timesSeries = (series: Series): Series => ({
  ...series,
  reporters: series.reporters.map((count, index) => over(count, series.usual[index] ?? null)),
  usual: series.usual.map((usual) => over(usual, usual)),
  alert: series.alert.map((alert, index) => over(alert, series.usual[index] ?? null)),
})

/** The scale on which all of them can be drawn. */
export const commonMaximum = (all: readonly Series[]): number =>
  Math.max(...all.map(({ reporters, alert }) => yMaximum(reporters, alert)))

/**
 * How often two rose together: pairs of beginnings at most `withinMs` apart, each used once. Both sorted, ms.
 */
export function countTogether(one: readonly number[], other: readonly number[], withinMs: number): number {
  let [i, j, pairs] = [0, 0, 0]
  while (i < one.length && j < other.length) {
    const apart = one[i]! - other[j]!
    if (Math.abs(apart) <= withinMs) [i, j, pairs] = [i + 1, j + 1, pairs + 1]
    else if (apart < 0) i++
    else j++
  }
  return pairs
}
