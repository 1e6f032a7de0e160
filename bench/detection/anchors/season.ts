import { leastHours } from './anchor.ts'
import { type Buckets, meanOf } from './buckets.ts'

/** The expectation that is given to methods which watch for a departure from one but bring none of their own. */

/** Weeks looked back on. */
const weeksBack = 4
/** From this many weeks on, the largest is dropped: it may hold an outage. */
const trimmedFrom = 3
/** Hours taken in on both sides of the same moment of an earlier week. */
const reachHours = 1
/** Part of the expectation that follows the last week's level, so that growth is not a week late. */
const levelShare = 0.1
/** Hours left out before now, so that an outage does not raise its own expectation. */
const levelLagHours = 2
const youngLagHours = 1

/** Those methods do not take a mean for less, so that ratios stay finite. Reporters per bucket. */
export const leastMean = 1e-3

/** Expected count of every bucket from earlier ones only; NaN while there are too few. */
export function seasonalMean(buckets: Buckets): Float64Array {
  const { counts, hour, week } = buckets
  const reach = reachHours * hour
  return counts.map((_, i) => {
    const weeks: number[] = []
    for (let back = i - week; weeks.length < weeksBack && back >= reach; back -= week) {
      weeks.push(meanOf(buckets, back - reach, back + reach + 1))
    }
    if (weeks.length === 0) {
      return i > leastHours * hour ? meanOf(buckets, i - 24 * hour, i - youngLagHours * hour) : Number.NaN
    }
    weeks.sort((a, b) => a - b)
    if (weeks.length >= trimmedFrom) weeks.pop()
    const season = weeks.reduce((sum, mean) => sum + mean, 0) / weeks.length
    const level = meanOf(buckets, i - week, i - levelLagHours * hour)
    return season * (1 - levelShare) + levelShare * level
  })
}

/** Days the spread is learnt from: those at the start, which the benchmark does not evaluate if it can. */
const learningDays = 28
const leastDispersion = 0.01
const mostDispersion = 5
/** Taken when nothing could be learnt. */
const usualDispersion = 0.2

/** α of the negative binomial with variance mean + α mean², by moments, without the buckets of past outages. */
export function dispersionOf({ counts, day }: Buckets, mean: Float64Array): number {
  let beyondPoisson = 0
  let squares = 0
  const end = Math.min(counts.length, learningDays * day)
  for (let i = 0; i < end; i++) {
    const expected = mean[i]!
    if (!(expected > 0)) continue
    const deviation = (counts[i]! - expected) ** 2
    if (isOutlier(deviation, expected)) continue
    beyondPoisson += deviation - expected
    squares += expected ** 2
  }
  if (squares === 0) return usualDispersion
  return Math.min(mostDispersion, Math.max(leastDispersion, beyondPoisson / squares))
}

/** Five standard deviations of a negative binomial with α = 0.1, and five reports. */
const isOutlier = (squaredDeviation: number, mean: number): boolean =>
  squaredDeviation > 25 * (mean + 0.1 * mean ** 2) + 25
