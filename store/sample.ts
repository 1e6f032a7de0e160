import type { Text } from '#core/locale.ts'
import type { IncidentAnchor } from '#core/view.ts'
import type { Database } from './db.ts'
import { dayMs, dayOf } from './report/salts.ts'

/** Rows written in bulk for the sample history of the demo. Nothing of it is for real reports. */

export interface BucketRow {
  serviceId: string
  minute: number
  problemId: number
  /** Index into core/report/report reportClasses. */
  classId: number
  count: number
  reporters: number
  /** Thousandths. */
  weight: number
}

export interface QuarterRow {
  serviceId: string
  slot: number
  problemId: number
  count: number
  reporters: number
}

export interface PlaceRow {
  serviceId: string
  slot: number
  country: string
  reporters: number
}

export interface ScopeRow extends Omit<BucketRow, 'problemId'> {
  /** core/around/scope, scopeKey. */
  scope: string
  firsts: number
  seconds: number
}

const batchRows = 5_000

/** Calls `write` with at most 5,000 rows at a time. */
async function inBatches<Row>(rows: Row[], write: (batch: Row[]) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < rows.length; i += batchRows) await write(rows.slice(i, i + batchRows))
}

/** Unix seconds travel lighter than dates; the server makes times of them. */
const seconds = (at: number) => at / 1000

export const insertBuckets = (db: Database, rows: BucketRow[]): Promise<void> =>
  inBatches(rows, (batch) =>
    db.query(
      `INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
       SELECT service_id, to_timestamp(minute), problem_id, class, 0, count, reporters, weight
       FROM unnest($1::uuid[], $2::float8[], $3::smallint[], $4::smallint[], $5::int[], $6::int[], $7::int[])
         AS t(service_id, minute, problem_id, class, count, reporters, weight)`,
      [
        batch.map((row) => row.serviceId),
        batch.map((row) => seconds(row.minute)),
        batch.map((row) => row.problemId),
        batch.map((row) => row.classId),
        batch.map((row) => row.count),
        batch.map((row) => row.reporters),
        batch.map((row) => row.weight),
      ],
    ),
  )

export const insertQuarters = (db: Database, rows: QuarterRow[]): Promise<void> =>
  inBatches(rows, (batch) =>
    db.query(
      `INSERT INTO report_bucket_15m (service_id, slot, problem_id, count, reporters)
       SELECT service_id, to_timestamp(slot), problem_id, count, reporters
       FROM unnest($1::uuid[], $2::float8[], $3::smallint[], $4::int[], $5::int[])
         AS t(service_id, slot, problem_id, count, reporters)`,
      [
        batch.map((row) => row.serviceId),
        batch.map((row) => seconds(row.slot)),
        batch.map((row) => row.problemId),
        batch.map((row) => row.count),
        batch.map((row) => row.reporters),
      ],
    ),
  )

export const insertPlaces = (db: Database, rows: PlaceRow[]): Promise<void> =>
  inBatches(rows, (batch) =>
    db.query(
      `INSERT INTO report_bucket_country_15m (service_id, slot, country, lane, reporters)
       SELECT service_id, to_timestamp(slot), country, 0, reporters
       FROM unnest($1::uuid[], $2::float8[], $3::text[], $4::int[]) AS t(service_id, slot, country, reporters)`,
      [
        batch.map((row) => row.serviceId),
        batch.map((row) => seconds(row.slot)),
        batch.map((row) => row.country),
        batch.map((row) => row.reporters),
      ],
    ),
  )

