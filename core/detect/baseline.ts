/**
 * What is usual: expectation m(t) = level × season × gain, each learnt at its own pace from minutes that
 * belong to no outage (DETECTION.md 2.1, 2.7, 2.8). Reporters a minute throughout.
 */

import { bitAt, bitBytes, type Carver, setBit } from './columns.ts'
import {
  blankDoubt,
  fitSeason,
  type Quarters,
  quartersKept,
  seasonAt,
  slotOfQuarter,
  slotsAWeek,
} from './season.ts'
import { place, type Windows } from './windows.ts'

/** Minutes old before level, season and spread learn from them: an alarm can still mask them till then. */
export const learningLag = 90
/** The same for the gain, which has to be quick. */
export const gainLag = 15

const perMinute = (halfLifeMinutes: number): number => 0.5 ** (1 / halfLifeMinutes)
const levelFade = perMinute(5 * 1440)
/** The gain forgets with a time constant of 62 minutes. */
const gainFade = Math.exp(-1 / 62)
/** Variance of the log level between days, beyond the season's own doubt. */
const driftVariance = 0.046
/** Share of the season's doubt that the gain cannot take away. */
const doubtShare = 0.92
/** Prior of the level, so faint that the first report outweighs it. */
const levelPrior = { reporters: 0.01, minutes: 1 }

const refitEvery = 6 * 60
const refitEarly = 60
const earlyDays = 3

export interface BaselineState {
  firstMinute: number
  level: number
  levelReporters: number
  levelSeason: number
  /** Forgetful sums behind the gain. */
  gainReporters: number
  gainSeason: number
  gain: number
  /** u²: relative variance of the expectation now. */
  doubt: number
  /** Reporters seen in the quarters kept, outages included. */
  seen28d: number
  learnedMinutes: number
  quarterReporters: number
  quarterMasked: number
  season: Float32Array
  seasonDoubt: Float32Array
  quarterRing: Float32Array
  /** One bit a quarter. */
  quarterUsable: Uint8Array
  [key: string]: number | Float32Array | Uint8Array
}

export const createBaseline = (firstMinute: number, carve: Carver): BaselineState => ({
  firstMinute,
  level: 0,
  levelReporters: 0,
  levelSeason: 0,
  gainReporters: 0,
  gainSeason: 0,
  gain: 1,
  doubt: 0,
  seen28d: 0,
  learnedMinutes: 0,
  quarterReporters: 0,
  quarterMasked: 0,
  season: carve.singles(slotsAWeek).fill(1),
  seasonDoubt: carve.singles(slotsAWeek).fill(blankDoubt),
  quarterRing: carve.singles(quartersKept),
  quarterUsable: carve.bytes(bitBytes(quartersKept)),
})

const slotOfMinute = (minute: number): number => slotOfQuarter(Math.floor(minute / 15))

/** What is left of the doubt about the season at `minute` (variance of its log). */
export const seasonDoubtAt = (state: BaselineState, minute: number): number =>
  state.seasonDoubt[slotOfMinute(minute)]!

/**
 * Brings gain and doubt up to `minute`; returns the seasonal factor there.
 * g = (A + K) / (B + K): gamma posterior of the level now, K = φ / V, V = U + 0.046 + φ / (Σy + 1);
 * u² = φ / (K + B) + 0.92 U.
 */
export function tuneTo(state: BaselineState, minute: number, phi: number): number {
  const left = seasonDoubtAt(state, minute)
  const variance = left + driftVariance + phi / (state.levelReporters + 1)
  const k = phi / variance
  // Exposure is kept as season and turned into reports with today's level, so that the first minutes,
  // when there was no level yet, do not count as "nothing was expected".
  const b = state.level * state.gainSeason
  const bound = Math.exp(2 * Math.sqrt(variance))
  state.gain = Math.min(bound, Math.max(1 / bound, (state.gainReporters + k) / (b + k)))
  state.doubt = phi / (k + b) + doubtShare * left
  return seasonAt(state.season, minute)
}

/** Lets the gain take in the minute that has just become `gainLag` old. */
export function followGain(state: BaselineState, windows: Windows): void {
  state.gainReporters *= gainFade
  state.gainSeason *= gainFade
  const minute = windows.next - 1 - gainLag
  if (minute < state.firstMinute) return
  const at = place(minute)
  if (windows.masked[at]) return
  state.gainReporters += windows.reporters[at]!
  state.gainSeason += windows.season[at]!
}

