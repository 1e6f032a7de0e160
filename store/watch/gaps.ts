import type { Database } from '../db.ts'

export interface Gap {
  /** Ms since the epoch, whole minutes; the end is exclusive. */
  from: number
  to: number
}

/** Whether nobody took reports in the minute that starts at `minute`. */
export const inGap = (gaps: Gap[], minute: number): boolean =>
  gaps.some((gap) => minute >= gap.from && minute < gap.to)

/** Remembers that nobody took reports in [from, to). */
export async function recordGap(db: Database, gap: Gap): Promise<void> {
  await db.query(
    `INSERT INTO collector_gap (started_at, ended_at) VALUES ($1, $2)
     ON CONFLICT (started_at) DO UPDATE SET ended_at = greatest(collector_gap.ended_at, excluded.ended_at)`,
    [new Date(gap.from), new Date(gap.to)],
  )
}

/** Forgets what was remembered of the time from `at` (ms) on. */
export async function cutGaps(db: Database, at: number): Promise<void> {
  await db.query('DELETE FROM collector_gap WHERE started_at >= $1', [new Date(at)])
  await db.query('UPDATE collector_gap SET ended_at = $1 WHERE ended_at > $1', [new Date(at)])
}

/** Gaps that touch [from, to], oldest first. */
export async function readGaps(db: Database, from: number, to: number): Promise<Gap[]> {
  const rows = await db.query<{ started_at: Date; ended_at: Date }>(
    `SELECT started_at, ended_at FROM collector_gap WHERE ended_at > $1 AND started_at < $2 ORDER BY 1`,
    [new Date(from), new Date(to)],
  )
  return rows.map((row) => ({ from: row.started_at.getTime(), to: row.ended_at.getTime() }))
}
