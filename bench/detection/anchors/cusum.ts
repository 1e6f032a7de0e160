import { type Score, tooEarly } from './anchor.ts'
import { dispersionOf, leastMean, seasonalMean } from './season.ts'

/** The sum grows no further, or it would take as long to come down after an outage as the outage lasted. Nats. */
const cap = 160

/**
 * CUSUM of the negative binomial log-likelihood ratio of `ratio` times the expectation against the expectation;
 * the score is that sum in nats. With a seasonal expectation and a fixed ratio this is the two-state burst
 * automaton of Kleinberg (2002, KDD), decided as time goes on: the threshold is his cost of a change of state.
 */
export const likelihoodCusum =
  (ratio: number): Score =>
  (buckets) => {
    const mean = seasonalMean(buckets)
    const alpha = dispersionOf(buckets, mean)
    const logRatio = Math.log(ratio)
    let sum = 0
    return buckets.counts.map((count, i) => {
      if (Number.isNaN(mean[i]!)) return tooEarly
      const usual = Math.max(mean[i]!, leastMean)
      const raised = ratio * usual
      const gain =
        count * logRatio - (count + 1 / alpha) * Math.log((1 + alpha * raised) / (1 + alpha * usual))
      sum = Math.min(cap, Math.max(0, sum + gain))
      return sum
    })
  }
