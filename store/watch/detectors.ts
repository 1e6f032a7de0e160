import type { Baseline, DetectorSnapshot } from '#core/detect/verdict.ts'
import type { Database } from '../db.ts'

export interface DetectorRow {
  serviceId: string
  /** Start of the next minute the detector expects, ms. */
  at: number
  snapshot: DetectorSnapshot
  baseline: Baseline
}

/** Bytes as base64: what JSON can carry. */
const encode = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
    : value

/** The data of a snapshot has no strings but those. */
function decode(value: unknown): unknown {
  if (typeof value === 'string') return new Uint8Array(Buffer.from(value, 'base64'))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]))
}

/** Keeps snapshots; those older than two days before `now` go, but never a service's newest. */
export async function writeDetectors(db: Database, rows: DetectorRow[], now: number): Promise<void> {
  if (rows.length === 0) return
  await db.query(
    `INSERT INTO detector_state (service_id, at, snapshot, baseline)
     SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::jsonb[]) ORDER BY 1
     ON CONFLICT (service_id, at) DO UPDATE SET snapshot = excluded.snapshot, baseline = excluded.baseline`,
    [
      rows.map((row) => row.serviceId),
      rows.map((row) => new Date(row.at)),
      rows.map((row) => JSON.stringify(row.snapshot, encode)),
      rows.map((row) => JSON.stringify(row.baseline)),
    ],
  )
  await db.query(`DELETE FROM detector_state WHERE at < $1 AND service_id = ANY($2::uuid[])`, [
    new Date(Math.min(now, ...rows.map((row) => row.at)) - 2 * 86_400_000),
    rows.map((row) => row.serviceId),
  ])
}

/**
 * The newest snapshot of each of these services that has one, not of a time after `now` (a clock may be put back).
 * About 27 kB each: ask for some hundreds at a time.
 */
export async function readDetectors(db: Database, serviceIds: string[], now: number): Promise<DetectorRow[]> {
  const rows = await db.query<{
    service_id: string
    at: Date
    snapshot: DetectorSnapshot
    baseline: Baseline
  }>(
    `SELECT DISTINCT ON (service_id) service_id, at, snapshot, baseline
     FROM detector_state WHERE service_id = ANY($1::uuid[]) AND at <= $2 ORDER BY service_id, at DESC`,
    [serviceIds, new Date(now)],
  )
  return rows.map((row) => ({
    serviceId: row.service_id,
    at: row.at.getTime(),
    snapshot: { version: row.snapshot.version, data: decode(row.snapshot.data) },
    baseline: row.baseline,
  }))
}

/** What is usual for one service, as last snapshotted; null while nothing was learnt. */
export async function readBaseline(db: Database, serviceId: string): Promise<Baseline | null> {
  const rows = await db.query<{ baseline: Baseline }>(
    `SELECT baseline FROM detector_state WHERE service_id = $1 ORDER BY at DESC LIMIT 1`,
    [serviceId],
  )
  return rows[0]?.baseline ?? null
}
