/** The outages of one service: the evaluated ones, and those of the past that nobody has labelled. */

import { rounded } from './numbers.ts'
import type { Rng } from './random.ts'
import { drawShape } from './shapes.ts'
import { drawSize, materialMinutes, spreadOf } from './sizing.ts'
import type { Span, Traits } from './traits.ts'
import type { Outage, OutageType, SizeClass } from './truth.ts'
import { minutesAWeek } from './zones.ts'

type Weighted<T> = ReadonlyArray<readonly [T, weight: number]>

const types: Weighted<OutageType> = [
  ['sudden', 25],
  ['slow', 15],
  ['blip', 12],
  ['regional', 12],
  ['decay', 18],
  ['pair', 8],
  ['flap', 10],
]
const classes: Weighted<SizeClass> = [
  ['barely', 14],
  ['small', 24],
  ['medium', 25],
  ['large', 21],
  ['huge', 16],
]
/** A region is only part of the people. */
const regionalClasses: Weighted<SizeClass> = [
  ['barely', 30],
  ['small', 40],
  ['medium', 30],
]
const pastTypes: OutageType[] = ['sudden', 'decay', 'slow', 'flap']
const pastClasses: Weighted<SizeClass> = [
  ['medium', 30],
  ['large', 40],
  ['huge', 30],
]
const pastChance = 0.55
/** A past outage exactly a week before an evaluated one: the trap for detectors that compare with last week. */
const echoChance = 0.12

/** Evaluated outages of a service: 1 + Poisson, but no more than 4; a newborn has 1 or 2. */
const moreOutages = 1.1
const mostOutages = 4
/** Quiet start of the evaluated time, minutes. */
const quietStart = { mature: 180, other: 360 }
/** Evaluated outages end at least so long before the data do; starts keep further away. */
const lastEnd = 120
const lastStart = 720
const lastPairStart = 600

/** A start that falls on a busy time: people notice outages when they are awake. */
const busyChance = 0.35
const busyTries = 2
const placingTries = 60
/** Room left for an outage of unknown length before the next one, minutes. */
const roomBefore = 600

/** Outages of a service in order of time, and their expected extra reporters in each minute. */
export interface Outages {
  list: Outage[]
  excess: Float64Array
}

/** Adds outages one by one; each draws from the service's stream. */
class OutagePlan implements Outages {
  readonly list: Outage[] = []
  readonly excess: Float64Array

  constructor(
    private readonly rng: Rng,
    private readonly traits: Traits,
    private readonly mean: Float64Array,
    private readonly span: Span,
  ) {
    this.excess = new Float64Array(span.minutes)
  }

  /** A start in [from, to] at least `gap` minutes from every other outage, or null if luck runs out. */
  place(from: number, to: number, gap: number): number | null {
    const { rng, mean } = this
    for (let i = 0; i < placingTries; i++) {
      let start = rng.int(from, to)
      if (rng.chance(busyChance)) {
        for (let j = 0; j < busyTries; j++) {
          const other = rng.int(from, to)
          if (mean[other]! > mean[start]!) start = other
        }
      }
      const clear = this.list.every((one) => start > one.end + gap || start + roomBefore < one.start - gap)
      if (clear) return start
    }
    return null
  }

  /** Adds an outage; null if it is to be evaluated and would not be over in time. */
  add(type: OutageType, start: number, wanted: SizeClass, evaluated: boolean): Outage | null {
    const shape = drawShape(this.rng, type)
    const placed = { mean: this.mean, start, shape, spread: spreadOf(this.traits) }
    const size = drawSize(this.rng, placed, wanted)
    const end = start + materialMinutes(placed, size.peak)
    if (evaluated && end > this.span.minutes - lastEnd) return null
    for (let j = 0; j < shape.length && start + j < this.span.minutes; j++) {
      this.excess[start + j]! += size.peak * shape[j]!
    }
    const outage: Outage = {
      start,
      end,
      type,
      cls: size.cls,
      nats: rounded(size.nats, 2),
      ratio: rounded(size.ratio, 2),
      peak: Number(size.peak.toPrecision(4)),
      evaluated,
    }
    this.list.push(outage)
    return outage
  }
}

function addEvaluated(rng: Rng, plan: OutagePlan, traits: Traits, span: Span): void {
  const count =
    traits.kind === 'newborn' ? rng.int(1, 2) : Math.min(mostOutages, 1 + rng.poisson(moreOutages))
  const first = traits.evalStart + (traits.kind === 'mature' ? quietStart.mature : quietStart.other)
  for (let i = 0; i < count; i++) {
    const type = rng.weighted(types)
    const start = plan.place(first, span.minutes - lastStart, 360)
    if (start === null) continue
    const wanted = rng.weighted(type === 'regional' ? regionalClasses : classes)
    const outage = plan.add(type, start, wanted, true)
    if (!outage || type !== 'pair') continue
    const second = outage.end + rng.int(40, 120)
    if (second < span.minutes - lastPairStart) plan.add('pair', second, rng.weighted(classes), true)
  }
}

function addPast(rng: Rng, plan: OutagePlan, span: Span): void {
  for (let left = rng.int(1, 3); left > 0; left--) {
    const type = rng.pick(pastTypes)
    const start = plan.place(60, span.history - 900, 240)
    if (start !== null) plan.add(type, start, rng.weighted(pastClasses), false)
  }
}

/** Up to 20 minutes before the same minute of the week before the first evaluated outage that allows it. */
function addEcho(rng: Rng, plan: OutagePlan, span: Span): void {
  const outage = plan.list.find(({ evaluated, start }) => {
    const weekBefore = start - minutesAWeek
    return evaluated && weekBefore > 60 && weekBefore < span.history - 600
  })
  if (!outage) return
  const start = Math.max(60, outage.start - minutesAWeek - rng.int(0, 20))
  plan.add('decay', start, 'huge', false)
}

/** Draws all outages of a service over its background `mean` (reporters in each minute). */
export function drawOutages(rng: Rng, traits: Traits, mean: Float64Array, span: Span): Outages {
  const plan = new OutagePlan(rng, traits, mean, span)
  addEvaluated(rng, plan, traits, span)
  if (traits.kind === 'mature') {
    if (rng.chance(pastChance)) addPast(rng, plan, span)
    if (rng.chance(echoChance)) addEcho(rng, plan, span)
  }
  plan.list.sort((a, b) => a.start - b.start)
  return plan
}
