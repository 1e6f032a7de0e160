import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'

/** A table shaped like `report`, and nothing else: no keys of people, no counts, no partitions. */
const table = `CREATE TABLE IF NOT EXISTS bench_report (service_id uuid, created_at timestamptz(3), id uuid,
  problem_id smallint, class smallint, weight smallint, counted boolean, lane smallint, reporter_key bytea,
  prefix_key bytea, PRIMARY KEY (service_id, created_at, id))`

export const singleSql = 'INSERT INTO bench_report VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)'

const batchSql = `INSERT INTO bench_report SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[],
  $4::smallint[], $5::smallint[], $6::smallint[], $7::boolean[], $8::smallint[], $9::bytea[], $10::bytea[])`

const serviceId = randomUUID()

export const newRow = (): unknown[] => [
  ...[serviceId, new Date(), randomUUID(), 1, 0, 1000, true, 1],
  ...[randomBytes(16), randomBytes(16)],
]

export async function openPool(url: string, max: number): Promise<pg.Pool> {
  const pool = new pg.Pool({ connectionString: url, max })
  pool.on('error', () => {})
  await pool.query(table)
  return pool
}

/** All rows in one statement, which is one commit. */
export const insertBatch = (pool: pg.Pool, rows: unknown[][]): Promise<unknown> =>
  pool.query(
    batchSql,
    Array.from({ length: 10 }, (_, column) => rows.map((row) => row[column])),
  )
