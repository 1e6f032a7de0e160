/** How large an outage has to be to show a given amount of information above its background. */

import type { Rng } from './random.ts'
import type { Traits } from './traits.ts'
import { type SizeClass, sizeClasses } from './truth.ts'

/** Windows and time within which an outage has to show what it is worth, minutes. */
const windows = [5, 15, 30, 60]
const horizon = 90
/** All windows are tried at every fifth minute, the one that measures the ratio at each. */
const coarseStep = 5
const ratioWindow = 15

/** Every outage at least multiplies the 15-minute mean by a factor drawn from this range… */
const leastRatio = { low: 2, high: 2.6 }
/** …and brings at least so many extra reporters within its first hour. */
const leastReporters = 5
/** Growth by which the ratio is reached, and steps after which that is given up. */
const ratioStep = 1.03
const ratioSteps = 400
/** No peak is above 60 reporters a minute or 40 times the background, whichever is more. */
const cap = { reporters: 60, factor: 40, leastMean: 0.02 }
/** Bounds and halvings of the search for the peak, reporters a minute. */
const search = { low: 1e-4, high: 1e5, halvings: 50 }
/** Of the squared variation of the level that neither drift nor day explains. */
const otherCv2 = 0.005

/** Spread of a service's counts, as sizing sees it. */
export interface Spread {
  /** Variance over mean, from clusters. */
  varianceRatio: number
  /** Squared coefficient of variation of the level, and of single minutes. */
  levelCv2: number
  minuteCv2: number
}

/** An outage laid over its background. */
interface Placed {
  /** Expected reporters in each minute of the data. */
  mean: ArrayLike<number>
  start: number
  shape: readonly number[]
  spread: Spread
}

export interface Size {
  /** Extra reporters a minute at the peak. */
  peak: number
  nats: number
  ratio: number
  cls: SizeClass
}

export function spreadOf(traits: Traits): Spread {
  const { driftSd, daySd, minuteCv2 } = traits.noise
  return {
    varianceRatio: traits.clusters.varianceRatio,
    levelCv2: driftSd * driftSd + daySd * daySd + otherCv2,
    minuteCv2,
  }
}

/** Log-likelihood ratio of mean + excess against mean, of a negative binomial of this size, at its expectation. */
function expectedNats(mean: number, excess: number, size: number): number {
  const count = mean + excess
  return count * Math.log(count / mean) - (count + size) * Math.log((count + size) / (mean + size))
}

/** Information in the best window, nats, and the largest 15-minute ratio, at this peak. */
function measure(placed: Placed, peak: number): { nats: number; ratio: number } {
  const { mean, start, shape, spread } = placed
  const last = Math.min(horizon, shape.length)
  let nats = 0
  let ratio = 0
  for (const window of windows) {
    for (let end = 1; end <= last; end++) {
      if (window !== ratioWindow && end > 1 && end % coarseStep) continue
      let expected = 0
      let excess = 0
      for (let j = end - window; j < end; j++) {
        expected += mean[start + j] ?? 0
        if (j >= 0) excess += peak * shape[j]!
      }
      if (excess <= 0) continue
      expected = Math.max(expected, 1e-6)
      const variation = spread.levelCv2 + spread.minuteCv2 / window
      const size = expected / (spread.varianceRatio - 1 + expected * variation + 1e-9)
      nats = Math.max(nats, expectedNats(expected, excess, size))
      if (window === ratioWindow) ratio = Math.max(ratio, (expected + excess) / expected)
    }
  }
  return { nats, ratio }
}

/** Smallest peak that shows `target` nats, by bisection on a logarithmic scale. */
function peakForNats(placed: Placed, target: number): number {
  let { low, high } = search
  for (let i = 0; i < search.halvings; i++) {
    const middle = Math.sqrt(low * high)
    if (measure(placed, middle).nats < target) low = middle
    else high = middle
  }
  return high
}

/** The class these nats belong to; below all of them it is the least. */
function classOf(nats: number): SizeClass {
  return sizeClasses.findLast((one) => nats >= one.from)?.name ?? 'barely'
}

/**
 * Sizes an outage of a wanted class. The minima and the cap may move it to another class; the one returned is
 * the one it really has.
 */
export function drawSize(rng: Rng, placed: Placed, wanted: SizeClass): Size {
  const { from, to } = sizeClasses.find((one) => one.name === wanted)!
  let peak = peakForNats(placed, rng.logRange(from, to))
  const wantedRatio = rng.range(leastRatio.low, leastRatio.high)
  for (let i = 0; i < ratioSteps && measure(placed, peak).ratio < wantedRatio; i++) peak *= ratioStep
  let firstHour = 0
  for (const level of placed.shape.slice(0, 60)) firstHour += level
  if (peak * firstHour < leastReporters) peak = leastReporters / firstHour
  const meanAtStart = Math.max(cap.leastMean, placed.mean[placed.start] ?? 0)
  peak = Math.min(peak, Math.max(cap.reporters, cap.factor * meanAtStart))
  const { nats, ratio } = measure(placed, peak)
  return { peak, nats, ratio, cls: classOf(nats) }
}

/**
 * Minutes from the start to the last one in which the excess is still material: at least the background or 3 % of
 * the peak, but 30 % of the peak always is.
 */
export function materialMinutes(placed: Placed, peak: number): number {
  const { mean, start, shape } = placed
  const highest = shape.reduce((most, level) => Math.max(most, level * peak), 0)
  let last = 0
  for (const [j, level] of shape.entries()) {
    const material = Math.min(0.3 * highest, Math.max(mean[start + j] ?? 0, 0.03 * highest))
    if (peak * level >= material) last = j
  }
  return last
}
