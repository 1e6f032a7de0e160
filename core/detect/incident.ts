/**
 * The life of an incident: none → possible → major → recovering → none (DETECTION.md 2.5 and 2.6).
 * A possible one may fade to none; a recovering one may rise again. Minutes are minutes since the epoch.
 */

import { minuteMs } from '../bucket.ts'
import { fallingMinutes, quietMinutes } from '../figures.ts'
import type { Status } from '../status.ts'
import type { Look, Loudness } from './judge.ts'
import { type Rule, ruleInForce } from './rule.ts'

const fallenShare = 0.5
/** An excess of this share of the peak always matters. */
const highShare = 0.3
/** A recovering incident rises again when it is back at this share of its peak. */
const risenShare = 0.65
/** Open longer than this, minutes, and the new level is the usual one; sooner while the season is unknown. */
const longestOpen = 24 * 60
const longestOpenUnsure = 8 * 60
export const unsureDoubt = 0.15
/** Centre of the ten minutes over which excess is summed. */
const halfWindow = 5

/** Evidence for "major" must have stood so long, ms, where breadth is measured. */
const holdMs = 60_000

const names = ['none', 'possible', 'major', 'recovering'] as const
type OpenStatus = (typeof names)[number]

export interface IncidentState {
  /** Index into `names`. */
  phase: number
  openedAt: number | null
  onsetAt: number | null
  /** Largest 10-minute excess so far, reporters. */
  peak: number
  /** Last minute whose excess still mattered. */
  lastHighMinute: number
  quietMinutes: number
  fallenMinutes: number
  /** Since when evidence for "major" has stood without a break, ms. */
  majorSince: number | null
  /** Minute the last incident was closed. */
  closedMinute: number
  /** Minutes in a row above the level for "possible". */
  minutesAbove: number
  [key: string]: number | null
}

export const createIncident = (): IncidentState => ({
  phase: 0,
  openedAt: null,
  onsetAt: null,
  peak: 0,
  lastHighMinute: 0,
  quietMinutes: 0,
  fallenMinutes: 0,
  majorSince: null,
  closedMinute: -1e9,
  minutesAbove: 0,
})

export const phaseOf = (state: IncidentState): OpenStatus => names[state.phase]!
export const isOpen = (state: IncidentState): boolean => state.phase !== 0

export type Closing = 'quiet' | 'rebase'

/** What breadth leaves of `loudness`. `at`: time of the look, ms; keeps the hold in `state`. */
export function gateBreadth(
  state: IncidentState,
  loudness: Loudness,
  breadth: number | null,
  at: number,
  { possibleNetworks, majorNetworks }: Pick<Rule, 'possibleNetworks' | 'majorNetworks'> = ruleInForce,
): Loudness {
  if (breadth === null) return loudness
  if (loudness < 2 || breadth < majorNetworks) state.majorSince = null
  if (loudness === 0 || breadth < possibleNetworks) return 0
  if (loudness === 1 || breadth < majorNetworks) return 1
  state.majorSince ??= at
  return at - state.majorSince >= holdMs ? 2 : 1
}

/** Opens an incident, or raises a possible one to major. True if it did. */
export function openOrRaise(state: IncidentState, loudness: Loudness, at: number, onsetAt: number): boolean {
  if (loudness === 0 || (state.phase !== 0 && !(state.phase === 1 && loudness === 2))) return false
  if (state.phase === 0) {
    state.openedAt = at
    state.onsetAt = onsetAt
    state.peak = 0
    state.lastHighMinute = Math.floor(at / minuteMs) - 1
  }
  state.phase = loudness
  state.quietMinutes = 0
  state.fallenMinutes = 0
  return true
}

/**
 * Follows an open incident through one finished minute: peak, recovery, rise, end.
 * Returns why it should close, or null; the phase may have moved.
 */
export function follow(
  state: IncidentState,
  look: Look,
  loudness: Loudness,
  minute: number,
  doubt: number,
): Closing | null {
  const { excess, background } = look
  state.peak = Math.max(state.peak, excess)
  if (excess >= Math.min(highShare * state.peak, Math.max(background, 0.03 * state.peak))) {
    state.lastHighMinute = minute
  }
  // A peak of few people is partly chance (two standard deviations of it are not counted on).
  const surePeak = state.peak - 2 * Math.sqrt(state.peak + 2 * background)
  state.fallenMinutes = excess < fallenShare * surePeak ? state.fallenMinutes + 1 : 0
  // The hour's window goes on alarming long after the last report; what keeps an incident open is excess now.
  const loud = loudness > 0 && excess >= highShare * state.peak
  state.quietMinutes = look.hot || loud ? 0 : state.quietMinutes + 1
  const falling = Math.max(state.fallenMinutes, state.quietMinutes) >= fallingMinutes
  if (state.phase === 2 && falling) state.phase = 3
  else if (state.phase === 3 && loudness > 0 && excess >= risenShare * state.peak) state.phase = loudness
  if (state.quietMinutes >= quietMinutes) return 'quiet'
  const openMinutes = minute + 1 - (state.openedAt ?? 0) / minuteMs
  return openMinutes > (doubt > unsureDoubt ? longestOpenUnsure : longestOpen) ? 'rebase' : null
}

/** End of the incident by the detector's estimate, ms: the end of the last minute that still mattered. */
export function endOf(state: IncidentState): number {
  const end = (state.lastHighMinute - halfWindow + 1) * minuteMs
  return Math.max(end, state.onsetAt ?? end)
}

export function close(state: IncidentState, minute: number): void {
  state.phase = 0
  state.openedAt = null
  state.onsetAt = null
  state.peak = 0
  state.quietMinutes = 0
  state.fallenMinutes = 0
  state.majorSince = null
  state.closedMinute = minute
}

/** Status shown, given that nothing can be said while `unknown` and no incident is open. */
export const statusOf = (state: IncidentState, unknown: boolean): Status =>
  state.phase === 0 && unknown ? 'unknown' : phaseOf(state)
