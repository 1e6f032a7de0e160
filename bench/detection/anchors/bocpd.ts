import { type Score, tooEarly } from './anchor.ts'
import { leastMean, seasonalMean } from './season.ts'
import { logGamma } from './tail.ts'

/** Buckets of the longest run told apart; longer ones are lumped together. */
const longestRun = 288
/** A change is expected once in so many days. */
const daysBetweenChanges = 7
/** Shape and rate of the gamma distribution a multiplier is drawn from at a change: mean 1. */
const priorShape = 2
const priorRate = 2
/** The same for the run a history begins in. */
const firstShape = 1
const firstRate = 1
/** The score is the log-odds that the multiplier is expected to be at least this. */
const raised = 2
/** Keeps the log-odds finite. */
const tiny = 1e-12

/**
 * Bayesian online change-point detection (Adams & MacKay 2007, arXiv:0710.3742): counts are Poisson around the
 * expectation times a multiplier, which is drawn anew at every change; followed is the posterior of the time since
 * the last change.
 */
export const changePoints: Score = (buckets) => {
  const mean = seasonalMean(buckets)
  const runs = new Runs(1 / (daysBetweenChanges * buckets.day))
  return buckets.counts.map((count, i) => {
    if (Number.isNaN(mean[i]!)) return tooEarly
    const high = runs.observe(count, Math.max(mean[i]!, leastMean))
    return Math.log(high + tiny) - Math.log(1 - high + tiny)
  })
}

/** The runs that the present may belong to, youngest first: each a posterior of the multiplier, and its probability. */
class Runs {
  private length = 1
  private readonly probabilities = new Float64Array(longestRun + 1)
  private readonly shapes = new Float64Array(longestRun + 1)
  private readonly rates = new Float64Array(longestRun + 1)
  /** ln Γ of the shapes: the dearest part, and what is worked out for one bucket serves the next. */
  private readonly logGammas = new Float64Array(longestRun + 1)

  /** `hazard`: probability of a change at any bucket. */
  constructor(private readonly hazard: number) {
    this.setYoungest(1, firstShape, firstRate)
  }

  /** Takes in a count; returns the probability of the runs with a raised multiplier. */
  observe(count: number, mean: number): number {
    const { probabilities, shapes, rates } = this
    this.beginNewRun()
    const largest = this.update(count, mean)
    let total = 0
    let high = 0
    for (let run = 0; run < this.length; run++) {
      const weight = Math.exp(probabilities[run]! - largest)
      probabilities[run] = weight
      total += weight
      if (shapes[run]! / rates[run]! >= raised) high += weight
    }
    for (let run = 0; run < this.length; run++) probabilities[run]! /= total
    this.lumpOldest()
    return high / total
  }

  private setYoungest(probability: number, shape: number, rate: number): void {
    this.probabilities[0] = probability
    this.shapes[0] = shape
    this.rates[0] = rate
    this.logGammas[0] = logGamma(shape)
  }

  /** All runs grow older by a bucket; the new one's probability is relative to theirs. */
  private beginNewRun(): void {
    const { probabilities, shapes, rates, logGammas, length, hazard } = this
    for (const column of [probabilities, shapes, rates, logGammas]) column.copyWithin(1, 0, length)
    this.setYoungest(hazard / (1 - hazard), priorShape, priorRate)
    this.length++
  }

  /**
   * Every run learns the count. Leaves the logarithm of its probability times the likelihood of the count (negative
   * binomial; less ln count!, which all have in common) in place of its probability, and returns the largest.
   */
  private update(count: number, mean: number): number {
    const { probabilities, shapes, rates, logGammas } = this
    let largest = Number.NEGATIVE_INFINITY
    for (let run = 0; run < this.length; run++) {
      const shape = shapes[run]!
      const rate = rates[run]!
      const share = rate / (rate + mean)
      const grown = logGamma(shape + count)
      const weight =
        Math.log(probabilities[run]!) +
        grown -
        logGammas[run]! +
        shape * Math.log(share) +
        count * Math.log(1 - share)
      if (weight > largest) largest = weight
      probabilities[run] = weight
      shapes[run] = shape + count
      rates[run] = rate + mean
      logGammas[run] = grown
    }
    return largest
  }

  private lumpOldest(): void {
    if (this.length <= longestRun) return
    this.length = longestRun
    this.probabilities[longestRun - 1]! += this.probabilities[longestRun]!
  }
}
