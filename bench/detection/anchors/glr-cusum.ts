import { type Score, tooEarly } from './anchor.ts'
import { dispersionOf, leastMean, seasonalMean } from './season.ts'

/** Minutes a change may lie back. */
const windowMinutes = 120
/** Steps of Newton's method towards the best multiplier, and the longest one. */
const newtonSteps = 3
const longestStep = 1
const leastCurvature = 1e-9
/** What rounding could add to a bound. Nats. */
const rounding = 1e-6

/**
 * Negative binomial GLR-CUSUM (Höhle & Paul 2008, Comput. Stat. Data Anal. 52): the log-likelihood ratio, in nats,
 * of an expectation raised by the factor that fits best since the change time that fits best. `gate`: times the
 * expectation a bucket must be at to alarm.
 */
export const glrCusum =
  (gate = 0): Score =>
  (buckets, { threshold, minimum }) => {
    const { counts, minutes } = buckets
    const mean = seasonalMean(buckets)
    const rise = new Rise(counts, mean, dispersionOf(buckets, mean))
    const window = Math.round(windowMinutes / minutes)
    return counts.map((count, i) => {
      if (i < window || Number.isNaN(mean[i]!)) return tooEarly
      if (count < minimum || count < gate * mean[i]!) return 0
      return rise.reaching(threshold, i, window)
    })
  }

/** Log-likelihood ratios of a raised expectation. */
class Rise {
  private readonly expected: Float64Array
  /** The most each bucket can speak for any rise: its ratio at the factor that suits it alone. */
  private readonly most: Float64Array

  constructor(
    private readonly counts: Float64Array,
    mean: Float64Array,
    private readonly alpha: number,
  ) {
    this.expected = mean.map((m) => Math.max(m || 0, leastMean))
    this.most = counts.map((count, i) => {
      const expected = this.expected[i]!
      return count > expected ? this.ratioAt(i, Math.log(count / expected)) : 0
    })
  }

  /**
   * The ratio for the first change time within `window` buckets, going back from `now`, that reaches `threshold`,
   * else 0. Change times for which even the sum of what each bucket can say falls short are not worked out, which
   * is nearly all of them.
   */
  reaching(threshold: number, now: number, window: number): number {
    let reported = 0
    let expected = 0
    let bound = rounding
    for (let since = now; since > now - window; since--) {
      reported += this.counts[since]!
      expected += this.expected[since]!
      bound += this.most[since]!
      if (reported <= expected || bound < threshold) continue
      const factor = this.bestFactor(since, now, Math.log(reported / expected))
      if (factor <= 0) continue
      let ratio = 0
      for (let i = since; i <= now; i++) ratio += this.ratioAt(i, factor)
      if (ratio >= threshold) return ratio
    }
    return 0
  }

  /** Log-likelihood ratio of bucket `i` for an expectation raised by exp(`factor`). */
  private ratioAt(i: number, factor: number): number {
    const { alpha } = this
    const count = this.counts[i]!
    const expected = this.expected[i]!
    const spread = 1 + alpha * expected
    const raisedSpread = 1 + alpha * expected * Math.exp(factor)
    return count * factor - (count + 1 / alpha) * Math.log(raisedSpread / spread)
  }

  /** Log of the factor that makes the buckets likeliest, by Newton's method. */
  private bestFactor(since: number, now: number, start: number): number {
    const { counts, alpha } = this
    let factor = start
    for (let step = 0; step < newtonSteps; step++) {
      const times = Math.exp(factor)
      let slope = 0
      let curvature = 0
      for (let i = since; i <= now; i++) {
        const raised = this.expected[i]! * times
        const spread = 1 + alpha * raised
        slope += (counts[i]! - raised) / spread
        curvature += (raised * (1 + alpha * counts[i]!)) / (spread * spread)
      }
      const change = slope / Math.max(curvature, leastCurvature)
      factor += Math.max(-longestStep, Math.min(longestStep, change))
    }
    return factor
  }
}
