import type { Status } from '#core/status.ts'
import { noSurroundings, type StateView } from '#core/view.ts'
import type { Database } from '../db.ts'
import { storedVerdict } from './verdicts.ts'

/** One row of the small table that every room looks at by version. */
export interface StateRow {
  serviceId: string
  view: StateView
  updatedAt: number
}

/**
 * Writes changed states in one statement and returns their versions by service id. The store counts the
 * versions, so that two leaders in turn never give one number to two states; a writer whose lease epoch is
 * old changes nothing.
 */
export async function writeStates(
  db: Database,
  states: { serviceId: string; view: StateView }[],
  epoch: number,
  now: number,
): Promise<Map<string, number>> {
  if (states.length === 0) return new Map()
  const rows = await db.query<{ service_id: string; version: number }>(
    `INSERT INTO service_state (service_id, status, version, view, epoch, updated_at)
     SELECT t.*, $5, $6 FROM unnest($1::uuid[], $2::text[], $3::int[], $4::jsonb[]) AS t ORDER BY 1
     ON CONFLICT (service_id) DO UPDATE
       SET status = excluded.status, version = greatest(excluded.version, service_state.version + 1),
           view = jsonb_set(excluded.view, '{version}',
             to_jsonb(greatest(excluded.version, service_state.version + 1))),
           epoch = excluded.epoch, updated_at = excluded.updated_at
       WHERE service_state.epoch <= excluded.epoch
     RETURNING service_id, version`,
    [
      states.map((state) => state.serviceId),
      states.map((state) => state.view.status),
      states.map((state) => state.view.version),
      states.map((state) => JSON.stringify(state.view)),
      epoch,
      new Date(now),
    ],
  )
  return new Map(rows.map((row) => [row.service_id, row.version]))
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
    view: inOrder(row.view),
    updatedAt: row.updated_at.getTime(),
  }))
}

/**
 * As people read it in the API, whatever order the store keeps: whom it is about and what is said first, what stands
 * around it last. States written before that was known of say nothing of it.
 */
function inOrder(stored: StateView): StateView {
  const { service, status, since, at, verdict, scopes, confinedTo, hints, ...numbers } = {
    ...noSurroundings,
    ...stored,
  }
  const told = verdict && storedVerdict(verdict)
  return { service, status, since, at, ...numbers, verdict: told, scopes, confinedTo, hints }
}

/** Which version of each state there is, of those written after `since`, ms: what a look costs does not grow with what they say. */
export async function readVersions(
  db: Database,
  since: number,
): Promise<{ serviceId: string; version: number; updatedAt: number }[]> {
  // Times as numbers: reading a date costs more than all else of a row.
  return db.query(
    `SELECT service_id AS "serviceId", version, round(extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAt"
     FROM service_state WHERE updated_at > $1`,
    [new Date(since)],
  )
}

/** How every service stands, in a word, and when that was written: reading all that is said of thousands is dear. */
export async function readStatuses(
  db: Database,
): Promise<{ serviceId: string; status: Status; updatedAt: number }[]> {
  return db.query(
    `SELECT service_id AS "serviceId", status, round(extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAt"
     FROM service_state`,
  )
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

/** A leader whose epoch is past writes nothing. */
export async function writeProgress(db: Database, progress: WatchProgress, epoch: number): Promise<void> {
  await db.query(
    `INSERT INTO watch_progress (name, through, ticked_at)
     SELECT 'watch', $1, $2 WHERE NOT EXISTS (SELECT 1 FROM lease WHERE name = 'watch' AND epoch > $3)
     ON CONFLICT (name) DO UPDATE SET through = excluded.through, ticked_at = excluded.ticked_at`,
    [new Date(progress.through), new Date(progress.tickedAt), epoch],
  )
}
