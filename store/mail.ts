import { createHash, randomBytes } from 'node:crypto'
import type { Locale } from '#core/locale.ts'
import type { Database } from './db.ts'

/** confirm: does this mailbox's owner want it? over: the one message that was asked for. */
export type MailKind = 'confirm' | 'over'

/** A mail that is to be sent now, claimed by one sender. */
export interface DueMail {
  kind: MailKind
  serviceId: string
  mailbox: string
  lang: Locale
  /** What the links of the mail carry, base64url. */
  token: string
  /** The incident's span, ms; `endedAt` is null while it is open. */
  startedAt: number
  endedAt: number | null
  /** How often it was claimed, this time included. */
  attempts: number
}

const hourMs = 3_600_000
/** A mailbox is asked once in so long, however often somebody names it. */
const askedOnceMs = hourMs
const unconfirmedMs = 24 * hourMs
const keptMs = 30 * 24 * hourMs

const hashOf = (mailbox: string): Buffer => createHash('sha256').update(mailbox.toLowerCase()).digest()
const bytesOf = (token: string): Buffer => Buffer.from(token, 'base64url')

/**
 * Notes that a mailbox shall be told when the open incident of a service is over, and that it is to be asked first.
 * One that was asked lately, or has confirmed, is left alone. False: no incident is open.
 */
export async function insertMailWish(
  db: Database,
  serviceId: string,
  { mailbox, lang }: { mailbox: string; lang: Locale },
  now: number,
): Promise<boolean> {
  const rows = await db.query(
    `WITH open AS (SELECT service_id, id FROM incident WHERE service_id = $1 AND ended_at IS NULL),
     wish AS (
       INSERT INTO mail_wish AS w
         (service_id, mailbox_hash, incident_id, mailbox, lang, token, created_at, attempts, next_try_at)
       SELECT service_id, $2, id, $3, $4, $5, $6, 0, $6 FROM open
       ON CONFLICT (service_id, mailbox_hash) DO UPDATE
         SET incident_id = excluded.incident_id, lang = excluded.lang, token = excluded.token,
             created_at = excluded.created_at, confirmed_at = NULL, attempts = 0, next_try_at = excluded.next_try_at
         WHERE w.created_at < $7 AND (w.confirmed_at IS NULL OR w.incident_id <> excluded.incident_id)
     )
     SELECT 1 FROM open`,
    [serviceId, hashOf(mailbox), mailbox, lang, randomBytes(16), new Date(now), new Date(now - askedOnceMs)],
  )
  return rows.length > 0
}

/** The mailbox's owner wants it. False: there is no such wish, or none any more. */
export async function confirmMailWish(db: Database, token: string, now: number): Promise<boolean> {
  const rows = await db.query(
    `UPDATE mail_wish SET confirmed_at = coalesce(confirmed_at, $2), next_try_at = $2, attempts = 0
     WHERE token = $1 RETURNING 1`,
    [bytesOf(token), new Date(now)],
  )
  return rows.length > 0
}

export async function deleteMailWish(db: Database, token: string): Promise<void> {
  await db.query(`DELETE FROM mail_wish WHERE token = $1`, [bytesOf(token)])
}

/** The question went out: nothing follows before it is answered. */
export async function restMailWish(db: Database, token: string): Promise<void> {
  await db.query(
    `UPDATE mail_wish SET next_try_at = NULL, attempts = 0 WHERE token = $1 AND confirmed_at IS NULL`,
    [bytesOf(token)],
  )
}

/**
 * Claims the next mail for one sender of however many: a question to somebody who was named, or the message to
 * somebody who confirmed, once the incident has ended. It is due again after a pause that grows with its attempts
 * (1 min, 4 min, 16 min …), should the sender fail or fall; the first is longer than a send may take.
 */
export async function claimDueMail(db: Database, now: number): Promise<DueMail | undefined> {
  const rows = await db.query<{
    kind: MailKind
    service_id: string
    mailbox: string
    lang: Locale
    token: Buffer
    started_at: Date
    ended_at: Date | null
    attempts: number
  }>(
    `WITH due AS (
       SELECT w.token, i.started_at, i.ended_at FROM mail_wish w
       JOIN incident i ON i.service_id = w.service_id AND i.id = w.incident_id
       WHERE w.next_try_at <= $1 AND (w.confirmed_at IS NULL OR i.ended_at IS NOT NULL)
       ORDER BY w.next_try_at LIMIT 1 FOR UPDATE OF w SKIP LOCKED
     )
     UPDATE mail_wish w
     SET attempts = w.attempts + 1, next_try_at = $1 + make_interval(secs => 60 * power(4, w.attempts))
     FROM due WHERE w.token = due.token
     RETURNING CASE WHEN w.confirmed_at IS NULL THEN 'confirm' ELSE 'over' END AS kind,
       w.service_id, w.mailbox, w.lang, w.token, w.attempts, due.started_at, due.ended_at`,
    [new Date(now)],
  )
  const [claimed] = rows.map(({ service_id, token, started_at, ended_at, ...row }) => ({
    ...row,
    serviceId: service_id,
    token: token.toString('base64url'),
    startedAt: started_at.getTime(),
    endedAt: ended_at?.getTime() ?? null,
  }))
  return claimed
}

/** Forgets mailboxes that did not confirm within a day, and all after 30 days. */
export async function forgetMailWishes(db: Database, now: number): Promise<void> {
  await db.query(
    `DELETE FROM mail_wish WHERE created_at < $1 OR (confirmed_at IS NULL AND created_at < $2)`,
    [new Date(now - keptMs), new Date(now - unconfirmedMs)],
  )
}
