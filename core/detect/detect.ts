/**
 * The detector: one per series, fed minute by minute, the same in the watch, the seed, the replay and the benchmark.
 * Multi-scale negative binomial scan with a learnt baseline; see docs/detection.md.
 */

import { minuteMs } from '../bucket.ts'
import { fewReporters } from '../figures.ts'
import type { Status, UnknownReason } from '../status.ts'
import { learningLag, seasonDoubtAt, tuneTo } from './baseline.ts'
import { createParts, type DetectorState } from './detector-state.ts'
import { writeVerdict } from './explain.ts'
import { holdOutRise, learnFromPast, takeAsUsual, takeMinute } from './hold-out.ts'
import {
  type Closing,
  close,
  endOf,
  follow,
  gateBreadth,
  isOpen,
  openOrRaise,
  phaseOf,
  statusOf,
} from './incident.ts'
import { createLook, fillGlance, fillLook, judge, type Loudness, startUpMinutes } from './judge.ts'
import { packState, unpackState } from './pack.ts'
import { levelsOf, type Rule, ruleInForce } from './rule.ts'
import type { Baseline, DetectorSnapshot, MinuteInput, Outcome, StatusChange } from './verdict.ts'
import { onsetMinute, place } from './windows.ts'

export const ruleVersion: string = 'multiscale-nb-2'

export interface Detector {
  /**
   * Takes in one finished minute. Minutes must come in order, none left out: quiet minutes are zeros,
   * minutes without data carry `gap`. Throws RangeError otherwise.
   */
  step(input: MinuteInput): Outcome
  /** `step` without writing a verdict, at a third of its cost: for quiet minutes and long histories. */
  learn(input: MinuteInput): StatusChange | null
  /**
   * Looks at the running minute (`nextMinute`) without learning. May open an incident or raise it to
   * major, and that is kept; never lowers or closes.
   */
  glance(input: MinuteInput): Outcome
  /** Start of the minute that `step` expects next, ms. */
  readonly nextMinute: number
  readonly status: Status
  /** Reporters expected in the last quarter-hour. */
  readonly usual15m: number
  /** A copy of the state, plain data; restoring it and feeding the same minutes gives the same outcomes. */
  snapshot(): DetectorSnapshot
  /** What is usual, for charts (core/detect/levels). */
  baseline(): Baseline
}

/**
 * A detector for a series that begins at `firstMinute` (ms), fresh or as `snapshot` left it.
 * @param options.rule other thresholds than those in force, to see what they would have said (core/detect/playground)
 */
export const createDetector = (options: {
  firstMinute: number
  snapshot?: DetectorSnapshot
  rule?: Rule
}): Detector => new SeriesDetector(Math.floor(options.firstMinute / minuteMs), options.snapshot, options.rule)

/** Scratch of the look being taken. Nothing of it outlives a call, so one serves all detectors. */
const look = createLook()

/** A class, because a closure for each method of twenty thousand detectors would cost a kilobyte each. */
class SeriesDetector implements Detector {
  readonly #state: DetectorState
  readonly #guesses: Float64Array
  readonly #rule: Rule

  constructor(firstMinute: number, snapshot?: DetectorSnapshot, rule: Rule = ruleInForce) {
    this.#rule = rule
    const { state, guesses } = createParts(firstMinute)
    this.#state = state
    this.#guesses = guesses
    if (!snapshot) return
    if (snapshot.version !== ruleVersion) {
      throw new RangeError(`Detector snapshot is of ${snapshot.version}, not ${ruleVersion}`)
    }
    unpackState(state, snapshot.data)
  }

  get nextMinute(): number {
    return this.#state.windows.next * minuteMs
  }