export const insertScopes = (db: Database, rows: ScopeRow[]): Promise<void> =>
  inBatches(rows, (batch) =>
    db.query(
      `INSERT INTO report_bucket_scope_minute
         (service_id, minute, scope, class, lane, count, reporters, weight, firsts, seconds)
       SELECT service_id, to_timestamp(minute), scope, class, 0, count, reporters, weight, firsts, seconds
       FROM unnest($1::uuid[], $2::float8[], $3::text[], $4::smallint[], $5::int[], $6::int[], $7::int[], $8::int[],
         $9::int[]) AS t(service_id, minute, scope, class, count, reporters, weight, firsts, seconds)`,
      [
        batch.map((row) => row.serviceId),
        batch.map((row) => seconds(row.minute)),
        batch.map((row) => row.scope),
        batch.map((row) => row.classId),
        batch.map((row) => row.count),
        batch.map((row) => row.reporters),
        batch.map((row) => row.weight),
        batch.map((row) => row.firsts),
        batch.map((row) => row.seconds),
      ],
    ),
  )

/** So many services of no one in particular, one category, one operator each twenty: for measuring. */
export async function insertMadeServices(db: Database, count: number, createdAt: number): Promise<void> {
  const at = new Date(createdAt)
  await db.query(
    `INSERT INTO category (id, slug, name_en, name_ar, position) VALUES (gen_random_uuid(), 'made', 'Made', 'Made', 0)`,
  )
  await db.query(
    `INSERT INTO operator (id, slug, name_en, name_ar)
     SELECT gen_random_uuid(), 'made-' || n, 'Made ' || n, 'Made ' || n FROM generate_series(0, $1::int / 20) AS n`,
    [count],
  )
  await db.query(
    `INSERT INTO service (id, slug, name_en, name_ar, category_id, operator_id, depends_on, aliases, problems, markets,
       rank, created_at)
     SELECT gen_random_uuid(), 'made-' || n, 'Made ' || n, 'Made ' || n, c.id, o.id, '{}', '{}', '{1,2}', '{}', n, $2
     FROM generate_series(1, $1::int) AS n CROSS JOIN category c JOIN operator o ON o.slug = 'made-' || n / 20
     WHERE c.slug = 'made'`,
    [count, at],
  )
}

/** Makes all services as old as their sample history. */
export async function backdateServices(db: Database, createdAt: number): Promise<void> {
  await db.query(`UPDATE service SET created_at = $1 WHERE created_at > $1`, [new Date(createdAt)])
}

/**
 * Day partitions of a reconstruction, for [from, to], ms. Their names are not those of the running days, so that
 * housekeeping does not take them for old ones.
 */
export async function ensureSamplePartitions(db: Database, from: number, to: number): Promise<void> {
  for (let day = Math.floor(from / dayMs) * dayMs; day <= to; day += dayMs) {
    const [lower, upper] = [day, day + dayMs].map((at) => new Date(at).toISOString())
    for (const table of ['report_bucket_minute', 'verdict']) {
      await db.query(
        `CREATE TABLE IF NOT EXISTS ${table}_sample_${dayOf(day).replaceAll('-', '_')} PARTITION OF ${table}
         FOR VALUES FROM ('${lower}') TO ('${upper}')`,
      )
    }
  }
}

/** What a sample incident has beyond its transitions. */
export async function dressIncident(
  db: Database,
  incident: { serviceId: string; id: string },
  dress: {
    falseAlarm: { at: number; reason: Text } | null
    anchors: IncidentAnchor[]
  },
): Promise<void> {
  await db.query(
    `UPDATE incident SET false_alarm_at = $3, false_alarm = $4, anchors = $5
     WHERE service_id = $1 AND id = $2 AND provenance <> 'live'`,
    [
      incident.serviceId,
      incident.id,
      dress.falseAlarm && new Date(dress.falseAlarm.at),
      dress.falseAlarm && JSON.stringify(dress.falseAlarm.reason),
      JSON.stringify(dress.anchors),
    ],
  )
}

/** Lets the planner know what the bulk has brought. */
export const refreshStatistics = (db: Database): Promise<unknown> =>
  db.query(
    'ANALYZE report_bucket_minute, report_bucket_scope_minute, report_bucket_15m, service_state, detector_state, verdict',
  )
