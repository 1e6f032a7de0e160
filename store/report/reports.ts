import { dedupeMinutes, peoplePerUnit } from '#core/figures.ts'
import { lateClassId } from '#core/report/report.ts'
import type { Database } from '../db.ts'

/** One report on its way into the store. Keys are HMACs, never addresses. */
export interface ReportRow {
  serviceId: string
  /** Server time of arrival, ms. */
  createdAt: number
  id: string
  /** core/report/report problemIds; 0 = not said. */
  problemId: number
  /** Index into core/report/report reportClasses, or lateClassId. */
  classId: number
  reporterKey: Buffer
  /** The same person under yesterday's salt, near midnight; else null. */
  yesterday: { reporterKey: Buffer; unitKey: Buffer } | null
  unitKey: Buffer
  prefixKey: Buffer
  country: string | null
  /** The network's name, where a table knows it. */
  network: string | null
  keyHash: Buffer
  bodyHash: Buffer
  reports15m: number
}

export type InsertOutcome =
  | { kind: 'stored'; repeatOf: number | null }
  /** The same Idempotency-Key came before. */
  | { kind: 'replay'; first: FirstReport | 'undone'; sameBody: boolean }

export interface FirstReport {
  id: string
  createdAt: number
  reports15m: number
  repeatOf: number | null
}

// One statement per batch (the function insert_reports, prisma/migrations): keys, people, rows and buckets stand or
// fall together, and a retry of the same batch after a lost answer adds nothing.
const insertSql = `
SELECT id, repeat_of FROM insert_reports($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
  ${peoplePerUnit}, ${dedupeMinutes}, ${lateClassId}::smallint)`

const replaySql = `
SELECT encode(k.service_id::text::bytea || k.key_hash, 'hex') AS key, k.report_id, k.created_at, k.reports_15m,
  k.body_hash, r.id AS row_id, r.repeat_of
FROM unnest($1::uuid[], $2::bytea[]) AS t(service_id, key_hash)
JOIN idempotency_key k ON k.service_id = t.service_id AND k.key_hash = t.key_hash
LEFT JOIN report r ON r.service_id = k.service_id AND r.created_at = k.created_at AND r.id = k.report_id`

interface ReplayRow {
  key: string
  report_id: string
  created_at: Date
  reports_15m: number
  body_hash: Buffer
  row_id: string | null
  repeat_of: Date | null
}

const replayKey = (row: ReportRow) => Buffer.concat([Buffer.from(row.serviceId), row.keyHash]).toString('hex')

/**
 * Writes a batch in one transaction and says of each report what became of it. Resolves after COMMIT.
 * Sending the same batch again (same ids) is harmless.
 */
export async function insertReports(db: Database, batch: ReportRow[]): Promise<InsertOutcome[]> {
  const column = <Key extends keyof ReportRow>(key: Key) => batch.map((row) => row[key])
  const values = [
    column('serviceId'),
    batch.map((row) => new Date(row.createdAt).toISOString()),
    column('id'),
    column('problemId'),
    column('classId'),
    column('reporterKey'),
    batch.map(({ yesterday }) => yesterday?.reporterKey ?? null),
    column('unitKey'),
    column('prefixKey'),
    column('country'),
    column('keyHash'),
    column('bodyHash'),
    column('reports15m'),
    db.lane,
    column('network'),
    batch.map(({ yesterday }) => yesterday?.unitKey ?? null),
  ]
  const stored = await db.query<{ id: string; repeat_of: Date | null }>(insertSql, values)
  const byId = new Map(stored.map((row) => [row.id, row]))
  const again = batch.filter((row) => !byId.has(row.id))
  const replays = new Map<string, ReplayRow>()
  if (again.length > 0) {
    const rows = await db.query<ReplayRow>(replaySql, [
      again.map((row) => row.serviceId),
      again.map((row) => row.keyHash),
    ])
    for (const row of rows) replays.set(row.key, row)
  }
  return batch.map((row): InsertOutcome => {
    const own = byId.get(row.id)
    if (own) return { kind: 'stored', repeatOf: own.repeat_of?.getTime() ?? null }
    const earlier = replays.get(replayKey(row))
    if (!earlier) throw new Error('a report neither stored nor known: the key expired between two statements')
    const first: FirstReport | 'undone' =
      earlier.row_id === null
        ? 'undone'
        : {
            id: earlier.report_id,
            createdAt: earlier.created_at.getTime(),
            reports15m: earlier.reports_15m,
            repeatOf: earlier.repeat_of?.getTime() ?? null,
          }
    return { kind: 'replay', first, sameBody: earlier.body_hash.equals(row.bodyHash) }
  })
}
