import { minuteMs } from '../bucket.ts'
import type { IncidentRow } from '../view.ts'
import { medianOf } from './typical.ts'

/** A year of one service: how often, how long, how early. */

export const dayMs = 1440 * minuteMs
const yearDays = 365
/** The median of fewer leads is no habit. */
export const leastLeads = 3
/** What a day has to show: the worst that was said on it; null: we did not watch yet. */
export type DayMark = 'none' | 'possible' | 'major' | null

export interface HistoryFacts {
  /** Incidents that began in the twelve months, false alarms left out. */
  incidents: number
  /** Sum of their lengths, ms; open ones up to now. */
  totalMs: number
  /** Median of the leads there were, minutes; null: no official word at all. */
  medianLeadMinutes: number | null
  /** Of so many incidents it is the median. */
  leads: number
}

const lengthOf = ({ startedAt, endedAt }: IncidentRow, now: number): number =>
  Math.max(0, (endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt))

/** The figures of a list of incidents; false alarms do not count. */
export function historyFacts(rows: readonly IncidentRow[], now: number): HistoryFacts {
  const real = rows.filter(({ falseAlarm }) => !falseAlarm)
  const leads = real.flatMap(({ leadMinutes }) => (leadMinutes === null ? [] : [leadMinutes]))
  return {
    incidents: real.length,
    totalMs: real.reduce((sum, row) => sum + lengthOf(row, now), 0),
    medianLeadMinutes: medianOf(leads),
    leads: leads.length,
  }
}

/** A month of days, UTC. */
export interface MonthMarks {
  /** "2026-03" */
  month: string
  days: DayMark[]
}

/** Start of the first day of a year's strip, ms: twelve months back, at the beginning of that month. */
export function stripStart(now: number): number {
  const at = new Date(now - yearDays * dayMs)
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)
}

/**
 * The twelve months up to `now`, a mark for each day that has begun. An incident marks every day that it touches;
 * days wholly before `since`, ms, have none.
 */
export function yearMarks(rows: readonly IncidentRow[], since: number, now: number): MonthMarks[] {
  const first = stripStart(now)
  const days = Math.floor((now - first) / dayMs) + 1
  const marks: DayMark[] = Array.from({ length: days }, (_, day) =>
    first + (day + 1) * dayMs <= since ? null : 'none',
  )
  for (const row of rows) {
    if (row.falseAlarm) continue
    const from = Math.max(0, Math.floor((Date.parse(row.startedAt) - first) / dayMs))
    const end = Math.min(row.endedAt ? Date.parse(row.endedAt) : now, now)
    for (let day = from; day < days && first + day * dayMs <= end; day++) {
      if (marks[day] !== 'major') marks[day] = row.worst
    }
  }
  const months: MonthMarks[] = []
  marks.forEach((mark, day) => {
    const month = new Date(first + day * dayMs).toISOString().slice(0, 7)
    if (months.at(-1)?.month !== month) months.push({ month, days: [] })
    months.at(-1)!.days.push(mark)
  })
  return months
}

/** The month before or after one, "2026-03". */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}
