import { type Score, tooEarly } from './anchor.ts'
import { largestSize, surprise } from './tail.ts'

/**
 * farringtonFlexible (Noufaily et al. 2013, Stat. Med. 32; Farrington et al. 1996; R package surveillance): a
 * quasi-Poisson fit to the same time of earlier years, refitted with past outbreaks weighed down, and the tail of
 * a negative binomial around it. Here with weeks for years, without trend and with one period, which leaves the
 * intercept: a weighted mean, in closed form.
 */

/** Weeks looked back on. */
const weeksBack = 3
/** Anscombe residual from which a past count is weighed down by the residual's square. */
const outbreakResidual = 2.58
/** Nats for any report where all the past is zero and a fit impossible. */
const neverSeen = 50

/** The score is nats. `reach`: buckets on both sides of the same moment; `gate`: times the mean an alarm takes. */
export const farrington =
  (reach: number, gate = 0): Score =>
  ({ counts, week }, { minimum }) => {
    const past = new PastCounts(weeksBack * (2 * reach + 1))
    return counts.map((count, i) => {
      if (i < week + reach) return tooEarly
      if (count === 0 || count < minimum) return 0
      past.length = 0
      for (let k = 1; k <= weeksBack && i - k * week >= reach; k++) {
        for (let j = -reach; j <= reach; j++) past.push(counts[i - k * week + j]!)
      }
      past.fit()
      if (past.mean > 0) past.weighDownOutbreaks()
      if (!(past.mean > 0)) return neverSeen
      if (count < gate * past.mean) return 0
      return surprise(count, past.mean, past.size)
    })
  }

/** The past counts one count is compared with. Memory is used again: this is asked for every bucket. */
class PastCounts {
  length = 0
  mean = 0
  /** φ of the quasi-Poisson model, variance = φ mean; at least 1. */
  private dispersion = 1
  private readonly counts: Float64Array
  private readonly weights: Float64Array
  private readonly residuals: Float64Array

  constructor(capacity: number) {
    this.counts = new Float64Array(capacity)
    this.weights = new Float64Array(capacity)
    this.residuals = new Float64Array(capacity)
  }

  push(count: number): void {
    this.counts[this.length] = count
    this.weights[this.length] = 1
    this.length++
  }

  /** Size of the negative binomial with this mean and dispersion. */
  get size(): number {
    return this.dispersion > 1 ? Math.min(largestSize, this.mean / (this.dispersion - 1)) : largestSize
  }

  fit(): void {
    const { counts, weights, length } = this
    let sum = 0
    let weight = 0
    for (let i = 0; i < length; i++) {
      sum += weights[i]! * counts[i]!
      weight += weights[i]!
    }
    const mean = sum / weight
    let pearson = 0
    if (mean > 0) {
      for (let i = 0; i < length; i++) pearson += (weights[i]! * (counts[i]! - mean) ** 2) / mean
    }
    this.mean = mean
    this.dispersion = Math.max(1, pearson / (length - 1))
  }

  /** Weights 1/residual² for counts too large to be ordinary, scaled to add up to their number; fits again. */
  weighDownOutbreaks(): void {
    const { weights, residuals, length } = this
    this.findResiduals()
    let total = 0
    for (let i = 0; i < length; i++) total += residuals[i]! > outbreakResidual ? residuals[i]! ** -2 : 1
    const scale = length / total
    for (let i = 0; i < length; i++) {
      weights[i] = residuals[i]! > outbreakResidual ? scale * residuals[i]! ** -2 : scale
    }
    this.fit()
  }

  /** Anscombe's residuals for a Poisson mean, standardised; all weights are still 1, so each has leverage 1/n. */
  private findResiduals(): void {
    const { counts, residuals, length, mean } = this
    const root = Math.sqrt(mean)
    const sixth = mean ** (-1 / 6)
    const spread = Math.sqrt(this.dispersion * (1 - 1 / length))
    for (let i = 0; i < length; i++) residuals[i] = (1.5 * (counts[i]! ** (2 / 3) * sixth - root)) / spread
  }
}
