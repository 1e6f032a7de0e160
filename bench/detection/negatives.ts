/** Hard negatives: what looks a little like an outage, and must not raise an alarm. */

import type { Background } from './background.ts'
import { rounded } from './numbers.ts'
import type { Rng } from './random.ts'
import type { Span, Traits } from './traits.ts'
import type { HardNegative, NegativeType, Outage } from './truth.ts'
import { minutesADay } from './zones.ts'

/** People who report together: `people` at `start` within four minutes, once. */
export interface MicroBurst {
  kind: 'micro'
  start: number
  people: number
}

/** A few people who report over and over, `perMinute` reports between them. */
export interface Spam {
  kind: 'spam'
  start: number
  minutes: number
  people: number
  perMinute: number
}

/** Minutes in which the collector lost everything. */
export interface Gap {
  start: number
  minutes: number
}

export interface Negatives {
  list: HardNegative[]
  /** Factor on the background in each minute. */
  factor: Float64Array
  extras: Array<MicroBurst | Spam>
  gap: Gap | null
}

const types: ReadonlyArray<readonly [NegativeType, weight: number]> = [
  ['wave', 30],
  ['spam', 30],
  ['flash', 20],
  ['micro', 20],
]
/** Expected number in a fortnight of evaluated time, and in a history. */
const perFortnight = 1.6
const inHistory = 1.6
const fortnight = 14 * minutesADay
const gapChance = 0.06
/** Distance kept from outages, minutes: an alarm here has no outage to lean on. */
const clearance = { before: 90, after: 180 }
/** Latest start before the end of the data or the history, and earliest after the beginning. */
const lastStart = 400
const firstStart = 60
/** Half of what a level shift is said to last, for the scorer's list. */
const shiftHalf = 720

class NegativePlan implements Negatives {
  readonly list: HardNegative[] = []
  readonly factor: Float64Array
  readonly extras: Array<MicroBurst | Spam> = []
  gap: Gap | null = null

  constructor(
    private readonly rng: Rng,
    private readonly outages: readonly Outage[],
    minutes: number,
  ) {
    this.factor = new Float64Array(minutes).fill(1)
  }

  private isFree(start: number, end: number): boolean {
    return this.outages.every(
      (one) => end + clearance.before < one.start || start > one.end + clearance.after,
    )
  }

  /** Hours of half as many reports again: a bell of 1 - cos. */
  private addWave(start: number): void {
    const minutes = this.rng.int(60, 300)
    const peak = this.rng.range(1.25, 1.6)
    if (!this.isFree(start, start + minutes)) return
    for (let j = 0; j < minutes; j++) {
      const angle = (2 * Math.PI * (j + 0.5)) / minutes
      this.factor[start + j]! *= 1 + (peak - 1) * 0.5 * (1 - Math.cos(angle))
    }
    this.list.push({ type: 'wave', start, end: start + minutes, x: rounded(peak, 2) })
  }

  /** A few loud minutes that lift the quarter of an hour by a quarter to a half. */
  private addFlash(start: number): void {
    const minutes = this.rng.int(2, 4)
    const factor = 1 + (this.rng.range(0.25, 0.5) * 15) / minutes
    if (!this.isFree(start, start + minutes)) return
    for (let j = 0; j < minutes; j++) this.factor[start + j]! *= factor
    this.list.push({ type: 'flash', start, end: start + minutes, x: rounded(factor, 2) })
  }

  private addMicroBurst(start: number): void {
    const people = this.rng.int(2, 3)
    if (!this.isFree(start, start + 4)) return
    this.extras.push({ kind: 'micro', start, people })
    this.list.push({ type: 'micro', start, end: start + 4, x: people })
  }

  private addSpam(start: number): void {
    const minutes = this.rng.int(5, 90)
    const people = this.rng.int(1, 5)
    const perMinute = this.rng.logRange(2, 60)
    if (!this.isFree(start, start + minutes)) return
    this.extras.push({ kind: 'spam', start, minutes, people, perMinute })
    this.list.push({ type: 'spam', start, end: start + minutes, x: rounded(perMinute, 1) })
  }

  /** Tries to add one of the common kinds with its start in [from, to); one that meets an outage is left out. */
  addCommon(from: number, to: number): void {
    const type = this.rng.weighted(types)
    if (to <= from) return
    const start = this.rng.int(from, to)
    if (type === 'wave') this.addWave(start)
    else if (type === 'flash') this.addFlash(start)
    else if (type === 'micro') this.addMicroBurst(start)
    else this.addSpam(start)
  }

  addGap(from: number, to: number): void {
    const start = this.rng.int(from, to)
    const minutes = this.rng.int(20, 120)
    if (!this.isFree(start, start + minutes)) return
    this.gap = { start, minutes }
    this.list.push({ type: 'gap', start, end: start + minutes })
  }
}

/** Draws the negatives of a service around its `outages`, and lists those that its background has already. */
export function drawNegatives(
  rng: Rng,
  traits: Traits,
  background: Background,
  outages: readonly Outage[],
  span: Span,
): Negatives {
  const plan = new NegativePlan(rng, outages, span.minutes)
  const { birth, evalStart, kind } = traits
  const expected = (perFortnight * (span.minutes - evalStart)) / fortnight
  for (let left = rng.poisson(expected); left > 0; left--) {
    plan.addCommon(evalStart + firstStart, span.minutes - lastStart)
  }
  if (kind === 'mature') {
    for (let left = rng.poisson(inHistory); left > 0; left--) {
      plan.addCommon(Math.max(birth, firstStart), span.history - lastStart)
    }
  }
  if (rng.chance(gapChance)) {
    const earliest = Math.max(birth + firstStart, Math.floor(span.history * 0.3))
    plan.addGap(earliest, span.minutes - 300)
  }
  const { holiday, shift } = background
  if (holiday) {
    const start = holiday.day * minutesADay
    plan.list.push({ type: 'holiday', start, end: start + minutesADay, x: rounded(holiday.factor, 2) })
  }
  if (shift) {
    const { at, factor } = shift
    plan.list.push({ type: 'shift', start: at - shiftHalf, end: at + shiftHalf, x: rounded(factor, 2) })
  }
  return plan
}
