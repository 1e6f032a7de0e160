/**
 * Day and week: how a half-hour of the UTC week differs from the average one, learnt from four weeks of
 * quarter-hours and shrunk towards "no difference" by how little is known (empirical Bayes).
 */

import { bitAt } from './columns.ts'

export const quartersKept = 2688
export const quartersADay = 96
export const slotsAWeek = 336
const slotsADay = 48

/** Prior standard deviations of the log day profile and of the log weekly factor around 1. */
const daySd = 0.46
const weekSd = 0.37
/** Day-to-day standard deviation: a slot seen on one day only says that much less. */
const dayToDaySd = 0.185
/** Half-life of what a quarter-hour says, quarters (28 days). */
const memoryQuarters = 28 * quartersADay
/** Days either side that the level of a day is averaged over: a whole week, so that weekends cancel. */
const trendDays = 3

/** Doubt about the season before anything is known: variance of its log. */
export const blankDoubt = daySd * daySd + weekSd * weekSd

/** Kernel weights by distance in half-hours. */
const dayKernel = [1, 2 / 3, 1 / 3]
const weekKernel = [1, 5 / 6, 2 / 3, 1 / 2, 1 / 3, 1 / 6]

export interface Quarters {
  /** Reporters in each quarter-hour, by quarter since the epoch modulo 2688. */
  reporters: Float32Array
  /** One bit each. 1: learnt from in full; 0: part of an outage, a gap, or before the birth. */
  usable: Uint8Array
}

/** Half-hour of the UTC week of a quarter-hour since the epoch; 1 January 1970 was a Thursday. */
export const slotOfQuarter = (quarter: number): number => ((quarter >> 1) + 3 * slotsADay) % slotsAWeek

/**
 * Seasonal factor in the middle of `minute` (since the epoch): linear between slot centres.
 * Used by detector and charts alike, so that both speak of the same level.
 */
export function seasonAt(season: ArrayLike<number>, minute: number): number {
  const position = (((minute + 0.5 - 15) / 30) % slotsAWeek) + 3 * slotsADay
  const whole = Math.floor(position)
  const part = position - whole
  const here = season[whole % slotsAWeek] ?? 1
  const next = season[(whole + 1) % slotsAWeek] ?? 1
  return here + (next - here) * part
}

/** Level of each of the last 28 days relative to `season`, smoothed over a week; day 0 is the newest. */
function dailyTrend(quarters: Quarters, newest: number, season: Float32Array): Float64Array {
  const days = quartersKept / quartersADay
  const seen = new Float64Array(days)
  const due = new Float64Array(days)
  for (let age = 0; age < quartersKept; age++) {
    const at = (((newest - age) % quartersKept) + quartersKept) % quartersKept
    if (!bitAt(quarters.usable, at)) continue
    const day = Math.floor(age / quartersADay)
    seen[day]! += quarters.reporters[at]!
    due[day]! += season[slotOfQuarter(newest - age)]!
  }
  const trend = new Float64Array(days)
  for (let day = 0; day < days; day++) {
    let y = 0
    let s = 0
    for (let d = Math.max(0, day - trendDays); d <= Math.min(days - 1, day + trendDays); d++) {
      y += seen[d]!
      s += due[d]!
    }
    trend[day] = s > 0 ? y / s : 0
  }
  return trend
}

/** Ratio of a smoothed slot to what was expected there, shrunk to 1. Returns what is left of the doubt. */
function shrunkRatio(
  seen: Float64Array,
  due: Float64Array,
  times: Float64Array,
  slot: number,
  kernel: readonly number[],
  sd: number,
  phi: number,
): { ratio: number; doubt: number } {
  const n = seen.length
  let y = 0
  let e = 0
  let t = 0
  for (let d = 1 - kernel.length; d < kernel.length; d++) {
    const at = (slot + d + n) % n
    const weight = kernel[Math.abs(d)]!
    y += weight * seen[at]!
    e += weight * due[at]!
    t = Math.max(t, times[at]!)
  }
  if (!(e > 0) || !(t > 0)) return { ratio: 1, doubt: sd * sd }
  const trust = (sd * sd) / (sd * sd + phi / e + (dayToDaySd * dayToDaySd) / t)
  return { ratio: Math.max(0.02, 1 + trust * (y / e - 1)), doubt: sd * sd * (1 - trust) }
}

/**
 * Fits season and its doubt (variance of the log that is left) in place.
 * S = D × W, each ratio r shrunk to 1 + k (r - 1) with k = T² / (T² + φ/E + q²/n); then mean 1.
 * `newest`: the last learnt quarter since the epoch; `phi`: over-dispersion of counts.
 */
export function fitSeason(
  quarters: Quarters,
  newest: number,
  phi: number,
  season: Float32Array,
  doubt: Float32Array,
): void {
  const trend = dailyTrend(quarters, newest, season)
  const seen = new Float64Array(slotsAWeek)
  const due = new Float64Array(slotsAWeek)
  const times = new Float64Array(slotsAWeek)
  const daySeen = new Float64Array(slotsADay)
  const dayDue = new Float64Array(slotsADay)
  const dayTimes = new Float64Array(slotsADay)
  for (let age = 0; age < quartersKept; age++) {
    const quarter = newest - age
    const at = ((quarter % quartersKept) + quartersKept) % quartersKept
    if (!bitAt(quarters.usable, at)) continue
    const weight = 0.5 ** (age / memoryQuarters)
    const slot = slotOfQuarter(quarter)
    const y = weight * quarters.reporters[at]!
    const e = weight * trend[Math.floor(age / quartersADay)]!
    seen[slot]! += y
    due[slot]! += e
    times[slot]! += 0.5
    daySeen[slot % slotsADay]! += y
    dayDue[slot % slotsADay]! += e
    dayTimes[slot % slotsADay]! += 0.5
  }
  const dayRatio = new Float64Array(slotsADay)
  const dayDoubt = new Float64Array(slotsADay)
  for (let h = 0; h < slotsADay; h++) {
    const fit = shrunkRatio(daySeen, dayDue, dayTimes, h, dayKernel, daySd, phi)
    dayRatio[h] = fit.ratio
    dayDoubt[h] = fit.doubt
  }
  for (let b = 0; b < slotsAWeek; b++) due[b]! *= dayRatio[b % slotsADay]!
  let sum = 0
  for (let b = 0; b < slotsAWeek; b++) {
    const fit = shrunkRatio(seen, due, times, b, weekKernel, weekSd, phi)
    season[b] = dayRatio[b % slotsADay]! * fit.ratio
    doubt[b] = dayDoubt[b % slotsADay]! + fit.doubt
    sum += season[b]!
  }
  for (let b = 0; b < slotsAWeek; b++) season[b]! *= slotsAWeek / sum
}
