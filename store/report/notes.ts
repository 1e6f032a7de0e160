import { minuteMs } from '#core/bucket.ts'
import { flagsToHold, type HoldReason, isRepeated, networkMost, noteStates } from '#core/report/note.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'

const dayMs = 1_440 * minuteMs

/** A note without an incident is kept so long. */
export const noteKeptMs = dayMs

export interface NoteRow {
  serviceId: string
  reportId: string
  postedAt: number
  problemId: number
  country: string | null
  body: string
  folded: string
  bodyHash: Buffer
  prefixKey: Buffer | null
  /** Why its text alone makes it wait; null: nothing. */
  heldFor: HoldReason | null
}

/**
 * Keeps what a person wrote to their report; written again it takes the place of what was there, and nobody has said
 * "same here" to it yet. Held when it came often, or from a network that writes a lot. What was once hidden, or has
 * flags, does not come back by being rewritten.
 */
export async function writeNote(db: Database, note: NoteRow): Promise<void> {
  const [before] = await db.query<{ alike: number; near: number }>(
    `SELECT count(*) FILTER (WHERE body_hash = $3)::int AS alike,
       count(*) FILTER (WHERE prefix_key = $4 AND posted_at > $5)::int AS near
     FROM report_note WHERE service_id = $1 AND report_id <> $2 AND posted_at > $6`,
    [
      ...[note.serviceId, note.reportId, note.bodyHash, note.prefixKey],
      ...[new Date(note.postedAt - 60 * minuteMs), new Date(note.postedAt - dayMs)],
    ],
  )
  const heldFor =
    note.heldFor ??
    (isRepeated(note.folded, before?.alike ?? 0)
      ? 'repeated'
      : (before?.near ?? 0) >= networkMost
        ? 'network'
        : null)
  await db.query(
    `WITH unsaid AS (
       DELETE FROM note_voice v USING report_note n
       WHERE n.service_id = $1 AND n.report_id = $2 AND n.body <> $6
         AND v.service_id = n.service_id AND v.note_id = n.id AND v.kind = 'same'
     )
     INSERT INTO report_note AS n
       (service_id, report_id, posted_at, problem_id, country, body, body_hash, state, held_for, prefix_key, id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     ON CONFLICT (service_id, report_id) DO UPDATE
       SET problem_id = excluded.problem_id, country = excluded.country, body = excluded.body,
         body_hash = excluded.body_hash, held_for = coalesce(excluded.held_for, n.held_for),
         state = CASE WHEN n.body = excluded.body THEN n.state ELSE greatest(n.state, excluded.state) END,
         same = CASE WHEN n.body = excluded.body THEN n.same ELSE 0 END,
         checked_at = CASE WHEN n.body = excluded.body THEN n.checked_at END`,
    [
      ...[note.serviceId, note.reportId, new Date(note.postedAt), note.problemId, note.country, note.body],
      ...[note.bodyHash, heldFor ? noteStates.held : noteStates.shown, heldFor, note.prefixKey],
      newId(note.postedAt),
    ],
  )
}

/** Takes away what was written to a report; the report stays. */
export async function deleteNote(db: Database, serviceId: string, reportId: string): Promise<void> {
  await db.query('DELETE FROM report_note WHERE service_id = $1 AND report_id = $2', [serviceId, reportId])
}

/** The kind of problem of a note that is shown; null: there is no such note. */
export async function readShownNote(
  db: Database,
  serviceId: string,
  id: string,
): Promise<{ problemId: number } | null> {
  const rows = await db.query<{ problem_id: number }>(
    'SELECT problem_id FROM public_note WHERE service_id = $1 AND id = $2',
    [serviceId, id],
  )
  return rows[0] ? { problemId: rows[0].problem_id } : null
}

/** One person's "same here" or flag; said again it changes nothing. Answers how many have said it. */
export async function addVoice(
  db: Database,
  voice: { serviceId: string; noteId: string; kind: 'same' | 'flag'; key: Buffer; at: number },
): Promise<number> {
  const column = voice.kind === 'same' ? 'same' : 'flags'
  const rows = await db.query<{ said: number }>(
    `WITH new AS (
       INSERT INTO note_voice (service_id, note_id, kind, voice_key, said_at)
       SELECT service_id, id, $3, $4, $5 FROM report_note WHERE service_id = $1 AND id = $2 AND state = 0
       ON CONFLICT DO NOTHING RETURNING 1
     ), moved AS (
       UPDATE report_note SET ${column} = ${column} + 1,
         ${
           voice.kind === 'flag'
             ? `held_for = CASE WHEN flags + 1 >= ${flagsToHold} AND checked_at IS NULL THEN 'flags' ELSE held_for END,
         state = CASE WHEN flags + 1 >= ${flagsToHold} AND checked_at IS NULL THEN ${noteStates.held} ELSE state END`
             : 'state = state'
         }
       WHERE service_id = $1 AND id = $2 AND EXISTS (SELECT 1 FROM new) RETURNING ${column} AS said
     )
     SELECT coalesce((SELECT said FROM moved),
       (SELECT ${column} FROM report_note WHERE service_id = $1 AND id = $2), 0)::int AS said`,
    [voice.serviceId, voice.noteId, voice.kind, voice.key, new Date(voice.at)],
  )
  return rows[0]?.said ?? 0
}

