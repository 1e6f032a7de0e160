import pg from 'pg'

/** Asks the store itself, past the product: to fill it before, and to count afterwards. */
export async function ask<Row extends object>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Reports that are really there. */
export const countReports = async (url: string): Promise<number> =>
  Number((await ask<{ count: string }>(url, 'SELECT count(*) FROM report'))[0]?.count)

/** Adds made-up services until there are so many. They are new: what is usual for them is not known. */
export const addServices = (url: string, total: number): Promise<unknown> =>
  ask(
    url,
    `INSERT INTO service (id, slug, name_en, name_ar, category_id, operator_id, depends_on, aliases, problems, markets,
       rank, created_at)
     SELECT gen_random_uuid(), 'bench-' || n, 'Bench ' || n, 'Bench ' || n, c.ids[1 + n % cardinality(c.ids)],
       o.ids[1 + n % cardinality(o.ids)], '{}', '{}', '{1,2,3,11}', '{}', 10000 + n, now()
     FROM generate_series(1, $1 - (SELECT count(*) FROM service)) n,
       (SELECT array_agg(id) AS ids FROM category) c, (SELECT array_agg(id) AS ids FROM operator) o`,
    [total],
  )

/** Partitions by day go back so far at most. */
const minuteDays = 33

const reportOf = `md5(s.id::text || at)::uuid`

/** What intake leaves of one report every three hours and service: of the last day for all services. */
const dayStatements = [
  `INSERT INTO report (service_id, created_at, id, problem_id, class, weight, counted, lane)
   SELECT s.id, at, ${reportOf}, 1, 0, 1000, true, 1 FROM service s, hours`,
  `INSERT INTO idempotency_key (service_id, key_hash, body_hash, report_id, created_at, reports_15m, expires_at)
   SELECT s.id, decode(md5(s.id::text || at), 'hex'), '\\x00', ${reportOf}, at, 1, at + interval '24 hours'
   FROM service s, hours`,
  `INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
   SELECT s.id, at, 1, 0, 0, 1, 1, 1000 FROM service s, hours`,
  `INSERT INTO report_bucket_15m (service_id, slot, problem_id, count, reporters)
   SELECT s.id, date_bin('15 minutes', at, 'epoch'), 1, 1, 1 FROM service s, hours`,
]

/** A day of history for every service there is. */
export async function seedDay(url: string): Promise<void> {
  const hours = `WITH hours AS (SELECT date_trunc('minute', now()) - n * interval '3 hours' AS at
    FROM generate_series(1, 7) n)`
  // The list of hours stands before the SELECT that uses it.
  await Promise.all(
    dayStatements.map((statement) => ask(url, statement.replace(/\n\s*SELECT/, `\n${hours} SELECT`))),
  )
  await ask(url, 'ANALYZE')
}

/** Days of history for some services: rollups of every quarter-hour, and minutes as long as they are kept. */
export async function seedPast(url: string, slugs: string[], days: number): Promise<void> {
  await ask(
    url,
    `INSERT INTO report_bucket_15m (service_id, slot, problem_id, count, reporters)
     SELECT s.id, date_bin('15 minutes', now() - interval '1 day', 'epoch') - n * interval '15 minutes', 2, 1, 1
     FROM service s, generate_series(1, $2::int * 96) n WHERE s.slug = ANY($1) ON CONFLICT DO NOTHING`,
    [slugs, days],
  )
  await ask(
    url,
    `INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
     SELECT s.id, date_trunc('minute', now()) - interval '1 day' - n * interval '15 minutes', 2, 0, 0, 1, 1, 1000
     FROM service s, generate_series(1, least($2::int - 1, ${minuteDays - 1}) * 96) n WHERE s.slug = ANY($1)
     ON CONFLICT DO NOTHING`,
    [slugs, days],
  )
  await ask(url, 'ANALYZE')
}
