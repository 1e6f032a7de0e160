import { randomBytes } from 'node:crypto'
import type { Database } from '../db.ts'

export const dayMs = 86_400_000

/** ISO date of the UTC day that holds `at`. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The day's 256-bit salt for reporter keys, made on first use. Nodes agree through the row. */
export async function readDaySalt(db: Database, at: number): Promise<Buffer> {
  const day = dayOf(at)
  const rows = await db.query<{ salt: Buffer }>(
    `WITH made AS (INSERT INTO day_salt (day, salt) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING salt)
     SELECT salt FROM made UNION ALL SELECT salt FROM day_salt WHERE day = $1`,
    [day, randomBytes(32)],
  )
  return rows[0]?.salt ?? readDaySalt(db, at)
}

/**
 * Forgets who reported: salts and keys older than 48 hours go. Without the salt a key is only noise,
 * but an empty column is better than noise. Reports before `since` (ms) are known to be empty.
 */
export async function forgetReporters(db: Database, now: number, since: number): Promise<void> {
  const before = new Date(now - 2 * dayMs)
  await db.query(`DELETE FROM day_salt WHERE day <= ($1::timestamptz AT TIME ZONE 'UTC')::date`, [before])
  await db.query(
    `UPDATE report SET reporter_key = NULL, prefix_key = NULL
     WHERE created_at < $1 AND created_at >= $2 AND reporter_key IS NOT NULL`,
    [before, new Date(since)],
  )
  await db.query(`DELETE FROM reporter_seen WHERE window_ends_at < $1`, [new Date(now)])
  await db.query(`DELETE FROM idempotency_key WHERE expires_at < $1`, [new Date(now)])
}