  get status(): Status {
    const { incident } = this.#state
    return isOpen(incident) ? phaseOf(incident) : statusOf(incident, this.#whyUnknown() !== null)
  }

  get usual15m(): number {
    return this.#state.windows.sumExpected[2]!
  }

  step(input: MinuteInput): Outcome {
    const change = this.learn(input)
    return this.#outcome(input, input.minute + minuteMs, change)
  }

  learn(input: MinuteInput): StatusChange | null {
    const { windows, baseline, spread, calibration, incident } = this.#state
    const minute = Math.floor(input.minute / minuteMs)
    if (minute !== windows.next) {
      throw new RangeError(`Minute ${input.minute} is not the next one, ${windows.next * minuteMs}`)
    }
    const season = tuneTo(baseline, minute, spread.phi)
    takeMinute(this.#state, minute, input, baseline.level * season * baseline.gain, season)
    fillLook(look, windows)
    judge(look, minute, windows, baseline, spread, calibration, this.#rule)
    if (look.recurring) windows.recurringMinute = minute
    incident.minutesAbove = look.loudness > 0 ? incident.minutesAbove + 1 : 0
    const loudness = this.#gate(input, (minute + 1) * minuteMs)
    const change = input.gap ? null : this.#move(loudness, minute)
    learnFromPast(this.#state, look, minute, input.gap === true)
    return change
  }

  glance(input: MinuteInput): Outcome {
    const { windows, baseline, spread, calibration } = this.#state
    const minute = Math.floor(input.minute / minuteMs)
    if (minute !== windows.next) {
      throw new RangeError(`Minute ${input.minute} is not the running one, ${windows.next * minuteMs}`)
    }
    const at = Math.min(input.minute + minuteMs, Math.max(input.minute, input.at ?? input.minute))
    const season = tuneTo(baseline, minute, spread.phi)
    const part = input.gap ? 0 : (at - input.minute) / minuteMs
    const expected = baseline.level * season * baseline.gain * part
    fillGlance(look, windows, input.gap ? 0 : input.evidence, input.gap ? 0 : input.count, expected)
    judge(look, minute, windows, baseline, spread, calibration, this.#rule)
    const loudness = this.#gate(input, at)
    return this.#outcome(input, at, input.gap ? null : this.#raise(loudness, minute, at))
  }

  snapshot(): DetectorSnapshot {
    return { version: ruleVersion, data: packState(this.#state) }
  }

  baseline(): Baseline {
    const { windows, baseline, spread, calibration } = this.#state
    return {
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
    }
  }

  #whyUnknown(): UnknownReason | null {
    const { windows, baseline } = this.#state
    if (windows.next - baseline.firstMinute < startUpMinutes) return 'young'
    // A busy service need not be counted to the last minute.
    if (baseline.seen28d >= fewReporters) return null
    return baseline.seen28d + this.#recentReporters() < fewReporters ? 'few' : null
  }

  /** Reporters of minutes too new to be in the kept quarters (at most 105 minutes of them). */
  #recentReporters(): number {
    const { windows, baseline } = this.#state
    let sum = baseline.quarterReporters
    for (let back = 1; back <= learningLag; back++) sum += windows.reporters[place(windows.next - back)]!
    return sum
  }

  /** What breadth leaves of the look's loudness; notes in the look if that was less. */
  #gate(input: MinuteInput, at: number): Loudness {
    const { incident } = this.#state
    const loudness = gateBreadth(incident, look.loudness, input.breadth, at, this.#rule)
    look.narrow = loudness < look.loudness && input.breadth !== null && incident.majorSince === null
    look.closing = null
    return loudness
  }

  /** Opens, raises, follows or closes the incident after one finished minute. */
  #move(loudness: Loudness, minute: number): StatusChange | null {
    const { incident, baseline } = this.#state
    const at = (minute + 1) * minuteMs
    const wasOpen = isOpen(incident)
    const from = wasOpen ? this.status : null
    const raised = this.#raise(loudness, minute, at)
    if (!isOpen(incident)) return raised
    const closing = follow(incident, look, loudness, minute, seasonDoubtAt(baseline, minute))
    look.closing = closing
    if (closing) return this.#end(closing, minute, from ?? raised!.from)
    if (raised || from === this.status || from === null) return raised
    return { from, to: this.status, at, onsetAt: incident.onsetAt, endedAt: null }
  }

  /** Opens or raises if the look says so, and holds the rise out of the baseline. */
  #raise(loudness: Loudness, minute: number, at: number): StatusChange | null {
    if (loudness === 0) return null
    const { windows, incident } = this.#state
    const from = this.status
    const ratio = look.observed[look.window]! / Math.max(1e-6, look.expected[look.window]!)
    const onset = isOpen(incident) ? 0 : onsetMinute(windows, minute, ratio) * minuteMs
    if (!openOrRaise(incident, loudness, at, onset)) return null
    holdOutRise(this.#state, look.window)
    return { from, to: this.status, at, onsetAt: incident.onsetAt, endedAt: null }
  }

  #end(closing: Closing, minute: number, from: Status): StatusChange {
    const { windows, incident } = this.#state
    const onsetAt = incident.onsetAt
    const endedAt = closing === 'quiet' ? endOf(incident) : (minute + 1) * minuteMs
    if (closing === 'rebase') takeAsUsual(this.#state)
    close(incident, minute)
    windows.since = Math.min(minute + 1, Math.floor(endedAt / minuteMs))
    return { from, to: 'none', at: (minute + 1) * minuteMs, onsetAt, endedAt }
  }

  #outcome(input: MinuteInput, at: number, change: StatusChange | null): Outcome {
    const { incident, calibration } = this.#state
    const status = this.status
    const facts = {
      at,
      status,
      unknownReason: status === 'unknown' ? this.#whyUnknown() : null,
      breadth: input.breadth,
      minutesAbove: incident.minutesAbove,
      levels: levelsOf(this.#rule, calibration),
      ruleVersion,
    }
    return { verdict: writeVerdict(look, facts, this.#guesses), change }
  }
}
