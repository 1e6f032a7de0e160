import type { Status, UnknownReason } from '../status.ts'

/** What one finished (or still running) minute brought, after evidence weighting. */
export interface MinuteInput {
  /** Start of the minute, ms since the epoch, UTC, a multiple of 60,000. */
  minute: number
  /** Distinct reporters after evidence weights and class caps (each weight at most 1). */
  evidence: number
  /** All reports, repeats included. Feeds only the spam guard. */
  count: number
  /**
   * Effective number of networks (inverse Simpson over prefixes) behind the last 15 minutes.
   * null: not measured (the benchmark, replays of reconstructed history); then breadth does not gate.
   */
  breadth: number | null
  /** The collector was down in this minute: neither zero reports nor news. */
  gap?: boolean
  /** For glances: the time of the look, ms, within the minute. Absent: its start. */
  at?: number
}

/** Why the rule spoke as it did. Words for each live in the language files. */
export const reasonCodes = [
  'surprise-possible', // tail probability below the level for "possible"
  'surprise-major', // tail probability below the level for "major"
  'ratio-too-small', // unlikely, but not far enough above usual to matter
  'too-few-reporters', // fewer distinct people than any alarm needs
  'recurring', // the same rise is usual at this time of the week
  'narrow', // too few networks behind the reports
  'repeats', // a handful of people carry the count
  'capped', // many reports, but of kinds that are believed only in part
  'learning', // the service is younger than the start-up rule allows
  'falling', // the excess is below half of its peak
  'back-to-usual', // reports are at their usual level again
  'rebased', // open so long that the new level is taken as usual
  'after', // the window still holds the reports of an incident that is over
] as const

export type ReasonCode = (typeof reasonCodes)[number]

/**
 * What detection says of the last buckets, with the numbers that made it say so.
 * Page, API and verdict log show these very fields.
 */
export interface Verdict {
  /** End of the last minute seen, ms since the epoch. */
  at: number
  status: Status
  unknownReason: UnknownReason | null
  /** The window that speaks loudest, minutes. */
  windowMinutes: number
  /** Evidence in that window: people after weights, which is what is judged. */
  observed: number
  /** Distinct people in that window, before weights. */
  reporters: number
  /** Expected evidence in that window. */
  expected: number
  /** Interval in which nineteen of twenty ordinary windows fall. */
  interval: [low: number, high: number]
  /** Smallest count in that window at which it alone would say "possible" / "major". */
  threshold: number
  majorThreshold: number
  /** -ln(tail probability), nats, and the probability itself. */
  surprise: number
  tailProbability: number
  /** The last 15 minutes, whatever window spoke: what the page's sentence says. */
  reporters15m: number
  usual15m: number
  alert15m: number
  major15m: number
  /** Effective networks in the last 15 minutes, or null if not measured. */
  breadth: number | null
  /** Minutes in a row in which the evidence stood above the threshold. */
  minutesAbove: number
  reasons: ReasonCode[]
  /** Version of the rule and its parameters: `{name}-{n}`. */
  ruleVersion: string
}

/** A change of status, decided by the core, written by the watch. */
export interface StatusChange {
  from: Status
  to: Status
  at: number
  /** When the rise began by the detector's estimate, ms; set while an incident is open. */
  onsetAt: number | null
  /** When the incident ended by the detector's estimate, ms; set when it closes. */
  endedAt: number | null
}

export interface Outcome {
  verdict: Verdict
  change: StatusChange | null
}

/** What is usual, in a form small enough for a page: enough to draw usual and alert levels of any bucket. */
export interface Baseline {
  ruleVersion: string
  /** Ms since the epoch. */
  builtAt: number
  /** Reporters a minute, long-run. */
  level: number
  /** Bounded correction of the level now (1 = as ever). */
  gain: number
  /** Mean-1 seasonal factor of each half-hour of the UTC week, Monday 00:00 first, 336 entries. */
  season: number[]
  /** Over-dispersion and uncertainty, the names and meaning are the detector's own. */
  spread: Record<string, number>
  /** Minutes learnt from. */
  learnedMinutes: number
}

/** Serialisable state of one service's detector. Opaque to all but the detector. */
export type DetectorSnapshot = { version: string; data: unknown }
