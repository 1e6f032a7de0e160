/**
 * One look at the windows that end now: how surprising is each, and does any of them meet every
 * condition of "possible" or "major" (DETECTION.md 2.3 and 2.4)?
 */

import { type BaselineState, secondLargestBefore } from './baseline.ts'
import type { CalibrationState } from './calibration.ts'
import { leastFactor, levelsOf, type Rule } from './rule.ts'
import { interpolate, type SpreadState, varianceOf } from './spread.ts'
import { surpriseOf, wholeCount } from './tail.ts'
import { place, quarterHour, tenMinutes, type Windows, windowCount, windowMinutes } from './windows.ts'

/** Smallest multiple of the expectation that matters, by window: short windows need more. */
const leastRatio = [3.1, 2.2, leastFactor, 1.66, 1.57] as const
export const leastReporters = 4
/** No alarm before a service has been watched for so many minutes. */
export const startUpMinutes = 240
/** A rise must exceed what this time of the week is used to by this factor. */
const recurrenceFactor = 1.5
/** More reports per reporter than this are a few people pressing again and again … */
const repeatsFactor = 4
/** … of whom so many are left out. */
const repeatersCut = 5
/** Fewer expected than this a minute is not believed. */
const leastExpected = 1e-4

export const ratioOf = (minutes: number): number => interpolate(windowMinutes, leastRatio, minutes)

/** Smallest whole count that is at least four people and far enough above usual to matter. */
export const leastCount = (ratio: number, expected: number): number =>
  Math.max(leastReporters, Math.ceil(ratio * expected - 1e-9))

/** 0: nothing, 1: possible, 2: major. */
export type Loudness = 0 | 1 | 2

export interface Look {
  observed: Float64Array
  reports: Float64Array
  expected: Float64Array
  variance: Float64Array
  /** Nats; 0 where a glance at mean and variance shows that it is below two or so. */
  surprise: Float64Array
  loudness: Loudness
  /** The window that alarms, else the most surprising one. */
  window: number
  loudest: number
  recurring: boolean
  repeats: boolean
  /** 10-minute excess over the expectation and that expectation, reporters. */
  excess: number
  background: number
  /** The last quarter-hour is still well above usual. */
  hot: boolean
  /** Loud enough, but too few networks behind it. Set by the detector, like `closing`. */
  narrow: boolean
  closing: 'quiet' | 'rebase' | null
}

export const createLook = (): Look => ({
  observed: new Float64Array(windowCount),
  reports: new Float64Array(windowCount),
  expected: new Float64Array(windowCount),
  variance: new Float64Array(windowCount),
  surprise: new Float64Array(windowCount),
  loudness: 0,
  window: quarterHour,
  loudest: 0,
  recurring: false,
  repeats: false,
  excess: 0,
  background: 0,
  hot: false,
  narrow: false,
  closing: null,
})

/** ψ of each window from the three learnt: 10 and 30 minutes lie between their neighbours (log scale). */
const psiPart10 = Math.log(10 / 5) / Math.log(15 / 5)
const psiPart30 = Math.log(30 / 15) / Math.log(60 / 15)
function psiOfWindow(psi: Float64Array, w: number): number {
  switch (w) {
    case 0:
      return psi[0]!
    case 1:
      return psi[0]! + (psi[1]! - psi[0]!) * psiPart10
    case 2:
      return psi[1]!
    case 3:
      return psi[1]! + (psi[2]! - psi[1]!) * psiPart30
    default:
      return psi[2]!
  }
}

/** Sums of the windows that end with the last finished minute. */
export function fillLook(look: Look, windows: Windows): void {
  look.observed.set(windows.sumReporters)
  look.reports.set(windows.sumReports)
  look.expected.set(windows.sumExpected)
}

/** The same, with the running minute in place of the oldest one. */
export function fillGlance(
  look: Look,
  windows: Windows,
  reporters: number,
  reports: number,
  expected: number,
): void {
  for (let w = 0; w < windowCount; w++) {
    const gone = place(windows.next - windowMinutes[w]!)
    look.observed[w] = windows.sumReporters[w]! - windows.reporters[gone]! + reporters
    look.reports[w] = windows.sumReports[w]! - windows.reports[gone]! + reports
    look.expected[w] = windows.sumExpected[w]! - windows.expected[gone]! + expected
  }
}

/** Judges the sums in `look`. `minute` (since the epoch) is the last one in them. */
export function judge(
  look: Look,
  minute: number,
  windows: Windows,
  baseline: BaselineState,
  spread: SpreadState,
  calibration: CalibrationState,
  rule: Rule,
): void {
  const { possibleNats, majorNats, ratioScale } = levelsOf(rule, calibration)
  const oldEnough = minute + 1 - baseline.firstMinute >= startUpMinutes
  let loudest = -1
  let firing = -1
  let bar = -1
  look.loudness = 0
  look.recurring = false
  look.repeats = false
  for (let w = 0; w < windowCount; w++) {
    const m = Math.max(leastExpected * windowMinutes[w]!, look.expected[w]!)
    const variance = varianceOf(spread.phi, psiOfWindow(spread.psi, w), baseline.doubt, m)
    look.expected[w] = m
    look.variance[w] = variance
    look.surprise[w] = 0
    const all = wholeCount(look.observed[w]!)
    const above = all - m
    // Cheap way out of nearly every minute: less than 1.2 standard deviations above usual.
    if (!(above > 0) || above * above <= 1.44 * variance) continue
    const repeating = look.reports[w]! > repeatsFactor * all
    const y = repeating ? all - repeatersCut : all
    if (repeating) look.repeats = true
    const s = surpriseOf(y, m, variance)
    look.surprise[w] = s
    if (loudest < 0 || s > look.surprise[loudest]!) loudest = w
    if (s < possibleNats || !oldEnough || y < leastCount(leastRatio[w]! * ratioScale, m)) continue
    if (minute + 1 - windows.since < windowMinutes[w]!) continue
    // A long window still holds the weekly rise when its quarter-hour, which is what is compared, is over.
    if (w > quarterHour && minute - windows.recurringMinute < windowMinutes[w]!) continue
    if (firing < 0) bar = recurrenceFactor * secondLargestBefore(baseline, minute)
    if (look.observed[quarterHour]! < bar) {
      look.recurring = true
      break
    }
    if (firing < 0 || s > look.surprise[firing]!) firing = w
    if (s >= majorNats) look.loudness = 2
    else if (look.loudness === 0) look.loudness = 1
  }
  if (look.recurring) {
    look.loudness = 0
    firing = -1
  }
  look.loudest = loudest
  look.window = firing >= 0 ? firing : loudest >= 0 ? loudest : quarterHour
  look.background = look.expected[tenMinutes]!
  look.excess = look.observed[tenMinutes]! - look.background
  look.hot =
    look.surprise[quarterHour]! >= 3 && look.observed[quarterHour]! >= 1.5 * look.expected[quarterHour]!
}
