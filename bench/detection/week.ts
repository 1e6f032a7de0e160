/** Rhythms of day and week: when people use a service, and so when they report it. */

import type { Rng } from './random.ts'
import type { Family } from './truth.ts'
import { minutesADay, minutesAWeek } from './zones.ts'

/** Level of the dead of night, in units of the day's bumps. */
const nightFloor: ReadonlyArray<readonly [Family, low: number, high: number]> = [
  ['consumer', 0.08, 0.3],
  ['business', 0.03, 0.12],
  ['gaming', 0.1, 0.3],
  ['bank', 0.06, 0.2],
  ['flat', 0.6, 1.2],
]

/** Factors of the days, from Monday. */
const dayFactors: Record<Family, readonly number[]> = {
  consumer: [1, 1, 1, 1, 1.05, 1.1, 1.1],
  business: [1.15, 1.1, 1.05, 1.05, 0.95, 0.22, 0.18],
  gaming: [0.85, 0.85, 0.85, 0.9, 1.15, 1.4, 1.35],
  bank: [1.2, 1.05, 1, 1, 1.25, 0.7, 0.5],
  flat: [1, 1, 1, 1, 1, 0.95, 0.95],
}
/** Standard deviation of the log of a day's factor between services. */
const dayFactorSd = 0.06
/** One day turns into the next over this many hours either side of midnight. */
const blendHours = 4

/** Heights (relative to the floor) and widths (hours) of the bumps of a day, as drawn for one service. */
interface Bumps {
  floor: number
  first: number
  second: number
  firstWidth: number
  secondWidth: number
}

/** Bell curve around an hour of the day, on the clock's circle. */
function bump(hour: number, centre: number, width: number): number {
  const straight = Math.abs(hour - centre)
  const distance = Math.min(straight, 24 - straight)
  return Math.exp(-0.5 * (distance / width) ** 2)
}

/** Level at an hour of the day, without regard to the day of the week. */
const dayCurves: Record<Family, (hour: number, b: Bumps) => number> = {
  consumer: (hour, b) =>
    b.floor + 0.5 * b.first * bump(hour, 12, b.firstWidth + 0.5) + b.second * bump(hour, 20, b.secondWidth),
  business: (hour, b) => b.floor + b.first * bump(hour, 10, 2) + 0.9 * b.first * bump(hour, 14.5, 2.2),
  gaming: (hour, b) =>
    b.floor + 0.35 * b.first * bump(hour, 14, b.firstWidth) + b.second * bump(hour, 21, b.secondWidth),
  bank: (hour, b) => b.floor + b.first * bump(hour, 9.5, 2.2) + 0.7 * b.second * bump(hour, 17.5, 2.5),
  flat: (hour, b) => b.floor + 0.3 * bump(hour, 16, 4),
}

/** Factor of the day of the week, half and half at midnight. */
function dayFactorAt(factors: readonly number[], minute: number): number {
  const day = Math.floor(minute / minutesADay)
  const hour = (minute % minutesADay) / 60
  const today = factors[day]!
  const blend = 2 * blendHours
  if (hour < blendHours) return (0.5 - hour / blend) * factors[(day + 6) % 7]! + (0.5 + hour / blend) * today
  if (hour > 24 - blendHours) {
    const left = (24 - hour) / blend
    return (0.5 - left) * factors[(day + 1) % 7]! + (0.5 + left) * today
  }
  return today
}

/** Level in each of the 10,080 minutes of a local week, Monday 00:00 first; its mean is 1. */
export function weekProfile(rng: Rng, family: Family): Float64Array {
  const shift = rng.range(-1, 1)
  // Every family's floor is drawn, so that all families use up the same random numbers.
  const floors = new Map(nightFloor.map(([name, low, high]) => [name, rng.range(low, high)]))
  const factors = dayFactors[family].map((factor) => factor * Math.exp(dayFactorSd * rng.normal()))
  const bumps: Bumps = {
    floor: floors.get(family)!,
    first: rng.range(0.6, 1.2),
    second: rng.range(0.5, 1.3),
    firstWidth: rng.range(2, 3.5),
    secondWidth: rng.range(1.6, 3),
  }
  const curve = dayCurves[family]
  const profile = new Float64Array(minutesAWeek)
  let sum = 0
  for (let minute = 0; minute < minutesAWeek; minute++) {
    const hour = (minute % minutesADay) / 60 - shift
    const level = curve(hour, bumps) * dayFactorAt(factors, minute)
    profile[minute] = level
    sum += level
  }
  for (let minute = 0; minute < minutesAWeek; minute++) profile[minute]! *= minutesAWeek / sum
  return profile
}
