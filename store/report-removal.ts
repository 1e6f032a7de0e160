import type { Database } from './db.ts'

export interface ReportPlace {
  serviceId: string
  createdAt: number
  id: string
  /** Under which its place and network were counted; the report itself does not keep them. */
  country: string | null
  network: string | null
}

/** Takes a report back: the row goes and every bucket that held it counts one less. False if it was gone. */
export async function deleteReport(db: Database, place: ReportPlace): Promise<boolean> {
  const rows = await db.query<{ gone: number }>(
    `WITH gone AS (
       DELETE FROM report WHERE service_id = $1 AND created_at = $2 AND id = $3 RETURNING *
     ), minutes AS (
       UPDATE report_bucket_minute m SET count = m.count - 1, reporters = m.reporters - g.counted::int,
         weight = m.weight - g.weight
       FROM gone g WHERE m.service_id = g.service_id AND m.minute = date_trunc('minute', g.created_at)
         AND m.problem_id = g.problem_id AND m.class = g.class AND m.lane = g.lane
     ), quarters AS (
       UPDATE report_bucket_15m q SET count = q.count - 1, reporters = q.reporters - g.counted::int
       FROM gone g WHERE q.service_id = g.service_id AND q.slot = date_bin('15 minutes', g.created_at, 'epoch')
         AND q.problem_id = g.problem_id
     ), places AS (
       UPDATE report_bucket_country_15m p SET reporters = p.reporters - 1
       FROM gone g WHERE g.counted AND p.service_id = g.service_id AND p.country = $4 AND p.lane = g.lane
         AND p.slot = date_bin('15 minutes', g.created_at, 'epoch')
     ), scopes AS (
       UPDATE report_bucket_scope_minute m SET count = m.count - 1, reporters = m.reporters - g.counted::int,
         weight = m.weight - g.weight, firsts = m.firsts - (g.weight = 1000)::int,
         seconds = m.seconds - (g.weight = 500)::int
       FROM gone g WHERE m.service_id = g.service_id AND m.minute = date_trunc('minute', g.created_at)
         AND m.scope IN ('country:' || $4::text, 'network:' || $5::text) AND m.class = g.class AND m.lane = g.lane
     ), people AS (
       DELETE FROM reporter_seen s USING gone g
       WHERE s.service_id = g.service_id AND s.reporter_key = g.reporter_key
         AND s.counted_at = g.created_at
     )
     SELECT count(*)::int AS gone FROM gone`,
    [place.serviceId, new Date(place.createdAt), place.id, place.country, place.network],
  )
  return rows[0]?.gone === 1
}
