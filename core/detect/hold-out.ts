/** What may be learnt, and when: outages, gaps and surprises are held out of the baseline (DETECTION.md 2.7). */

import { followGain, learningLag, learnLevel, maskBack, rebase } from './baseline.ts'
import { calibrate } from './calibration.ts'
import type { DetectorState } from './detector-state.ts'
import { isOpen } from './incident.ts'
import { type Look, startUpMinutes } from './judge.ts'
import { learnSpread } from './spread.ts'
import { countAfresh, place, pushMinute, quarterHour, windowMinutes } from './windows.ts'

/** Minutes after closing in which nothing is learnt. */
const maskAfterClose = 30
/** Minutes before the alarming window that are not learnt from either. */
const maskBefore = 20
/** A single minute whose quarter-hour is so surprising (nats) is not learnt from. */
const maskNats = 7
/** … for so many minutes in a row at most. */
const maskPatience = 360
/** So many reporters expected and none seen at all: the collector is down, not the world at peace. */
const silenceExpected = 15

/** Adds one minute (since the epoch) to the windows, marked if it is not to be learnt from. */
export function takeMinute(
  state: DetectorState,
  minute: number,
  seen: { evidence: number; count: number; gap?: boolean },
  expected: number,
  season: number,
): void {
  const { windows, incident } = state
  if (seen.gap) {
    pushMinute(windows, 0, 0, 0, 0, true)
    return
  }
  const masked = isOpen(incident) || minute - incident.closedMinute <= maskAfterClose
  pushMinute(windows, seen.evidence, seen.count, expected, season, masked)
  if (seen.count > 0 || seen.evidence > 0) {
    windows.silence = 0
    windows.silentMinutes = 0
    return
  }
  windows.silentMinutes++
  windows.silence += expected
  if (windows.silence >= silenceExpected) {
    blankBack(state, windows.silentMinutes)
    windows.silentMinutes = 0
  }
}

/** Marks minutes as a gap after the fact: nothing was expected in them, nothing is learnt from them. */
function blankBack({ baseline, windows }: DetectorState, minutes: number): void {
  maskBack(baseline, windows, windows.next - minutes)
  for (let back = 1; back <= Math.min(minutes, 240); back++) {
    const at = place(windows.next - back)
    windows.expected[at] = 0
    windows.season[at] = 0
  }
  countAfresh(windows)
}

/** Takes the rise that has just alarmed in window `w`, and some minutes before it, out of the baseline. */
export const holdOutRise = ({ baseline, windows }: DetectorState, w: number): void =>
  maskBack(baseline, windows, windows.next - windowMinutes[w]! - maskBefore)

/** The last hour becomes the usual level: an incident open that long is none. */
export function takeAsUsual({ baseline, windows }: DetectorState): void {
  let season = 0
  for (let back = 1; back <= 60; back++) season += windows.season[place(windows.next - back)]!
  // An hour that is mostly a gap says nothing of a new level.
  if (season > 0 && windows.sumExpected[4]! > 0) rebase(baseline, windows.sumReporters[4]!, season)
}

/** Keeps a surprising minute from being learnt although no incident is open. */
function holdOutSurprise({ baseline, windows }: DetectorState, look: Look, minute: number): void {
  // Before there is a level to speak of, every report is a surprise and yet the first to learn from.
  const started = minute - baseline.firstMinute >= startUpMinutes
  if (!started || look.surprise[quarterHour]! <= maskNats) {
    windows.surprisedMinutes = 0
    return
  }
  // What goes on for hours without being an incident is a new habit, and must be learnt some day.
  windows.surprisedMinutes++
  if (windows.surprisedMinutes <= maskPatience) windows.masked[place(minute)] = 1
}

/** Learns from the minutes that are old enough by now, and how loud ordinary minutes get. */
export function learnFromPast(state: DetectorState, look: Look, minute: number, gap: boolean): void {
  const { windows, baseline, spread, calibration, incident } = state
  holdOutSurprise(state, look, minute)
  followGain(baseline, windows)
  const old = minute - learningLag
  if (old >= baseline.firstMinute) {
    const at = place(old)
    learnSpread(spread, old, windows.reporters[at]!, windows.expected[at]!, windows.masked[at] === 1)
    learnLevel(baseline, windows, spread.phi)
  }
  const spoilt = gap || isOpen(incident) || minute - baseline.firstMinute < startUpMinutes
  calibrate(calibration, minute, look.loudest >= 0 ? look.surprise[look.loudest]! : 0, spoilt)
}
