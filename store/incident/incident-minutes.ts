import { minuteMs } from '#core/bucket.ts'
import { type LogEntry, logEntryOf, logOfLetters } from '#core/record/incident-log.ts'
import type { Strip } from '#core/record/incident-strips.ts'
import type { Database } from '../db.ts'
import { readMinuteLine, readProblemLines } from '../report/buckets.ts'
import { problemOf } from '../service/services.ts'
import { readVerdicts } from '../watch/verdicts.ts'
import { type IncidentMinutes, readRecord } from './records.ts'

/** The minutes of an incident, from its record once it has one, and from the running tables till then. */
export interface IncidentLines {
  reporters: number[]
  /** Lines by kind of problem; who named two is in both, so they add up to the reporters or more. */
  problems: Strip[]
  /** What was usual then, minute by minute; null: not recorded yet, today's baseline has to do. */
  usual: (number | null)[] | null
}

type Key = { serviceId: string; id: string }
type Kept = NonNullable<Awaited<ReturnType<typeof readRecord>>>

/** `length` values of a record's line from `at`, ms; `missing` where it does not reach. */
function cut<Value>(line: readonly Value[], kept: Kept, at: number, length: number, missing: Value): Value[] {
  const first = (at - kept.from) / minuteMs
  return Array.from({ length }, (_, index) => line[first + index] ?? missing)
}

const stripsFrom = (lines: Iterable<[number, number[]]>): Strip[] =>
  [...lines].map(([id, reporters]) => ({ problem: problemOf(id), reporters }))

/** The minutes of an incident in [from, to), ms, whole minutes. */
export async function readIncidentLines(
  db: Database,
  { serviceId, id }: Key,
  from: number,
  to: number,
): Promise<IncidentLines> {
  const kept = await readRecord(db, serviceId, id)
  const length = Math.max(0, (to - from) / minuteMs)
  if (!kept) {
    const [reporters, problems] = await Promise.all([
      readMinuteLine(db, serviceId, from, to),
      readProblemLines(db, serviceId, from, to),
    ])
    return { reporters, problems: stripsFrom(problems), usual: null }
  }
  const { minutes } = kept
  const reporters = cut(minutes.reporters, kept, from, length, 0)
  return {
    reporters,
    problems: await keptProblems(db, serviceId, kept, minutes, { from, to, length, reporters }),
    usual: cut(minutes.usual, kept, from, length, null),
  }
}

/** Old records have no kinds: the running tables do for a while, and after that nobody knows them. */
async function keptProblems(
  db: Database,
  serviceId: string,
  kept: Kept,
  minutes: IncidentMinutes,
  { from, to, length, reporters }: { from: number; to: number; length: number; reporters: number[] },
): Promise<Strip[]> {
  if (minutes.problems) {
    const lines = Object.entries(minutes.problems)
    return stripsFrom(lines.map(([id, line]) => [Number(id), cut(line, kept, from, length, 0)]))
  }
  const running = stripsFrom(await readProblemLines(db, serviceId, from, to))
  const isWhole = reporters.every(
    (count, index) => count <= running.reduce((sum, strip) => sum + strip.reporters[index]!, 0),
  )
  return isWhole ? running : [{ problem: null, reporters }]
}

/** What was said of an incident's service in [from, to], ms, as it was logged then, oldest first. */
export async function readIncidentLog(
  db: Database,
  { serviceId, id }: Key,
  from: number,
  to: number,
): Promise<LogEntry[]> {
  const kept = await readRecord(db, serviceId, id)
  const isWithin = ({ at }: LogEntry) => Date.parse(at) >= from && Date.parse(at) <= to
  if (kept?.minutes.log) return kept.minutes.log.filter(isWithin)
  const running = await readVerdicts(db, serviceId, from, to + 1)
  if (running.length > 0 || !kept) return running.map(({ verdict }) => logEntryOf(verdict))
  return logOfLetters(kept.minutes.said, kept.from).filter(isWithin)
}
