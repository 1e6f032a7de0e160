import type { Verdict } from '#core/detect/verdict.ts'
import { reportersOf } from '#core/detect/verdict-rounding.ts'
import type { Status } from '#core/status.ts'
import type { VerdictView } from '#core/view.ts'
import type { Database } from '../db.ts'

export const verdictView = (verdict: Verdict): VerdictView => ({
  ...verdict,
  at: new Date(verdict.at).toISOString(),
})

/** A verdict as it was kept, whole: rows older than `reporters` get it from their evidence. */
export const storedVerdict = (kept: VerdictView): VerdictView => ({ ...kept, reporters: reportersOf(kept) })

/** Appends to the verdict log; a minute already written stays as it was, so that replay has no hindsight. */
export async function appendVerdicts(
  db: Database,
  entries: { serviceId: string; verdict: Verdict }[],
): Promise<void> {
  if (entries.length === 0) return
  await db.query(
    `INSERT INTO verdict (service_id, at, status, verdict)
     SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::jsonb[]) ORDER BY 1, 2
     ON CONFLICT DO NOTHING`,
    [
      entries.map((entry) => entry.serviceId),
      entries.map((entry) => new Date(entry.verdict.at)),
      entries.map((entry) => entry.verdict.status),
      entries.map((entry) => JSON.stringify(verdictView(entry.verdict))),
    ],
  )
}

/** The log of one service in [from, to), ms, oldest first. */
export async function readVerdicts(
  db: Database,
  serviceId: string,
  from: number,
  to: number,
): Promise<{ at: number; status: Status; verdict: VerdictView }[]> {
  const rows = await db.query<{ at: Date; status: Status; verdict: VerdictView }>(
    `SELECT at, status, verdict FROM verdict WHERE service_id = $1 AND at >= $2 AND at < $3 ORDER BY at`,
    [serviceId, new Date(from), new Date(to)],
  )
  return rows.map((row) => ({ ...row, at: row.at.getTime(), verdict: storedVerdict(row.verdict) }))
}

/** What the log last said of a service at or before `at`, ms. null: nothing that early. */
export async function readVerdictAt(
  db: Database,
  serviceId: string,
  at: number,
): Promise<VerdictView | null> {
  const rows = await db.query<{ verdict: VerdictView }>(
    `SELECT verdict FROM verdict WHERE service_id = $1 AND at <= $2 ORDER BY at DESC LIMIT 1`,
    [serviceId, new Date(at)],
  )
  return rows[0] ? storedVerdict(rows[0].verdict) : null
}