export interface CheckedNote {
  id: string
  service: string
  nameEn: string
  nameAr: string
  postedAt: Date
  state: keyof typeof noteStates
  heldFor: string | null
  flags: number
  same: number
  body: string
  /** ISO 3166-1 alpha-2; null: not known. */
  country: string | null
  problemId: number
  /** Other notes of the same network within an hour of it. */
  near: number
  /** Another one as soon as its words or its state are. */
  mark: string
}

const markOf = `encode(n.body_hash, 'hex') || n.state`

const stateNames = Object.keys(noteStates) as (keyof typeof noteStates)[]

/** Notes for the person in charge: those that wait, oldest first, or all, newest first. */
export async function listNotesToCheck(db: Database, all: boolean, limit = 1_000): Promise<CheckedNote[]> {
  const rows = await db.query<Omit<CheckedNote, 'state'> & { state: number }>(
    `SELECT n.id, s.slug AS service, s.name_en AS "nameEn", s.name_ar AS "nameAr", posted_at AS "postedAt", state, held_for AS "heldFor", flags, same, body,
       country, problem_id AS "problemId",
       (SELECT count(*)::int FROM report_note o WHERE o.service_id = n.service_id AND o.id <> n.id
          AND o.prefix_key = n.prefix_key
          AND o.posted_at BETWEEN n.posted_at - interval '1 hour' AND n.posted_at + interval '1 hour') AS near, ${markOf} AS mark
     FROM report_note n JOIN service s ON s.id = n.service_id
     WHERE $1 OR state = ${noteStates.held}
     ORDER BY CASE WHEN $1 THEN -extract(epoch FROM posted_at) ELSE extract(epoch FROM posted_at) END LIMIT $2`,
    [all, limit],
  )
  return rows.map((row) => ({ ...row, state: stateNames[row.state]! }))
}

/** How many notes wait until somebody has looked at them. */
export async function countNotesToCheck(db: Database): Promise<number> {
  const rows = await db.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM report_note WHERE state = ${noteStates.held}`,
  )
  return rows[0]!.waiting
}

/**
 * Shows or hides a note for good, so that flags change nothing after that; or takes that back, and it waits again.
 * Answers the slug of its service; null: there is no such note, or not with the mark that was seen.
 */
export async function decideNote(
  db: Database,
  id: string,
  state: keyof typeof noteStates,
  now: number,
  seen: string | null = null,
): Promise<string | null> {
  const rows = await db.query<{ slug: string }>(
    `UPDATE report_note n SET state = $2, checked_at = $3 FROM service s
     WHERE n.id = $1 AND s.id = n.service_id AND ($4::text IS NULL OR ${markOf} = $4) RETURNING s.slug`,
    [id, noteStates[state], state === 'held' ? null : new Date(now), seen],
  )
  return rows[0]?.slug ?? null
}

/**
 * Lets notes go: a day after they were written, or with the open incident they belong to, whichever is later. Who
 * wrote, agreed or flagged is forgotten after 48 hours; corrected places and used proofs when they are no longer needed.
 */
export async function forgetNotes(db: Database, now: number): Promise<void> {
  const [at, keysFrom] = [new Date(now), new Date(now - 2 * dayMs)]
  await db.query(
    `DELETE FROM report_note n WHERE posted_at < $1 AND NOT EXISTS (
       SELECT 1 FROM incident i
       WHERE i.service_id = n.service_id AND i.ended_at IS NULL AND i.started_at <= n.posted_at)`,
    [new Date(now - noteKeptMs)],
  )
  await db.query('UPDATE report_note SET prefix_key = NULL WHERE posted_at < $1 AND prefix_key IS NOT NULL', [
    keysFrom,
  ])
  await db.query('DELETE FROM note_voice WHERE said_at < $1', [keysFrom])
  await db.query('DELETE FROM report_place WHERE expires_at < $1', [at])
  await db.query('DELETE FROM spent_proof WHERE expires_at < $1', [at])
}
