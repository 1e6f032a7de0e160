/**
 * The detector: one per service, fed minute by minute, the same in the watch, the seed and the benchmark.
 * Multi-scale negative binomial scan with a learnt baseline; see docs/detection.md.
 */

import {
  createBaseline,
  followGain,
  learningLag,
  learnLevel,
  maskBack,
  rebase,
  seasonDoubtAt,
  tuneTo,
} from './baseline.ts'
import { minuteMs } from './bucket.ts'
import { calibrate, createCalibration } from './calibration.ts'
import { createVerdictWriter } from './explain.ts'
import { fewReporters } from './figures.ts'
import {
  type Closing,
  close,
  createIncident,
  endOf,
  follow,
  gateBreadth,
  isOpen,
  openOrRaise,
  statusOf,
} from './incident.ts'
import { createLook, fillGlance, fillLook, judge, type Loudness, startUpMinutes } from './judge.ts'
import { packState, type StateTree, unpackState } from './pack.ts'
import { createSpread, learnSpread } from './spread.ts'
import type { Status, UnknownReason } from './status.ts'
import type { Baseline, DetectorSnapshot, MinuteInput, Outcome, StatusChange, Verdict } from './verdict.ts'
import {
  countAfresh,
  createWindows,
  onsetMinute,
  place,
  pushMinute,
  quarterHour,
  windowMinutes,
} from './windows.ts'

export const ruleVersion: string = 'multiscale-nb-1'

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

export interface Detector {
  /**
   * Takes in one finished minute. Minutes must come in order, none left out: quiet minutes are zeros,
   * minutes without data carry `gap`. Throws RangeError otherwise.
   */
  step(input: MinuteInput): Outcome
  /** `step` without writing a verdict: for replaying long histories. */
  learn(input: MinuteInput): StatusChange | null
  /**
   * Looks at the running minute (`nextMinute`) without learning. May open an incident or raise it to
   * major, and that is kept; never lowers or closes.
   */
  glance(input: MinuteInput): Outcome
  /** Start of the minute that `step` expects next, ms. */
  readonly nextMinute: number
  /** State as JSON; restoring it and feeding the same minutes gives the same outcomes. */
  snapshot(): DetectorSnapshot
  /** What is usual, for charts (core/levels). */
  baseline(): Baseline
}

