import { createHash } from 'node:crypto'
import type { Locale } from '#core/locale.ts'
import type { Database } from './db.ts'

/** Where a browser wants its one message, and the keys to seal it with (W3C Push API). */
export interface PushAddress {
  endpoint: string
  p256dh: string
  auth: string
}

/** A subscription whose incident is over, claimed by one sender. */
export interface DuePush extends PushAddress {
  serviceId: string
  lang: Locale
  /** The incident's span, ms. */
  startedAt: number
  endedAt: number
  /** How often it was claimed, this time included. */
  attempts: number
}

const keptDays = 30

const hashOf = (endpoint: string): Buffer => createHash('sha256').update(endpoint).digest()

/** Keeps an address until the open incident of a service is over; false: none is open. */
export async function insertPush(
  db: Database,
  serviceId: string,
  address: PushAddress & { lang: Locale },
  now: number,
): Promise<boolean> {
  const { endpoint, p256dh, auth, lang } = address
  const rows = await db.query(
    `INSERT INTO push_subscription
       (service_id, endpoint_hash, incident_id, endpoint, p256dh, auth, lang, created_at, attempts, next_try_at)
     SELECT service_id, $2, id, $3, $4, $5, $6, $7, 0, $7 FROM incident WHERE service_id = $1 AND ended_at IS NULL
     ON CONFLICT (service_id, endpoint_hash) DO UPDATE
       SET incident_id = excluded.incident_id, p256dh = excluded.p256dh, auth = excluded.auth,
           lang = excluded.lang, created_at = excluded.created_at, attempts = 0, next_try_at = excluded.next_try_at
     RETURNING 1`,
    [serviceId, hashOf(endpoint), endpoint, p256dh, auth, lang, new Date(now)],
  )
  return rows.length > 0
}

export async function deletePush(db: Database, serviceId: string, endpoint: string): Promise<void> {
  await db.query(`DELETE FROM push_subscription WHERE service_id = $1 AND endpoint_hash = $2`, [
    serviceId,
    hashOf(endpoint),
  ])
}

/**
 * Claims the next subscription whose incident has ended, for one sender of however many: it is due again only after a
 * pause that grows with its attempts (30 s, 2 min, 8 min …), should the sender fail or fall; the first is longer than a
 * send may take.
 */
export async function claimDuePush(db: Database, now: number): Promise<DuePush | undefined> {
  const rows = await db.query<
    PushAddress & { service_id: string; lang: Locale; started_at: Date; ended_at: Date; attempts: number }
  >(
    `WITH due AS (
       SELECT s.service_id, s.endpoint_hash, i.started_at, i.ended_at FROM push_subscription s
       JOIN incident i ON i.service_id = s.service_id AND i.id = s.incident_id
       WHERE s.next_try_at <= $1 AND i.ended_at IS NOT NULL
       ORDER BY s.next_try_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED
     )
     UPDATE push_subscription s
     SET attempts = s.attempts + 1, next_try_at = $1 + make_interval(secs => 30 * power(4, s.attempts))
     FROM due WHERE s.service_id = due.service_id AND s.endpoint_hash = due.endpoint_hash
     RETURNING s.service_id, s.endpoint, s.p256dh, s.auth, s.lang, s.attempts, due.started_at, due.ended_at`,
    [new Date(now)],
  )
  const [claimed] = rows.map(({ service_id, started_at, ended_at, ...row }) => ({
    ...row,
    serviceId: service_id,
    startedAt: started_at.getTime(),
    endedAt: ended_at.getTime(),
  }))
  return claimed
}

/** Forgets addresses that waited for 30 days. */
export async function forgetPushes(db: Database, now: number): Promise<void> {
  await db.query(`DELETE FROM push_subscription WHERE created_at < $1`, [
    new Date(now - keptDays * 86_400_000),
  ])
}
