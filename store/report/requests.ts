import type { RequestInput } from '#core/report/request.ts'
import type { Database } from '../db.ts'

/** Services that people ask for. */
export interface RequestRecord {
  /** The canonical form of its name. */
  key: string
  name: string
  host: string | null
  people: number
  /** ms */
  firstAt: number
  lastAt: number
}

/** Requests that so few people made are forgotten when nobody joined them for so long. */
const lonelyPeople = 3
const lonelyMs = 90 * 86_400_000

/**
 * Counts one more person for a name, unless one of the keys asked already.
 * @param askerKeys the person under the salts that there are, today's first
 * @returns how many people asked, and whether this one is new
 */
export async function insertRequest(
  db: Database,
  { key, name, host }: RequestInput,
  askerKeys: Buffer[],
  now: number,
): Promise<{ people: number; isNew: boolean }> {
  const [row] = await db.query<{ people: number; is_new: boolean }>(
    `WITH asker AS (
       INSERT INTO service_request_asker (key, asker_key, asked_at)
       SELECT $1::text, $4::bytea, $6::timestamptz WHERE NOT EXISTS (
         SELECT 1 FROM service_request_asker WHERE key = $1 AND asker_key = ANY($5::bytea[]))
       ON CONFLICT DO NOTHING RETURNING 1
     )
     INSERT INTO service_request AS known (key, name, host, people, first_at, last_at)
     VALUES ($1, $2, $3, 1, $6, $6)
     ON CONFLICT (key) DO UPDATE SET
       people = known.people + (SELECT count(*)::int FROM asker),
       host = coalesce(known.host, excluded.host),
       last_at = excluded.last_at
     RETURNING people, EXISTS (SELECT 1 FROM asker) AS is_new`,
    [key, name, host, askerKeys[0], askerKeys, new Date(now)],
  )
  return { people: row!.people, isNew: row!.is_new }
}

/** How many people asked for the name with this key; 0: nobody. */
export async function readRequestPeople(db: Database, key: string): Promise<number> {
  const rows = await db.query<{ people: number }>('SELECT people FROM service_request WHERE key = $1', [key])
  return rows[0]?.people ?? 0
}

/** How a request was typed; null: nobody asked for that. */
export async function readRequestName(
  db: Database,
  key: string,
): Promise<{ name: string; host: string | null } | null> {
  const rows = await db.query<{ name: string; host: string | null }>(
    'SELECT name, host FROM service_request WHERE key = $1',
    [key],
  )
  return rows[0] ?? null
}

/** Forgets a request, with those who asked. False: nobody asked for that. */
export async function dropRequest(db: Database, key: string): Promise<boolean> {
  const rows = await db.query(
    `WITH askers AS (DELETE FROM service_request_asker WHERE key = $1)
     DELETE FROM service_request WHERE key = $1 RETURNING 1`,
    [key],
  )
  return rows.length > 0
}

/** How many requests have so many people behind them that an editor looks at them. */
export async function countRequestsToReview(db: Database, least: number): Promise<number> {
  const rows = await db.query<{ waiting: number }>(
    'SELECT count(*)::int AS waiting FROM service_request WHERE people >= $1',
    [least],
  )
  return rows[0]!.waiting
}

/** What is asked for, by most people first. */
export async function listRequests(db: Database, limit: number): Promise<RequestRecord[]> {
  const rows = await db.query<{
    key: string
    name: string
    host: string | null
    people: number
    first_at: Date
    last_at: Date
  }>(
    `SELECT key, name, host, people, first_at, last_at FROM service_request
     ORDER BY people DESC, last_at DESC, key LIMIT $1`,
    [limit],
  )
  return rows.map(({ first_at, last_at, ...row }) => ({
    ...row,
    firstAt: first_at.getTime(),
    lastAt: last_at.getTime(),
  }))
}

/** Forgets who asked more than 48 hours ago, and what nearly nobody asked for in a long time. */
export async function forgetRequests(db: Database, now: number): Promise<void> {
  await db.query('DELETE FROM service_request_asker WHERE asked_at < $1', [new Date(now - 2 * 86_400_000)])
  await db.query('DELETE FROM service_request WHERE people < $1 AND last_at < $2', [
    lonelyPeople,
    new Date(now - lonelyMs),
  ])
}