/** Keeps minutes `from`.. from being learnt, and takes out of the gain what it had taken in already. */
export function maskBack(state: BaselineState, windows: Windows, from: number): void {
  const newest = windows.next - 1
  for (let minute = Math.max(from, newest - 200, state.firstMinute); minute <= newest; minute++) {
    const at = place(minute)
    if (windows.masked[at]) continue
    windows.masked[at] = 1
    const age = newest - gainLag - minute
    if (age < 0) continue
    const faded = gainFade ** age
    state.gainReporters = Math.max(0, state.gainReporters - windows.reporters[at]! * faded)
    state.gainSeason = Math.max(0, state.gainSeason - windows.season[at]! * faded)
  }
}

/** Learns level and season from the minute that has just become `learningLag` old. */
export function learnLevel(state: BaselineState, windows: Windows, phi: number): void {
  const minute = windows.next - 1 - learningLag
  if (minute < state.firstMinute) return
  const at = place(minute)
  const reporters = windows.reporters[at]!
  state.levelReporters *= levelFade
  state.levelSeason *= levelFade
  state.quarterReporters += reporters
  if (windows.masked[at]) {
    state.quarterMasked++
  } else {
    state.levelReporters += reporters
    state.levelSeason += windows.season[at]!
    state.learnedMinutes++
    setLevel(state)
  }
  if ((minute + 1) % 15 === 0) keepQuarter(state, (minute + 1) / 15 - 1)
  const age = minute + 1 - state.firstMinute
  const every = age <= earlyDays * 1440 ? refitEarly : refitEvery
  if ((minute + 1) % every === 0) refit(state, (minute + 1) / 15 - 1, phi)
}

function setLevel(state: BaselineState): void {
  state.level = (state.levelReporters + levelPrior.reporters) / (state.levelSeason + levelPrior.minutes)
}

function keepQuarter(state: BaselineState, quarter: number): void {
  const at = quarter % quartersKept
  state.seen28d += state.quarterReporters - state.quarterRing[at]!
  state.quarterRing[at] = state.quarterReporters
  // A quarter is learnt whole or not at all; the first one of a life is usually cut.
  const whole = state.quarterMasked === 0 && quarter * 15 >= state.firstMinute
  setBit(state.quarterUsable, at, whole)
  state.quarterReporters = 0
  state.quarterMasked = 0
}

function refit(state: BaselineState, newest: number, phi: number): void {
  const quarters: Quarters = { reporters: state.quarterRing, usable: state.quarterUsable }
  const before = weighSeason(state, newest)
  fitSeason(quarters, newest, phi, state.season, state.seasonDoubt)
  const after = weighSeason(state, newest)
  // The level's exposure was booked with the old season: book it with the new one.
  if (before > 0 && after > 0) {
    state.levelSeason *= after / before
    setLevel(state)
  }
  state.seen28d = 0
  for (let i = 0; i < quartersKept; i++) state.seen28d += state.quarterRing[i]!
}

/** Mean season over the quarters learnt, weighted as the level weighs them. */
function weighSeason(state: BaselineState, newest: number): number {
  const fade = levelFade ** 15
  let weight = 1
  let sum = 0
  for (let age = 0; age < quartersKept; age++) {
    const quarter = newest - age
    if (quarter < 0) break
    if (bitAt(state.quarterUsable, quarter % quartersKept))
      sum += weight * state.season[slotOfQuarter(quarter)]!
    weight *= fade
  }
  return sum
}

/** Takes the last `minutes` as the new usual: the level of before is given up (worth a day of learning). */
export function rebase(state: BaselineState, reporters: number, season: number): void {
  const worth = 24
  state.levelReporters = reporters * worth
  state.levelSeason = Math.max(season, 1) * worth
  setLevel(state)
  state.gainReporters = 0
  state.gainSeason = 0
}

/**
 * Reporters of the second-largest quarter-hour at this time of the week (± 15 min) in the last 4 weeks,
 * for the quarter-hour that ends with `minute`.
 */
export function secondLargestBefore(state: BaselineState, minute: number): number {
  // The kept quarter that the running one overlaps most.
  const quarter = Math.floor((minute - 7) / 15)
  const first = Math.ceil(state.firstMinute / 15)
  let largest = 0
  let second = 0
  for (let week = 1; week <= 4; week++) {
    let most = 0
    for (let d = -1; d <= 1; d++) {
      const q = quarter - week * 672 + d
      if (q >= first) most = Math.max(most, state.quarterRing[q % quartersKept]!)
    }
    if (most > largest) {
      second = largest
      largest = most
    } else if (most > second) second = most
  }
  return second
}
