import { dedupeMinutes, peoplePerUnit } from '#core/figures.ts'
import { lateClassId } from '#core/report.ts'
import type { Database } from './db.ts'

/** One report on its way into the store. Keys are HMACs, never addresses. */
export interface ReportRow {
  serviceId: string
  /** Server time of arrival, ms. */
  createdAt: number
  id: string
  /** core/report problemIds; 0 = not said. */
  problemId: number
  /** Index into core/report reportClasses, or lateClassId. */
  classId: number
  reporterKey: Buffer
  /** The same person's key under yesterday's salt, near midnight; else null. */
  yesterdayKey: Buffer | null
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

// One statement per batch: keys, people, rows and buckets stand or fall together, and a retry of the
// same batch after a lost answer adds nothing. The ORDER BY of each upsert keeps two writers from deadlock.
const insertSql = `
WITH b AS (
  SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::smallint[], $5::smallint[], $6::bytea[],
    $7::bytea[], $8::bytea[], $9::bytea[], $10::text[], $11::bytea[], $12::bytea[], $13::int[], $15::text[])
    WITH ORDINALITY
    AS t(service_id, created_at, id, problem_id, class, reporter_key, yesterday_key, unit_key, prefix_key, country,
      key_hash, body_hash, reports_15m, network, n)
), keyed AS (
  INSERT INTO idempotency_key (service_id, key_hash, body_hash, report_id, created_at, reports_15m, expires_at)
  SELECT service_id, key_hash, body_hash, id, created_at, reports_15m, created_at + interval '24 hours'
  FROM b ORDER BY service_id, key_hash
  ON CONFLICT DO NOTHING RETURNING report_id
), fresh AS (
  -- Asked person by person: as a join the planner reads everybody who was ever seen, once a batch.
  SELECT b.*, coalesce(
      (SELECT seen.counted_at FROM reporter_seen seen WHERE seen.service_id = b.service_id
         AND seen.reporter_key = b.reporter_key AND seen.window_ends_at > b.created_at),
      CASE WHEN b.yesterday_key IS NOT NULL THEN
        (SELECT past.counted_at FROM reporter_seen past WHERE past.service_id = b.service_id
           AND past.reporter_key = b.yesterday_key AND past.window_ends_at > b.created_at) END) AS known_at,
    row_number() OVER (PARTITION BY b.service_id, b.reporter_key ORDER BY b.n) AS nth,
    first_value(b.created_at) OVER (PARTITION BY b.service_id, b.reporter_key ORDER BY b.n) AS first_at
  FROM b JOIN keyed ON keyed.report_id = b.id
), person AS (
  -- What our page brought (class 0) has the unit's share to itself; what is believed in part takes what is left.
  SELECT fresh.*, row_number() OVER (PARTITION BY service_id, unit_key ORDER BY class, n)
    + (SELECT count(*) FROM reporter_seen s WHERE s.service_id = fresh.service_id AND s.unit_key = fresh.unit_key
       AND s.window_ends_at > fresh.created_at AND s.counted AND (fresh.class > 0 OR s.class = 0))
    <= ${peoplePerUnit} AS counts
  -- Who reports too late is remembered as nobody: a report of now by the same person counts.
  FROM fresh WHERE known_at IS NULL AND nth = 1 AND class <> ${lateClassId}
), weighed AS (
  SELECT person.*, row_number() OVER (PARTITION BY service_id, prefix_key, class, counts ORDER BY n)
    + (SELECT count(*) FROM (SELECT 1 FROM reporter_seen s WHERE s.service_id = person.service_id
       AND s.prefix_key = person.prefix_key AND s.class = person.class AND s.counted
       AND s.counted_at > person.created_at - interval '15 minutes' LIMIT 1000) p) AS of_prefix
  FROM person
), seen_now AS (
  -- Those beyond the unit's share are remembered too: their repeat is answered like anybody's.
  INSERT INTO reporter_seen
    (service_id, reporter_key, unit_key, prefix_key, class, counted, counted_at, window_ends_at)
  SELECT service_id, reporter_key, unit_key, prefix_key, class, counts, created_at,
    created_at + interval '${dedupeMinutes} minutes'
  FROM weighed ORDER BY service_id, reporter_key
  ON CONFLICT (service_id, reporter_key) DO UPDATE
    SET unit_key = excluded.unit_key, prefix_key = excluded.prefix_key, class = excluded.class, counted = excluded.counted,
        counted_at = excluded.counted_at, window_ends_at = excluded.window_ends_at
    WHERE reporter_seen.window_ends_at <= excluded.counted_at
  RETURNING service_id, reporter_key, counted
), rows AS (
  INSERT INTO report (service_id, created_at, id, problem_id, class, weight, counted, repeat_of, lane,
    reporter_key, prefix_key)
  SELECT f.service_id, f.created_at, f.id, f.problem_id, f.class,
    CASE WHEN s.counted THEN round(1000.0 / w.of_prefix) ELSE 0 END, coalesce(s.counted, false),
    CASE WHEN f.nth > 1 THEN coalesce(f.known_at, f.first_at) ELSE f.known_at END, $14::smallint,
    f.reporter_key, f.prefix_key
  FROM fresh f
  LEFT JOIN weighed w ON w.id = f.id
  LEFT JOIN seen_now s ON w.id IS NOT NULL AND s.service_id = f.service_id AND s.reporter_key = f.reporter_key
  ON CONFLICT DO NOTHING
  RETURNING service_id, created_at, id, problem_id, class, weight, counted, repeat_of
), minutes AS (
  INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
  SELECT service_id, date_trunc('minute', created_at), problem_id, class, $14::smallint,
    count(*), count(*) FILTER (WHERE counted), sum(weight)
  FROM rows GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
  ON CONFLICT (service_id, minute, problem_id, class, lane) DO UPDATE
    SET count = report_bucket_minute.count + excluded.count,
        reporters = report_bucket_minute.reporters + excluded.reporters,
        weight = report_bucket_minute.weight + excluded.weight
), places AS (
  INSERT INTO report_bucket_country_15m (service_id, slot, country, lane, reporters)
  SELECT r.service_id, date_bin('15 minutes', r.created_at, 'epoch'), b.country, $14::smallint, count(*)
  FROM rows r JOIN b USING (id) WHERE r.counted AND b.country IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (service_id, slot, country, lane) DO UPDATE
    SET reporters = report_bucket_country_15m.reporters + excluded.reporters
), scopes AS (
  -- The first of a prefix weighs 1000 and the second 500: the weight tells its place, here and on undoing.
  INSERT INTO report_bucket_scope_minute
    (service_id, minute, scope, class, lane, count, reporters, weight, firsts, seconds)
  SELECT r.service_id, date_trunc('minute', r.created_at), s.scope, r.class, $14::smallint, count(*),
    count(*) FILTER (WHERE r.counted), sum(r.weight), count(*) FILTER (WHERE r.weight = 1000),
    count(*) FILTER (WHERE r.weight = 500)
  FROM rows r JOIN b USING (id)
  CROSS JOIN LATERAL (VALUES ('country:' || b.country), ('network:' || b.network)) AS s(scope)
  WHERE s.scope IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
  ON CONFLICT (service_id, minute, scope, class, lane) DO UPDATE
    SET count = report_bucket_scope_minute.count + excluded.count,
        reporters = report_bucket_scope_minute.reporters + excluded.reporters,
        weight = report_bucket_scope_minute.weight + excluded.weight,
        firsts = report_bucket_scope_minute.firsts + excluded.firsts,
        seconds = report_bucket_scope_minute.seconds + excluded.seconds
)
SELECT id, repeat_of FROM rows`

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
  const stored = await db.query<{ id: string; repeat_of: Date | null }>(insertSql, [
    column('serviceId'),
    batch.map((row) => new Date(row.createdAt)),
    column('id'),
    column('problemId'),
    column('classId'),
    column('reporterKey'),
    column('yesterdayKey'),
    column('unitKey'),
    column('prefixKey'),
    column('country'),
    column('keyHash'),
    column('bodyHash'),
    column('reports15m'),
    db.lane,
    column('network'),
  ])
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
