import { bucketStart, minuteMs } from '#core/bucket.ts'
import { cappedEvidence } from '#core/detect/evidence.ts'
import { createMinutes, type Minutes, spreadQuarter } from '#core/detect/playground.ts'
import { type ReportClass, reportClasses } from '#core/report/report.ts'
import type { Database } from '../db.ts'
import { type MinuteRow, readMinutes } from '../report/buckets.ts'
import { readGaps } from '../watch/gaps.ts'

const quarterMs = 15 * minuteMs
/** What breadth looks back on, and the class caps too. */
const backMinutes = 15

/** Minutes of one service in [from, to), as the detector was told them; both whole quarter-hours, ms. */
export async function readPlayedMinutes(
  db: Database,
  serviceId: string,
  from: number,
  to: number,
): Promise<{ minutes: Minutes; spread: Uint8Array }> {
  const [rows, quarters, breadths, gaps] = await Promise.all([
    readMinutes(db, from, to, [serviceId]),
    readQuarters(db, serviceId, from, to),
    readBreadths(db, serviceId, from, to),
    readGaps(db, from, to),
  ])
  const minutes = createMinutes(from, (to - from) / minuteMs)
  const spread = new Uint8Array(minutes.evidence.length)
  fillKept(minutes, rows)
  const kept = new Set(rows.map((row) => bucketStart(row.minute, 15)))
  for (const { slot, reporters } of quarters) {
    if (kept.has(slot)) continue
    const first = (slot - from) / minuteMs
    for (const [i, people] of spreadQuarter(reporters).entries()) {
      minutes.evidence[first + i] = minutes.reporters[first + i] = minutes.count[first + i] = people
      spread[first + i] = 1
    }
  }
  fillBreadth(minutes, breadths, spread)
  for (const gap of gaps) {
    const [first, end] = [Math.max(from, gap.from), Math.min(to, gap.to)]
    if (end > first) minutes.gap.fill(1, (first - from) / minuteMs, (end - from) / minuteMs)
  }
  return { minutes, spread }
}

/** Evidence after class caps, which look at the last quarter of an hour. */
function fillKept(minutes: Minutes, rows: MinuteRow[]): void {
  const sums: Record<ReportClass, number> = { page: 0, untokened: 0, away: 0, hosting: 0 }
  let oldest = 0
  for (const row of rows) {
    while (rows[oldest]!.minute <= row.minute - backMinutes * minuteMs) {
      for (const name of reportClasses) sums[name] -= rows[oldest]!.weights[name]
      oldest++
    }
    for (const name of reportClasses) sums[name] += row.weights[name]
    const index = (row.minute - minutes.from) / minuteMs
    minutes.evidence[index] = cappedEvidence(sums, row.weights)
    minutes.reporters[index] = row.reporters
    minutes.count[index] = row.count
  }
}

/**
 * Networks as the verdict log has them. A minute without a word had no report: what was measured speaks for a quarter
 * of an hour, after which there is nobody. Where only quarters are known, networks are not.
 */
function fillBreadth(
  minutes: Minutes,
  logged: { index: number; breadth: number | null }[],
  spread: Uint8Array,
) {
  if (logged.every(({ breadth }) => breadth === null)) return
  const { breadth } = minutes
  let next = 0
  let last: { index: number; breadth: number | null } | null = null
  for (let i = 0; i < breadth.length; i++) {
    while (next < logged.length && logged[next]!.index <= i) last = logged[next++]!
    const isRecent = last !== null && i - last.index < backMinutes
    breadth[i] = spread[i] === 1 ? Number.NaN : isRecent ? (last?.breadth ?? Number.NaN) : 0
  }
}

async function readQuarters(db: Database, serviceId: string, from: number, to: number) {
  const rows = await db.query<{ slot: Date; reporters: number }>(
    `SELECT slot, sum(reporters)::int AS reporters FROM report_bucket_15m
     WHERE service_id = $1 AND slot >= $2 AND slot <= $3 GROUP BY 1`,
    [serviceId, new Date(from), new Date(to - quarterMs)],
  )
  return rows.map((row) => ({ slot: row.slot.getTime(), reporters: row.reporters }))
}

async function readBreadths(db: Database, serviceId: string, from: number, to: number) {
  const rows = await db.query<{ at: Date; breadth: number | null }>(
    `SELECT at, (verdict->>'breadth')::float8 AS breadth FROM verdict
     WHERE service_id = $1 AND at > $2 AND at <= $3 ORDER BY at`,
    [serviceId, new Date(from), new Date(to)],
  )
  return rows.map(({ at, breadth }) => ({
    index: Math.floor((at.getTime() - 1 - from) / minuteMs),
    breadth,
  }))
}