/** A detector for a service whose series begins at `firstMinute` (ms), fresh or as `snapshot` left it. */
export function createDetector(options: { firstMinute: number; snapshot?: DetectorSnapshot }): Detector {
  const firstMinute = Math.floor(options.firstMinute / minuteMs)
  const windows = createWindows(firstMinute)
  const baseline = createBaseline(firstMinute)
  const spread = createSpread()
  const calibration = createCalibration()
  const incident = createIncident()
  const state: StateTree = { windows, baseline, spread, calibration, incident }
  if (options.snapshot) {
    if (options.snapshot.version !== ruleVersion) {
      throw new RangeError(`Detector snapshot is of ${options.snapshot.version}, not ${ruleVersion}`)
    }
    unpackState(state, options.snapshot.data)
  }
  const look = createLook()
  const writeVerdict = createVerdictWriter(ruleVersion)

  function whyUnknown(): UnknownReason | null {
    if (windows.next - baseline.firstMinute < startUpMinutes) return 'young'
    return baseline.seen28d + recentReporters() < fewReporters ? 'few' : null
  }

  /** Reporters of minutes too new to be in the kept quarters (at most 105 minutes of them). */
  function recentReporters(): number {
    // A busy service need not be counted to the last minute.
    if (baseline.seen28d >= fewReporters) return 0
    let sum = baseline.quarterReporters
    for (let back = 1; back <= learningLag; back++) sum += windows.reporters[place(windows.next - back)]!
    return sum
  }

  const currentStatus = (): Status => statusOf(incident, !isOpen(incident) && whyUnknown() !== null)

  /** Opens or raises if the look says so, and masks the rise out of the baseline. */
  function raise(loudness: Loudness, minute: number, at: number): StatusChange | null {
    if (loudness === 0) return null
    const from = currentStatus()
    const wasOpen = isOpen(incident)
    const ratio = look.observed[look.window]! / Math.max(1e-6, look.expected[look.window]!)
    const onset = wasOpen ? 0 : onsetMinute(windows, minute, ratio) * minuteMs
    if (!openOrRaise(incident, loudness, at, onset)) return null
    maskBack(baseline, windows, windows.next - windowMinutes[look.window]! - maskBefore)
    return { from, to: currentStatus(), at, onsetAt: incident.onsetAt, endedAt: null }
  }

  function end(closing: Closing, minute: number, from: Status): StatusChange {
    const onsetAt = incident.onsetAt
    const endedAt = closing === 'quiet' ? endOf(incident) : (minute + 1) * minuteMs
    if (closing === 'rebase') {
      let season = 0
      for (let back = 1; back <= 60; back++) season += windows.season[place(windows.next - back)]!
      // An hour that is mostly a gap says nothing of a new level.
      if (season > 0 && windows.sumExpected[4]! > 0) rebase(baseline, windows.sumReporters[4]!, season)
    }
    close(incident, minute)
    windows.since = Math.min(minute + 1, Math.floor(endedAt / minuteMs))
    return { from, to: 'none', at: (minute + 1) * minuteMs, onsetAt, endedAt }
  }

  /** Marks minutes as a gap after the fact: nothing was expected in them, nothing is learnt from them. */
  function blank(minutes: number): void {
    maskBack(baseline, windows, windows.next - minutes)
    for (let back = 1; back <= Math.min(minutes, 240); back++) {
      const at = place(windows.next - back)
      windows.expected[at] = 0
      windows.season[at] = 0
    }
    countAfresh(windows)
  }

  function take(input: MinuteInput, minute: number): void {
    const season = tuneTo(baseline, minute, spread.phi)
    const expected = baseline.level * season * baseline.gain
    const masked = isOpen(incident) || minute - incident.closedMinute <= maskAfterClose || input.gap === true
    if (input.gap) {
      pushMinute(windows, 0, 0, 0, 0, true)
      return
    }
    pushMinute(windows, input.evidence, input.count, expected, season, masked)
    if (input.count > 0 || input.evidence > 0) {
      windows.silence = 0
      windows.silentMinutes = 0
      return
    }
    windows.silentMinutes++
    windows.silence += expected
    if (windows.silence >= silenceExpected) {
      blank(windows.silentMinutes)
      windows.silentMinutes = 0
    }
  }

  function learn(input: MinuteInput): StatusChange | null {
    const minute = Math.floor(input.minute / minuteMs)
    if (minute !== windows.next) {
      throw new RangeError(`Minute ${input.minute} is not the next one, ${windows.next * minuteMs}`)
    }
    take(input, minute)
    fillLook(look, windows)
    judge(look, minute, windows, baseline, spread, calibration)
    if (look.recurring) windows.recurringMinute = minute
    const at = (minute + 1) * minuteMs
    const loudness = gateBreadth(incident, look.loudness, input.breadth, at)
    incident.minutesAbove = look.loudness > 0 ? incident.minutesAbove + 1 : 0
    look.narrow = loudness < look.loudness && input.breadth !== null && incident.majorSince === null
    const wasOpen = isOpen(incident)
    const from = currentStatus()
    look.closing = null
    // Without data nothing opens, moves or closes.
    let change = input.gap ? null : raise(loudness, minute, at)
    if (isOpen(incident) && !input.gap) {
      const closing = follow(incident, look, loudness, minute, seasonDoubtAt(baseline, minute))
      if (closing) change = end(closing, minute, from)
      else if (!change && wasOpen && currentStatus() !== from) {
        change = { from, to: currentStatus(), at, onsetAt: incident.onsetAt, endedAt: null }
      }
      look.closing = closing
    }
    maskSurprise(minute)
    learnFromPast(minute, input.gap === true)
    return change
  }

  /** Keeps a surprising minute from being learnt although no incident is open. */
  function maskSurprise(minute: number): void {
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

  function learnFromPast(minute: number, gap: boolean): void {
    followGain(baseline, windows)
    const old = minute - learningLag
    if (old >= baseline.firstMinute) {
      const at = place(old)
      learnSpread(spread, old, windows.reporters[at]!, windows.expected[at]!, windows.masked[at] === 1)
      learnLevel(baseline, windows, spread.phi)
    }
    const spoilt = gap || isOpen(incident) || minute - baseline.firstMinute < startUpMinutes
    let nats = 0
    if (look.loudest >= 0) nats = look.surprise[look.loudest]!
    calibrate(calibration, minute, nats, spoilt)
  }

  function outcome(input: MinuteInput, at: number, change: StatusChange | null): Outcome {
    const status = currentStatus()
    const verdict: Verdict = writeVerdict(look, {
      at,
      status,
      unknownReason: status === 'unknown' ? whyUnknown() : null,
      breadth: input.breadth,
      minutesAbove: incident.minutesAbove,
      calibration,
    })
    return { verdict, change }
  }

  return {
    learn,
    step(input) {
      const change = learn(input)
      return outcome(input, input.minute + minuteMs, change)
    },
    glance(input) {
      const minute = Math.floor(input.minute / minuteMs)
      if (minute !== windows.next) {
        throw new RangeError(`Minute ${input.minute} is not the running one, ${windows.next * minuteMs}`)
      }
      const at = Math.min(input.minute + minuteMs, Math.max(input.minute, input.at ?? input.minute))
      const season = tuneTo(baseline, minute, spread.phi)
      const part = input.gap ? 0 : (at - input.minute) / minuteMs
      const expected = baseline.level * season * baseline.gain * part
      fillGlance(look, windows, input.gap ? 0 : input.evidence, input.gap ? 0 : input.count, expected)
      judge(look, minute, windows, baseline, spread, calibration)
      const loudness = gateBreadth(incident, look.loudness, input.breadth, at)
      look.narrow = loudness < look.loudness && input.breadth !== null && incident.majorSince === null
      look.closing = null
      return outcome(input, at, input.gap ? null : raise(loudness, minute, at))
    },
    get nextMinute() {
      return windows.next * minuteMs
    },
    snapshot: () => ({ version: ruleVersion, data: packState(state) }),
    baseline: () => ({
      ruleVersion,
      builtAt: windows.next * minuteMs,
      level: baseline.level,
      gain: baseline.gain,
      season: Array.from(baseline.season, (s) => Math.round(s * 1e4) / 1e4),
      spread: {
        phi: spread.phi,
        psi5: spread.psi[0]!,
        psi15: spread.psi[1]!,
        psi60: spread.psi[2]!,
        doubt: baseline.doubt,
        possibleNats: calibration.possibleNats,
        majorNats: calibration.majorNats,
      },
      learnedMinutes: baseline.learnedMinutes,
    }),
  }
}
