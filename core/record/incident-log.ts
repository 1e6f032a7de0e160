import { minuteMs } from '../bucket.ts'
import type { ReasonCode } from '../detect/verdict.ts'
import { roundVerdict } from '../detect/verdict-rounding.ts'
import type { Status } from '../status.ts'
import type { VerdictView } from '../view.ts'
import type { PlaceSlot } from './incident-places.ts'
import { placesAt } from './incident-places.ts'
import type { Strip } from './incident-strips.ts'

/**
 * The log of an incident: what was known and said minute by minute, taken from the verdicts as they were written
 * then. Nothing in it is worked out from what came later.
 */

/** The numbers with which something was said, rounded as people are shown them. */
export interface SaidNumbers {
  windowMinutes: number
  observed: number
  expected: number
  threshold: number
  majorThreshold: number
  /** The last 15 minutes, as they were known then. */
  reporters15m: number
  /** Effective networks; null if not measured. */
  breadth: number | null
  minutesAbove: number
  reasons: ReasonCode[]
  ruleVersion: string
}

export interface LogEntry {
  /** When it was said (ISO): the end of the last minute seen. */
  at: string
  status: Status
  /** null where of old records only the status was kept. */
  numbers: SaidNumbers | null
}

/** An incident minute by minute, half an hour around it. */
export interface IncidentReplay {
  id: string
  /** Start of the first minute (ISO); minute i ends at from + (i + 1) minutes. */
  from: string
  /** Minutes told of; an incident longer than a day is cut. */
  minutes: number
  isCut: boolean
  /** Oldest first. Minutes without news have no entry: what was said before them still stood. */
  log: LogEntry[]
  /** Reporters in each minute by kind of problem; null kind: not said. */
  problems: Strip[]
  /** At each quarter-hour: where people were in the hour before it. Places under five are left out. */
  places: { at: string; places: { country: string; reporters: number }[] }[]
}

/** What is kept of a verdict as it was logged. */
export function logEntryOf(verdict: VerdictView): LogEntry {
  const rounded = roundVerdict(verdict)
  const { at, status, windowMinutes, observed, expected, threshold, majorThreshold } = rounded
  const { reporters15m, breadth, minutesAbove, reasons, ruleVersion } = rounded
  return {
    at,
    status,
    numbers: {
      windowMinutes,
      observed,
      expected,
      threshold,
      majorThreshold,
      reporters15m,
      breadth,
      minutesAbove,
      reasons,
      ruleVersion,
    },
  }
}

const letters: Record<string, Status> = {
  n: 'none',
  p: 'possible',
  m: 'major',
  r: 'recovering',
  u: 'unknown',
}

/** The log of a record that kept one letter a minute: one entry per change. */
export function logOfLetters(said: string, from: number): LogEntry[] {
  return [...said].flatMap((letter, index) => {
    if (index > 0 && said[index - 1] === letter) return []
    const at = new Date(from + (index + 1) * minuteMs).toISOString()
    return [{ at, status: letters[letter] ?? 'unknown', numbers: null }]
  })
}

/** What stood at `at`, ms: the last entry of an oldest-first log that was written by then; null: none. */
export function saidAt(log: readonly LogEntry[], at: number): LogEntry | null {
  let [low, high] = [0, log.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (Date.parse(log[middle]!.at) <= at) low = middle + 1
    else high = middle
  }
  return log[low - 1] ?? null
}

/** Puts a replay together. `problems` are lines of minutes from the span's first on. */
export function replayOf(parts: {
  id: string
  span: { from: string; minutes: number; isCut: boolean }
  log: LogEntry[]
  problems: Strip[]
  places: PlaceSlot[]
}): IncidentReplay {
  const { id, span, log, problems } = parts
  const from = Date.parse(span.from)
  const to = from + span.minutes * minuteMs
  const quarter = 15 * minuteMs
  const first = Math.ceil(from / quarter)
  const quarters = Array.from(
    { length: Math.max(0, Math.floor(to / quarter) - first + 1) },
    (_, index) => (first + index) * quarter,
  )
  return {
    id,
    ...span,
    // The last word before the first minute tells what stood when it began.
    log: log.filter((entry, index) => {
      const at = Date.parse(entry.at)
      const next = log[index + 1]
      return at <= to && (at > from || !next || Date.parse(next.at) > from)
    }),
    problems: problems.map(({ problem, reporters }) => ({
      problem,
      reporters: reporters.slice(0, span.minutes),
    })),
    places: quarters.map((at) => ({ at: new Date(at).toISOString(), places: placesAt(parts.places, at) })),
  }
}
