/**
 * How far ordinary counts stray from what is expected:
 * variance of a window = φ M + (ψ_w + u²) M², M = expected reporters in it.
 */

import type { Carver } from './columns.ts'

/** Lengths of window for which ψ is learnt, minutes. */
const learntWindows = [5, 15, 60] as const

/** φ is learnt from quarter-hours with less than so many expected: above, frailty hides it. */
const smallCount = 4
const phiPrior = 1.82
const phiPriorWeight = 25
const psiPrior = 0.05
const psiPriorWeight = 300
const psiFloor = 0.004
/** What one window says fades with a half-life of 28 days. */
const fade = learntWindows.map((w) => 0.5 ** (w / (28 * 1440)))

export interface Spread {
  /** Clusters and households: variance over mean of small counts. */
  phi: number
  /** Frailty: squared coefficient of variation of the rate itself, in windows of 5, 15 and 60 minutes. */
  psi5: number
  psi15: number
  psi60: number
}

export interface SpreadState {
  phiSquares: number
  phiDue: number
  psiExcess: Float64Array
  psiDue: Float64Array
  /** The windows being gathered: reporters, expected, masked minutes. */
  seen: Float64Array
  due: Float64Array
  maskedMinutes: Float64Array
  phi: number
  psi: Float64Array
  [key: string]: number | Float64Array
}

export const createSpread = (carve: Carver): SpreadState => ({
  phiSquares: 0,
  phiDue: 0,
  psiExcess: carve.doubles(3),
  psiDue: carve.doubles(3),
  seen: carve.doubles(3),
  due: carve.doubles(3),
  maskedMinutes: carve.doubles(3),
  phi: phiPrior,
  psi: carve.doubles(3).fill(psiPrior),
})

/**
 * Learns from one minute (since the epoch) that is old enough to be trusted. Windows do not overlap.
 * φ = Σ (Y - M)² / Σ M; ψ_w = Σ ((Y - M)² - φ M) / Σ M², both pulled to their priors.
 */
export function learnSpread(
  state: SpreadState,
  minute: number,
  reporters: number,
  expected: number,
  masked: boolean,
): void {
  for (let w = 0; w < learntWindows.length; w++) {
    state.seen[w]! += reporters
    state.due[w]! += expected
    if (masked) state.maskedMinutes[w]! += 1
    if ((minute + 1) % learntWindows[w]! !== 0) continue
    const m = state.due[w]!
    if (state.maskedMinutes[w] === 0 && m > 0) {
      const square = (state.seen[w]! - m) ** 2
      if (learntWindows[w] === 15 && m < smallCount) {
        state.phiSquares = state.phiSquares * fade[w]! + square
        state.phiDue = state.phiDue * fade[w]! + m
        const phi = (state.phiSquares + phiPrior * phiPriorWeight) / (state.phiDue + phiPriorWeight)
        state.phi = Math.min(20, Math.max(1.001, phi))
      }
      state.psiExcess[w] = state.psiExcess[w]! * fade[w]! + square - state.phi * m
      state.psiDue[w] = state.psiDue[w]! * fade[w]! + m * m
      const psi = (state.psiExcess[w]! + psiPrior * psiPriorWeight) / (state.psiDue[w]! + psiPriorWeight)
      state.psi[w] = Math.max(psiFloor, psi)
    }
    state.seen[w] = 0
    state.due[w] = 0
    state.maskedMinutes[w] = 0
  }
}

/** Place of a window length between two of `lengths`, on a logarithmic scale, clamped at the ends. */
export function interpolate(lengths: readonly number[], values: readonly number[], minutes: number): number {
  if (minutes <= lengths[0]!) return values[0]!
  for (let i = 1; i < lengths.length; i++) {
    const high = lengths[i]!
    if (minutes > high) continue
    const low = lengths[i - 1]!
    const part = Math.log(minutes / low) / Math.log(high / low)
    return values[i - 1]! + (values[i]! - values[i - 1]!) * part
  }
  return values[lengths.length - 1]!
}

/** ψ for a window of any length. */
export const psiOf = (spread: Spread, minutes: number): number =>
  interpolate(learntWindows, [spread.psi5, spread.psi15, spread.psi60], minutes)

/** Variance of the count in a window with `expected` reporters; `doubt` is u², of the expectation itself. */
export const varianceOf = (phi: number, psi: number, doubt: number, expected: number): number =>
  phi * expected + (psi + doubt) * expected * expected
