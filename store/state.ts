import type { StateView } from '#core/view.ts'
import type { Database } from './db.ts'

/** One row of the small table that every room looks at by version. */
export interface StateRow {
  serviceId: string
  view: StateView
  updatedAt: number
}

/** Writes changed states in one statement. A writer whose lease epoch is old changes nothing. */
export async function writeStates(
  db: Database,
  states: { serviceId: string; view: StateView }[],
  epoch: number,
  now: number,
): Promise<void> {
  if (states.length === 0) return
  await db.query(
    `INSERT INTO service_state (service_id, status, version, view, epoch, updated_at)
     SELECT t.*, $5, $6 FROM unnest($1::uuid[], $2::text[], $3::int[], $4::jsonb[]) AS t ORDER BY 1
     ON CONFLICT (service_id) DO UPDATE
       SET status = excluded.status, version = excluded.version, view = excluded.view,
           epoch = excluded.epoch, updated_at = excluded.updated_at
       WHERE service_state.epoch <= excluded.epoch`,
    [
      states.map((state) => state.serviceId),
      states.map((state) => state.view.status),
      states.map((state) => state.view.version),
      states.map((state) => JSON.stringify(state.view)),
      epoch,
      new Date(now),
    ],
  )
}

export interface StateQuery {
  /** Only states written after this, ms. Callers overlap their looks and drop known versions. */
  since?: number
  /** Only these services. */
  serviceIds?: string[]
}

/** States of all services, or of those asked for. */
export async function readStates(db: Database, query: StateQuery = {}): Promise<StateRow[]> {
  const rows = await db.query<{ service_id: string; view: StateView; updated_at: Date }>(
    `SELECT service_id, view, updated_at FROM service_state
     WHERE updated_at > $1 AND ($2::uuid[] IS NULL OR service_id = ANY($2))`,
    [new Date(query.since ?? 0), query.serviceIds ?? null],
  )
  return rows.map((row) => ({
    serviceId: row.service_id,
    view: row.view,
    updatedAt: row.updated_at.getTime(),
  }))
}

export interface WatchProgress {
  /** End of the last minute judged, ms. */
  through: number
  tickedAt: number
}

/** How far the watch has come: what "our numbers are from" is measured by. null: never ran. */
export async function readProgress(db: Database): Promise<WatchProgress | null> {
  const rows = await db.query<{ through: Date; ticked_at: Date }>(
    `SELECT through, ticked_at FROM watch_progress WHERE name = 'watch'`,
  )
  const row = rows[0]
  return row ? { through: row.through.getTime(), tickedAt: row.ticked_at.getTime() } : null
}

export async function writeProgress(db: Database, progress: WatchProgress): Promise<void> {
  await db.query(
    `INSERT INTO watch_progress (name, through, ticked_at) VALUES ('watch', $1, $2)
     ON CONFLICT (name) DO UPDATE SET through = excluded.through, ticked_at = excluded.ticked_at`,
    [new Date(progress.through), new Date(progress.tickedAt)],
  )
}
