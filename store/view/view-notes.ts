import type { NotePage, NoteView } from '#core/report/note.ts'
import type { Database } from '../db.ts'
import { problemOf } from '../service/services.ts'

/** Which notes: older than one, or newer; with neither, the newest. */
export interface NoteQuestion {
  before?: string | undefined
  since?: string | undefined
  /** Written in this time, both ends included, ms. */
  span?: { from: number; to: number } | undefined
  limit: number
}

/**
 * Notes of one service, newest first, from what pages may read: held and hidden ones are not in it.
 * @param places countries that may be named
 */
export async function readNotes(
  db: Database,
  serviceId: string,
  places: ReadonlySet<string>,
  { before, since, span, limit }: NoteQuestion,
): Promise<NotePage> {
  const rows = await db.query<{
    id: string
    posted_at: Date
    problem_id: number
    country: string | null
    body: string
    same: number
  }>(
    `SELECT id, posted_at, problem_id, country, body, same FROM public_note
     WHERE service_id = $1 AND ($2::uuid IS NULL OR id < $2) AND ($3::uuid IS NULL OR id > $3)
       AND ($5::timestamptz IS NULL OR posted_at BETWEEN $5 AND $6)
     ORDER BY id DESC LIMIT $4`,
    [
      ...[serviceId, before ?? null, since ?? null, limit + 1],
      ...(span ? [new Date(span.from), new Date(span.to)] : [null, null]),
    ],
  )
  const notes = rows.slice(0, limit).map((row): NoteView => {
    return {
      id: row.id,
      at: row.posted_at.toISOString(),
      problem: problemOf(row.problem_id),
      country: row.country && places.has(row.country) ? row.country : null,
      text: row.body,
      same: row.same,
    }
  })
  return { notes, next: rows.length > limit ? (notes.at(-1)?.id ?? null) : null }
}
