/**
 * What the detector would have said of the last two weeks under other thresholds. The very detector of the watch,
 * run over kept minutes; nothing real is touched.
 */

import { minuteMs } from '../bucket.ts'
import type { StatusSpan } from '../view.ts'
import { createDetector } from './detect.ts'
import { type Rule, ruleInForce } from './rule.ts'
import type { DetectorSnapshot, MinuteInput, StatusChange } from './verdict.ts'

const dayMinutes = 1440

/** So many days are played, and so many before them teach the detector what is usual. */
export const playedDays = 14
export const taughtDays = 14

/** Minutes of one service in a row from `from` on (ms), in columns: four weeks of them are a megabyte. */
export interface Minutes {
  from: number
  /** People as they are judged, after weights. */
  evidence: Float64Array
  /** People as they are drawn. */
  reporters: Float32Array
  /** Reports, repeats included. */
  count: Float32Array
  /** Effective networks; NaN where they were not measured: there they are not asked for. */
  breadth: Float64Array
  /** 1: nobody took reports. */
  gap: Uint8Array
}

export const createMinutes = (from: number, length: number): Minutes => ({
  from,
  evidence: new Float64Array(length),
  reporters: new Float32Array(length),
  count: new Float32Array(length),
  breadth: new Float64Array(length).fill(Number.NaN),
  gap: new Uint8Array(length),
})

const inputAt = ({ from, evidence, count, breadth, gap }: Minutes, index: number): MinuteInput => ({
  minute: from + index * minuteMs,
  evidence: evidence[index]!,
  count: count[index]!,
  breadth: Number.isNaN(breadth[index]!) ? null : breadth[index]!,
  gap: gap[index] === 1,
})

/** An incident: one that was, or one that would have been. Times are ms. */
export interface Played {
  startedAt: number
  /** When it would have been said. */
  detectedAt: number
  /** null: still open at the end. */
  endedAt: number | null
  worst: 'possible' | 'major'
  spans: StatusSpan[]
}

const iso = (at: number): string => new Date(at).toISOString()

/** Puts changes of status together to incidents; what was open before the first of them is left out. */
function incidentsOf(changes: StatusChange[]): Played[] {
  const incidents: Played[] = []
  let open: Played | null = null
  for (const { to, at, onsetAt, endedAt } of changes) {
    const last = open?.spans.at(-1)
    if (last) last.to = iso(at)
    if (to === 'none' || to === 'unknown') {
      if (open) open.endedAt = endedAt ?? at
      open = null
      continue
    }
    if (!open) {
      open = { startedAt: onsetAt ?? at, detectedAt: at, endedAt: null, worst: 'possible', spans: [] }
      incidents.push(open)
    }
    if (to === 'major') open.worst = 'major'
    open.spans.push({ status: to, from: iso(open.spans.length === 0 ? open.startedAt : at), to: null })
  }
  return incidents
}

/** The state of a detector that has learnt the first `length` minutes. Yields after each day, so that others get their turn. */
export function* teach(minutes: Minutes, length: number): Generator<void, DetectorSnapshot> {
  const detector = createDetector({ firstMinute: minutes.from })
  for (let i = 0; i < length; i++) {
    detector.learn(inputAt(minutes, i))
    if ((i + 1) % dayMinutes === 0) yield
  }
  return detector.snapshot()
}

/** Plays the minutes from the `first` on under `rule`, with what was learnt before them. Yields after each day. */
export function* play(
  minutes: Minutes,
  first: number,
  snapshot: DetectorSnapshot,
  rule: Rule = ruleInForce,
): Generator<void, Played[]> {
  const detector = createDetector({ firstMinute: minutes.from, snapshot, rule })
  const changes: StatusChange[] = []
  for (let i = first; i < minutes.evidence.length; i++) {
    const change = detector.learn(inputAt(minutes, i))
    if (change) changes.push(change)
    if ((i + 1 - first) % dayMinutes === 0) yield
  }
  return incidentsOf(changes)
}

/** Incidents so near to each other are the same: an onset is an estimate. */
const nearMs = 15 * minuteMs

const meet = (one: Pick<Played, 'startedAt' | 'endedAt'>, other: Pick<Played, 'startedAt' | 'endedAt'>) =>
  one.startedAt - nearMs < (other.endedAt ?? Number.POSITIVE_INFINITY) &&
  other.startedAt - nearMs < (one.endedAt ?? Number.POSITIVE_INFINITY)

/** What a rule would add to the incidents that were, and what it would miss of them. */
export function compare<Real extends Pick<Played, 'startedAt' | 'endedAt'>>(
  real: Real[],
  played: Played[],
): { fresh: Played[]; lost: Real[] } {
  return {
    fresh: played.filter((one) => !real.some((other) => meet(one, other))),
    lost: real.filter((one) => !played.some((other) => meet(one, other))),
  }
}

/** Spreads the people of a quarter of an hour over its minutes as evenly as whole people go. */
export function spreadQuarter(people: number): number[] {
  const minutes = new Array<number>(15).fill(0)
  for (let k = 0; k < people; k++) minutes[Math.floor(((k + 0.5) * 15) / people)]! += 1
  return minutes
}

/** What the playground may be asked: each figure of the rule within bounds in which it still means something. */
export const ruleBounds: Record<keyof Rule, { least: number; most: number; step: number }> = {
  possibleNats: { least: 4, most: 30, step: 0.5 },
  majorNats: { least: 4, most: 60, step: 0.5 },
  // Networks are measured from one and a half times the usual on, so a smaller factor would ask of what was not.
  factor: { least: 1.8, most: 10, step: 0.05 },
  possibleNetworks: { least: 0, most: 50, step: 1 },
  majorNetworks: { least: 0, most: 100, step: 1 },
}

/** A rule of what somebody asked for: out of bounds is brought to the bound, what is no number is in force. */
export function ruleAsked(asked: { [name in keyof Rule]?: number | undefined }): Rule {
  const read = (name: keyof Rule): number => {
    const { least, most, step } = ruleBounds[name]
    const value = asked[name]
    if (value === undefined || !Number.isFinite(value)) return ruleInForce[name]
    const stepped = Math.round(Math.min(most, Math.max(least, value)) / step) * step
    return Number(stepped.toFixed(2))
  }
  const possibleNats = read('possibleNats')
  const possibleNetworks = read('possibleNetworks')
  return {
    possibleNats,
    // "Major" asks for no less than "possible".
    majorNats: Math.max(possibleNats, read('majorNats')),
    factor: read('factor'),
    possibleNetworks,
    majorNetworks: Math.max(possibleNetworks, read('majorNetworks')),
  }
}
