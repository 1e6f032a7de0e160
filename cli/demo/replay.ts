import { minuteMs } from '#core/bucket.ts'
import { createDetector, type Detector } from '#core/detect/detect.ts'
import { levelsAt } from '#core/detect/levels.ts'
import type { Baseline, StatusChange, Verdict } from '#core/detect/verdict.ts'
import { isTrouble } from '#core/status.ts'
import { type IncidentMinutes, letterOf } from '#store/incident/records.ts'
import { peopleIn15, type Tally } from './tally.ts'

/** The real detector over made-up minutes: what it says is all that history says. */

/** Ms; the end is exclusive. */
export interface Span {
  from: number
  to: number
}

/** One change of status, and the highest quarter-hour as it was known just before. */
export interface MadeStep {
  change: StatusChange
  verdict: Verdict
  peak15m: number
  peakAt: number
}

export interface MadeIncident {
  steps: MadeStep[]
  startedAt: number
  /** null: still open. */
  endedAt: number | null
  worst: 'possible' | 'major'
  peak15m: number
  peakAt: number
  record: { from: number; minutes: IncidentMinutes } | null
}

export interface Replay {
  detector: Detector
  incidents: MadeIncident[]
  /** What the watch would have logged within the spans. */
  logged: Verdict[]
  /** Of the last minute. */
  verdict: Verdict
  /** When the present status began. */
  since: number
  /** Minutes judged in words. */
  spans: Span[]
}

const recordedMs = 120 * minuteMs
/** Words are asked for at the end, because the present state has to be put into words. */
const lastMs = 180 * minuteMs

const wordsAround = (from: number, to: number): Span => ({
  from: from - recordedMs - minuteMs,
  to: to + recordedMs + minuteMs,
})

/**
 * Feeds `tally` to a new detector. Verdicts are written within `spans` (they cost ten times the rest) and around
 * every incident: if one turns up elsewhere, the minutes are gone through again with words there.
 */
export function replay(tally: Tally, spans: Span[], firstMinute = tally.from): Replay {
  const to = tally.from + tally.count.length * minuteMs
  const asked = [...spans, { from: to - lastMs, to }]
  const first = runThrough(tally, asked, firstMinute)
  const missed = first.incidents
    .map((incident) => wordsAround(incident.startedAt, incident.endedAt ?? to))
    .filter((wanted) => !isCovered(wanted, asked, tally.from, to))
  return missed.length === 0 ? first : runThrough(tally, [...asked, ...missed], firstMinute)
}

const isCovered = (wanted: Span, spans: Span[], from: number, to: number) =>
  spans.some((span) => span.from <= Math.max(wanted.from, from) && span.to >= Math.min(wanted.to, to))

interface Said {
  usual: number
  alert: number | null
  verdict: Verdict
}

function runThrough(tally: Tally, spans: Span[], firstMinute: number): Replay {
  const detector = createDetector({ firstMinute })
  const length = tally.count.length
  const inWords = new Uint8Array(length)
  for (const span of spans) {
    const [start, end] = [span.from, span.to].map((at) => Math.floor((at - tally.from) / minuteMs))
    inWords.fill(1, Math.max(0, start!), Math.max(0, end!))
  }
  const said = new Map<number, Said>()
  const incidents: MadeIncident[] = []
  const logged: Verdict[] = []
  let open: MadeIncident | null = null
  let since = tally.from
  let baseline: Baseline | null = null
  let verdict: Verdict | null = null
  const input = { minute: 0, evidence: 0, count: 0, breadth: null as number | null }
  for (let i = 0; i < length; i++) {
    input.minute = tally.from + i * minuteMs
    input.evidence = tally.evidence[i]!
    input.count = tally.count[i]!
    input.breadth = tally.breadth ? tally.breadth[i]! : null
    let change: StatusChange | null
    if (inWords[i]) {
      // What was usual is told as of then; a quarter-hour changes it too little to matter.
      if (!baseline || i % 15 === 0) baseline = detector.baseline()
      const { usual, alert } = levelsAt(baseline, input.minute, 1, { withGain: true })
      const outcome = detector.step(input)
      verdict = outcome.verdict
      change = outcome.change
      said.set(i, { usual, alert: baseline.learnedMinutes > 0 ? alert : null, verdict })
      if (input.count > 0 || change || open) logged.push(verdict)
    } else {
      baseline = null
      verdict = null
      change = detector.learn(input)
    }
    if (change) {
      since = change.at
      open = takeChange(incidents, open, change, verdict)
    }
    if (open) followPeak(open, peopleIn15(tally, i), input.minute + minuteMs)
  }
  for (const incident of incidents) incident.record = recordOf(tally, incident, said)
  return { detector, incidents, logged, verdict: verdict!, since, spans }
}

/** Returns the incident that is open after `change`. Without words its numbers are missing, and are not asked for. */
function takeChange(
  incidents: MadeIncident[],
  open: MadeIncident | null,
  change: StatusChange,
  verdict: Verdict | null,
): MadeIncident | null {
  if (!open && !isTrouble(change.to)) return null
  const incident = open ?? beginIncident(change, verdict)
  if (!open) incidents.push(incident)
  if (change.to === 'major') incident.worst = 'major'
  incident.steps.push({ change, verdict: verdict!, peak15m: incident.peak15m, peakAt: incident.peakAt })
  if (isTrouble(change.to)) return incident
  incident.endedAt = change.endedAt ?? change.at
  return null
}

const beginIncident = (change: StatusChange, verdict: Verdict | null): MadeIncident => ({
  steps: [],
  startedAt: change.onsetAt ?? change.at,
  endedAt: null,
  worst: 'possible',
  peak15m: Math.round(verdict?.reporters15m ?? 0),
  peakAt: change.at,
  record: null,
})

function followPeak(open: MadeIncident, people: number, at: number): void {
  if (people <= open.peak15m) return
  open.peak15m = people
  open.peakAt = at
}

/** The incident's own minutes, two hours around it; null while they are not over or were not put into words. */
function recordOf(tally: Tally, incident: MadeIncident, said: Map<number, Said>): MadeIncident['record'] {
  if (incident.endedAt === null) return null
  const first = Math.floor((incident.startedAt - recordedMs - tally.from) / minuteMs)
  const end = Math.floor((incident.endedAt + recordedMs - tally.from) / minuteMs)
  const minutes: IncidentMinutes = { reporters: [], usual: [], alert: [], said: '', surprise: [] }
  for (let i = first; i < end; i++) {
    const then = said.get(i)
    if (!then) return null
    minutes.reporters.push(tally.reporters[i]!)
    minutes.usual.push(round(then.usual))
    minutes.alert.push(then.alert)
    minutes.said += letterOf(then.verdict.status)
    minutes.surprise.push(round(then.verdict.surprise))
  }
  return { from: tally.from + first * minuteMs, minutes }
}

const round = (value: number) => Math.round(value * 1000) / 1000
