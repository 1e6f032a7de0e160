import { bucketStart, minuteMs } from '#core/bucket.ts'
import { dedupeMinutes, peoplePerUnit } from '#core/figures.ts'
import type { WorksView } from '#core/view.ts'
import type { Database } from '../db.ts'

/** One person's "it works". Keys are HMACs, never addresses. */
export interface WorksRow {
  serviceId: string
  at: number
  reporterKey: Buffer
  yesterdayKey: Buffer | null
  unitKey: Buffer
}

/**
 * Counts a person who says that it works: once in the time in which a report counts once, and no more of one unit.
 * Apart from reports, and never subtracted from them. Answers whether this person was new.
 */
export async function recordWorks(db: Database, row: WorksRow): Promise<boolean> {
  const rows = await db.query<{ fresh: boolean }>(
    `WITH seen AS (
       INSERT INTO works_seen AS w (service_id, reporter_key, unit_key, counted, counted_at, window_ends_at)
       SELECT $1, $2, $4, (SELECT count(*) FROM works_seen WHERE service_id = $1 AND unit_key = $4
         AND window_ends_at > $5 AND counted) < ${peoplePerUnit}, $5, $5 + interval '${dedupeMinutes} minutes'
       WHERE NOT EXISTS (SELECT 1 FROM works_seen
         WHERE service_id = $1 AND reporter_key = $3 AND window_ends_at > $5)
       ON CONFLICT (service_id, reporter_key) DO UPDATE
         SET unit_key = excluded.unit_key, counted = excluded.counted, counted_at = excluded.counted_at,
           window_ends_at = excluded.window_ends_at
         WHERE w.window_ends_at <= excluded.counted_at
       RETURNING counted
     ), minutes AS (
       INSERT INTO works_bucket_minute AS m (service_id, minute, lane, people)
       SELECT $1, date_trunc('minute', $5::timestamptz), $6, 1 FROM seen WHERE counted
       ON CONFLICT (service_id, minute, lane) DO UPDATE SET people = m.people + 1
     )
     SELECT EXISTS (SELECT 1 FROM seen) AS fresh`,
    [row.serviceId, row.reporterKey, row.yesterdayKey, row.unitKey, new Date(row.at), db.lane],
  )
  return rows[0]?.fresh ?? false
}

/** So many quarter-hours of an incident are drawn. */
const mostQuarters = 96

/** People who said that it works: in the last hour, and by quarter-hours of the open incident since `since`, ms. */
export async function readWorks(
  db: Database,
  serviceId: string,
  since: number | null,
  now: number,
): Promise<WorksView> {
  const quarterMs = 15 * minuteMs
  const last = bucketStart(now, 15)
  const from = since === null ? null : Math.max(bucketStart(since, 15), last - (mostQuarters - 1) * quarterMs)
  const hourAgo = now - 60 * minuteMs
  const rows = await db.query<{ minute: Date; people: number }>(
    `SELECT minute, sum(people)::int AS people FROM works_bucket_minute
     WHERE service_id = $1 AND minute >= $2 AND minute <= $3 GROUP BY 1`,
    [serviceId, new Date(Math.min(hourAgo, from ?? hourAgo)), new Date(now)],
  )
  let people60m = 0
  const people = from === null ? [] : new Array<number>((last - from) / quarterMs + 1).fill(0)
  for (const row of rows) {
    const minute = row.minute.getTime()
    if (minute > hourAgo) people60m += row.people
    if (from !== null && minute >= from) people[Math.floor((minute - from) / quarterMs)]! += row.people
  }
  return {
    people60m,
    curve: from === null ? null : { from: new Date(from).toISOString(), bucketMinutes: 15, people },
  }
}

/** Forgets who said it when it no longer matters, and minutes before `before`, ms. */
export async function forgetWorks(db: Database, now: number, before: number): Promise<void> {
  await db.query('DELETE FROM works_seen WHERE window_ends_at < $1', [new Date(now)])
  await db.query('DELETE FROM works_bucket_minute WHERE minute < $1', [new Date(before)])
}
