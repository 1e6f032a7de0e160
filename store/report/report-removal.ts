import type pg from 'pg'
import type { Database } from '../db.ts'
import { pastDeadlocks } from './deadlock.ts'

export interface ReportPlace {
  serviceId: string
  createdAt: number
  id: string
  /** Under which its place and network were counted; the report itself does not keep them. */
  country: string | null
  network: string | null
}

/**
 * One at a time moves counts of a service back and forth: they touch the same rows, each in an order of its own, and
 * would give each other up over and over. What only adds does not wait for it.
 */
export const holdCounts = (client: pg.PoolClient, serviceId: string) =>
  client.query('SELECT 1 FROM service WHERE id = $1 FOR NO KEY UPDATE', [serviceId])

/**
 * Takes a report back: the row goes, every bucket that held it counts one less, and what was written to it goes too.
 * False if it was gone.
 */
export async function deleteReport(db: Database, place: ReportPlace): Promise<boolean> {
  const key = [place.serviceId, new Date(place.createdAt), place.id]
  const remove = () =>
    db.transaction(async (client) => {
      await holdCounts(client, place.serviceId)
      // Held first: its sender may be correcting its place at this moment.
      await client.query(
        'SELECT 1 FROM report WHERE service_id = $1 AND created_at = $2 AND id = $3 FOR UPDATE',
        key,
      )
      const { rows } = await client.query<{ gone: number }>(removalSql, [
        ...key,
        place.country,
        place.network,
      ])
      return rows[0]?.gone === 1
    })
  return pastDeadlocks(remove)
}

const removalSql = `WITH gone AS (
  DELETE FROM report WHERE service_id = $1 AND created_at = $2 AND id = $3 RETURNING *
), placed AS (
  DELETE FROM report_place WHERE service_id = $1 AND report_id = $3 RETURNING country
), minutes AS (
  UPDATE report_bucket_minute m SET count = m.count - 1, reporters = m.reporters - g.counted::int,
    weight = m.weight - g.weight
  FROM gone g WHERE m.service_id = g.service_id AND m.minute = date_trunc('minute', g.created_at)
    AND m.problem_id = g.problem_id AND m.class = g.class AND m.lane = g.lane
), named AS (
  UPDATE report_bucket_minute m SET added = m.added - 1
  FROM gone g WHERE g.counted AND m.service_id = g.service_id AND m.minute = date_trunc('minute', g.created_at)
    AND m.problem_id = ANY(g.added) AND m.class = g.class AND m.lane = g.lane
), quarters AS (
  UPDATE report_bucket_15m q SET count = q.count - 1, reporters = q.reporters - g.counted::int
  FROM gone g WHERE q.service_id = g.service_id AND q.slot = date_bin('15 minutes', g.created_at, 'epoch')
    AND q.problem_id = g.problem_id
), places AS (
  UPDATE report_bucket_country_15m p SET reporters = p.reporters - 1
  FROM gone g WHERE g.counted AND p.service_id = g.service_id AND p.country = coalesce((SELECT country::text FROM placed), $4::text) 
    AND p.lane = g.lane AND p.slot = date_bin('15 minutes', g.created_at, 'epoch')
), scopes AS (
  UPDATE report_bucket_scope_minute m SET count = m.count - 1, reporters = m.reporters - g.counted::int,
    weight = m.weight - g.weight, firsts = m.firsts - (g.weight = 1000)::int,
    seconds = m.seconds - (g.weight = 500)::int
  FROM gone g WHERE m.service_id = g.service_id AND m.minute = date_trunc('minute', g.created_at)
    AND m.scope IN ('country:' || coalesce((SELECT country::text FROM placed), $4::text), 'network:' || $5::text)
    AND m.class = g.class AND m.lane = g.lane
), notes AS (
  DELETE FROM report_note n USING gone g WHERE n.service_id = g.service_id AND n.report_id = g.id
), people AS (
  DELETE FROM reporter_seen s USING gone g
  WHERE s.service_id = g.service_id AND s.prefix_key = g.prefix_key AND s.counted_at = g.created_at
    AND s.reporter_key = g.reporter_key
)
SELECT count(*)::int AS gone FROM gone`
