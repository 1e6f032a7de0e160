/** From expectations to counts: the reports and reporters of every minute. */

import type { MicroBurst, Negatives, Spam } from './negatives.ts'
import type { Rng } from './random.ts'
import { newFollowers, type Traits } from './traits.ts'

export interface Counts {
  /** Reports in each minute. */
  reports: Int32Array
  /** Of these, by people who had not reported the service within the hour before. */
  reporters: Int32Array
}

/** What is expected in each minute of the data. */
export interface Expected {
  background: Float64Array
  /** Of outages, on top. */
  excess: Float64Array
}

/** Share of the followers that come 0, 1, … 10 minutes after the report that brought them. */
const delays = [0.28, 0.2, 0.145, 0.105, 0.077, 0.055, 0.04, 0.03, 0.022, 0.016, 0.03]
/** Room behind the data for those that come after it. */
const overhang = 64
/** Up to here followers are drawn one by one, above in bulk. */
const followersOneByOne = 40
/** From so many first reports on, the sum of their gamma variables is drawn from the normal curve. */
const manyPrimaries = 400
/** Shape of the gamma noise of an outage's minutes. */
const outageShape = 12
/** After so many minutes a person counts as a reporter again. */
const reporterMinutes = 60

class Counter implements Counts {
  readonly reporters: Int32Array
  /** Until `finish`, only the reports of people who had reported before. */
  readonly reports: Int32Array

  constructor(
    private readonly rng: Rng,
    private readonly traits: Traits,
    private readonly minutes: number,
  ) {
    this.reporters = new Int32Array(minutes + overhang)
    this.reports = new Int32Array(minutes + overhang)
  }

  /** First reports of a minute of this mean, those they bring, and repeats. Returns the number of the first. */
  private addPrimaries(minute: number, mean: number): number {
    const { clusters } = this.traits
    const primaries = this.rng.poisson(mean / clusters.perPrimary)
    this.reporters[minute]! += primaries
    if (primaries > 0 && clusters.followers > 0) this.addFollowers(minute, primaries)
    return primaries
  }

  /** The sum of geometric numbers of followers is Poisson with a gamma mean. */
  private addFollowers(minute: number, primaries: number): void {
    const { rng } = this
    const spread =
      primaries < manyPrimaries ? rng.gamma(primaries) : primaries + Math.sqrt(primaries) * rng.normal()
    const followers = rng.poisson(this.traits.clusters.followers * spread)
    if (followers > followersOneByOne) this.spreadInBulk(minute, followers)
    else for (let i = 0; i < followers; i++) this.addFollower(minute)
  }

  private addFollower(minute: number): void {
    let left = this.rng.uniform()
    let delay = 0
    while (delay < delays.length - 1) {
      left -= delays[delay]!
      if (left <= 0) break
      delay++
    }
    const counts = this.rng.uniform() < newFollowers ? this.reporters : this.reports
    counts[minute + delay]!++
  }

  /** Delays by a multinomial, drawn as binomials of what is left. */
  private spreadInBulk(minute: number, followers: number): void {
    let left = followers
    let shareLeft = 1
    for (let delay = 0; delay < delays.length && left > 0; delay++) {
      const share = delays[delay]!
      const isLast = delay === delays.length - 1
      const here = isLast ? left : this.rng.binomial(left, Math.min(1, share / shareLeft))
      shareLeft -= share
      left -= here
      const fresh = this.rng.binomial(here, newFollowers)
      this.reporters[minute + delay]! += fresh
      this.reports[minute + delay]! += here - fresh
    }
  }

  /** One minute of background and outage. */
  addMinute(minute: number, background: number, excess: number): void {
    const { rng } = this
    const { repeats } = this.traits.clusters
    const primaries = this.addPrimaries(minute, background)
    if (excess > 0) {
      const extra = rng.poisson((excess * rng.gamma(outageShape)) / outageShape)
      this.reporters[minute]! += extra
      this.reports[minute]! += rng.poisson(extra * repeats)
    }
    if (primaries > 0) this.reports[minute]! += rng.poisson(primaries * repeats)
  }

  addMicroBurst(burst: MicroBurst): void {
    for (let i = 0; i < burst.people; i++) this.reporters[burst.start + this.rng.int(0, 3)]!++
  }

  addSpam(spam: Spam): void {
    const { rng } = this
    const { start, minutes, people, perMinute } = spam
    const latest = Math.min(2, minutes - 1)
    for (let i = 0; i < people; i++) this.reporters[start + rng.int(0, latest)]!++
    if (minutes > reporterMinutes) {
      for (let i = 0; i < people; i++) this.reporters[start + reporterMinutes + rng.int(0, 3)]!++
    }
    for (let j = 0; j < minutes; j++) this.reports[start + j]! += rng.poisson(perMinute)
  }

  /** Reporters' reports are reports too; what comes after the data is cut off. */
  finish(): Counts {
    for (let i = 0; i < this.minutes; i++) this.reports[i]! += this.reporters[i]!
    return {
      reports: this.reports.subarray(0, this.minutes),
      reporters: this.reporters.subarray(0, this.minutes),
    }
  }
}

/** Draws the counts of every minute from the stream of noise; before the birth there are none. */
export function drawReports(rng: Rng, traits: Traits, expected: Expected, negatives: Negatives): Counts {
  const { driftSd, driftMinutes, minuteCv2 } = traits.noise
  const minutes = expected.background.length
  const counter = new Counter(rng, traits, minutes)
  const memory = Math.exp(-1 / driftMinutes)
  const innovation = driftSd * Math.sqrt(1 - memory * memory)
  const minuteShape = 1 / minuteCv2
  let drift = rng.normal() * driftSd
  for (let i = 0; i < minutes; i++) {
    drift = memory * drift + innovation * rng.normal()
    if (i < traits.birth) continue
    // Less half the variance, so that the drift does not raise the mean.
    const drifted = expected.background[i]! * negatives.factor[i]! * Math.exp(drift - 0.5 * driftSd * driftSd)
    const mean = (drifted * rng.gamma(minuteShape)) / minuteShape
    counter.addMinute(i, mean, expected.excess[i]!)
  }
  for (const extra of negatives.extras) {
    if (extra.kind === 'micro') counter.addMicroBurst(extra)
    else counter.addSpam(extra)
  }
  const counts = counter.finish()
  if (negatives.gap) {
    const { start, minutes: lost } = negatives.gap
    counts.reports.fill(0, start, start + lost)
    counts.reporters.fill(0, start, start + lost)
  }
  return counts
}
