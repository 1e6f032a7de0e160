import type pg from 'pg'
import { bucketStart } from '#core/bucket.ts'
import { receiptMs } from '#core/report/receipt.ts'
import type { Database } from '../db.ts'
import { pastDeadlocks } from './deadlock.ts'
import { holdCounts } from './report-removal.ts'

/** A report that its sender may still change: by its receipt. */
export interface DetailsOf {
  serviceId: string
  createdAt: number
  id: string
  /** Under which it was counted, by its receipt. */
  country: string | null
}

/** What the sender says beyond the tap; what is left out stays as it is. */
export interface Details {
  problemId?: number
  country?: string
}

export interface DetailedReport {
  /** The report that counts: an earlier one of the same person, where this one is a repeat. */
  id: string
  createdAt: number
  /** Every kind it names, the first named first. */
  problemIds: number[]
  country: string | null
  prefixKey: Buffer | null
  /** This report is a repeat of one that was counted before. */
  isRepeat: boolean
}

interface Row {
  id: string
  created_at: Date
  problem_id: number
  added: number[] | null
  class: number
  lane: number
  weight: number
  counted: boolean
  repeat_of: Date | null
  reporter_key: Buffer | null
  prefix_key: Buffer | null
}

const columns =
  'id, created_at, problem_id, added, class, lane, weight, counted, repeat_of, reporter_key, prefix_key'

/**
 * Adds what the sender says to their report, and moves every count that held it: minutes, rolled-up quarters, places
 * and parts. A kind is added to those it names already: it stays one report, counted under the first of them. A repeat
 * adds to the report that counts. Saying the same again changes nothing. null: it is gone.
 */
export async function addDetails(
  db: Database,
  of: DetailsOf,
  details: Details,
): Promise<DetailedReport | null> {
  const add = () =>
    db.transaction(async (client) => {
      const isMoving = details.problemId !== undefined || details.country !== undefined
      if (isMoving) await holdCounts(client, of.serviceId)
      const own = await lockReport(client, of.serviceId, of.createdAt, of.id)
      if (!own) return null
      const first = own.repeat_of && (await lockFirst(client, of.serviceId, own))
      const row = first ?? own
      const named = namedBy(row)
      const isNew = details.problemId && !named.includes(details.problemId) ? details.problemId : null
      if (isNew !== null && named.length === 0) await moveProblem(client, of.serviceId, row, isNew)
      else if (isNew !== null) await addProblem(client, of.serviceId, row, isNew)
      // A repeat was counted nowhere, and where the first was is known to its own receipt only.
      const country = own.repeat_of ? null : await placeOf(client, of, row, details.country)
      return {
        id: row.id,
        createdAt: row.created_at.getTime(),
        problemIds: isNew === null ? named : [...named, isNew],
        country,
        prefixKey: row.prefix_key,
        isRepeat: own.repeat_of !== null,
      }
    })
  return pastDeadlocks(add)
}

/** A report that names no kind is kept under 0. */
const namedBy = ({ problem_id, added }: Pick<Row, 'problem_id' | 'added'>): number[] =>
  problem_id === 0 ? [] : [problem_id, ...(added ?? [])]

async function lockReport(
  client: pg.PoolClient,
  serviceId: string,
  createdAt: number,
  id: string,
): Promise<Row | undefined> {
  const found = await client.query<Row>(
    `SELECT ${columns} FROM report WHERE service_id = $1 AND created_at = $2 AND id = $3 FOR UPDATE`,
    [serviceId, new Date(createdAt), id],
  )
  return found.rows[0]
}

/** The counted report of the same person. Where midnight lies between, their keys differ and it is not found. */
async function lockFirst(client: pg.PoolClient, serviceId: string, repeat: Row): Promise<Row | undefined> {
  const found = await client.query<Row>(
    `SELECT ${columns} FROM report
     WHERE service_id = $1 AND created_at = $2 AND reporter_key = $3 AND repeat_of IS NULL FOR UPDATE`,
    [serviceId, repeat.repeat_of, repeat.reporter_key],
  )
  return found.rows[0]
}

/** The kinds that the counted report of a repeat names; null: it is not there. */
export async function readFirstProblems(
  db: Database,
  repeat: { serviceId: string; repeatOf: number; reporterKey: Buffer },
): Promise<number[] | null> {
  const rows = await db.query<Pick<Row, 'problem_id' | 'added'>>(
    `SELECT problem_id, added FROM report
     WHERE service_id = $1 AND created_at = $2 AND reporter_key = $3 AND repeat_of IS NULL`,
    [repeat.serviceId, new Date(repeat.repeatOf), repeat.reporterKey],
  )
  return rows[0] ? namedBy(rows[0]) : null
}

/** One report more that names this kind too; who reported stays counted where they are. */
async function addProblem(
  client: pg.PoolClient,
  serviceId: string,
  row: Row,
  problem: number,
): Promise<void> {
  await client.query(
    `UPDATE report SET added = array_append(added, $4::smallint)
     WHERE service_id = $1 AND created_at = $2 AND id = $3`,
    [serviceId, row.created_at, row.id, problem],
  )
  if (!row.counted) return
  await client.query(
    `INSERT INTO report_bucket_minute AS m
       (service_id, minute, problem_id, class, lane, count, reporters, weight, added)
     VALUES ($1, date_trunc('minute', $2::timestamptz), $3, $4, $5, 0, 0, 0, 1)
     ON CONFLICT (service_id, minute, problem_id, class, lane) DO UPDATE SET added = m.added + 1`,
    [serviceId, row.created_at, problem, row.class, row.lane],
  )
}

/** A report that named no kind gets its first. */
async function moveProblem(client: pg.PoolClient, serviceId: string, row: Row, to: number): Promise<void> {
  await client.query(
    'UPDATE report SET problem_id = $4 WHERE service_id = $1 AND created_at = $2 AND id = $3',
    [serviceId, row.created_at, row.id, to],
  )
  const one = [serviceId, row.created_at, row.class, row.lane, Number(row.counted), row.weight]
  await client.query(
    `INSERT INTO report_bucket_minute AS m (service_id, minute, problem_id, class, lane, count, reporters, weight)
     SELECT $1, date_trunc('minute', $2::timestamptz), side.problem, $3, $4, side.sign, side.sign * $5::int, side.sign * $6::int
     FROM (VALUES ($7::smallint, -1), ($8::smallint, 1)) AS side(problem, sign) ORDER BY side.problem
     ON CONFLICT (service_id, minute, problem_id, class, lane) DO UPDATE
       SET count = m.count + excluded.count, reporters = m.reporters + excluded.reporters,
         weight = m.weight + excluded.weight`,
    [...one, row.problem_id, to],
  )
  // A quarter that was rolled up is worked out anew from its minutes; one that was not will be in its time.
  await client.query(
    `INSERT INTO report_bucket_15m (service_id, slot, problem_id, count, reporters)
     SELECT service_id, $2::timestamptz, problem_id, sum(count), sum(reporters) FROM report_bucket_minute
     WHERE service_id = $1 AND minute >= $2::timestamptz AND minute < $2::timestamptz + interval '15 minutes'
       AND problem_id IN ($3, $4)
       AND EXISTS (SELECT 1 FROM report_bucket_15m WHERE service_id = $1 AND slot = $2::timestamptz)
     GROUP BY 1, 3 ORDER BY 3
     ON CONFLICT (service_id, slot, problem_id) DO UPDATE
       SET count = excluded.count, reporters = excluded.reporters`,
    [serviceId, new Date(bucketStart(row.created_at.getTime(), 15)), row.problem_id, to],
  )
}

/** Where the report counts now, after moving it to `to`. */
async function placeOf(
  client: pg.PoolClient,
  of: DetailsOf,
  row: Row,
  to: string | undefined,
): Promise<string | null> {
  const corrected = await client.query<{ country: string }>(
    'SELECT country FROM report_place WHERE service_id = $1 AND report_id = $2',
    [of.serviceId, row.id],
  )
  const from = corrected.rows[0]?.country ?? of.country
  if (to === undefined || to === from) return from
  await client.query(
    `INSERT INTO report_place (service_id, report_id, country, expires_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (service_id, report_id) DO UPDATE SET country = excluded.country`,
    [of.serviceId, row.id, to, new Date(row.created_at.getTime() + receiptMs)],
  )
  // In order of their keys, so that two who correct in opposite directions wait for each other and go on.
  const sides = [{ country: to, sign: 1 }, ...(from === null ? [] : [{ country: from, sign: -1 }])].sort(
    (one, other) => (one.country < other.country ? -1 : 1),
  )
  for (const { country, sign } of sides) {
    if (row.counted)
      await client.query(
        `INSERT INTO report_bucket_country_15m AS p (service_id, slot, country, lane, reporters)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (service_id, slot, country, lane) DO UPDATE SET reporters = p.reporters + excluded.reporters`,
        [of.serviceId, new Date(bucketStart(row.created_at.getTime(), 15)), country, row.lane, sign],
      )
  }
  for (const { country, sign } of sides) {
    await client.query(
      `INSERT INTO report_bucket_scope_minute AS m
         (service_id, minute, scope, class, lane, count, reporters, weight, firsts, seconds)
       VALUES ($1, date_trunc('minute', $2::timestamptz), $3, $4, $5, $6::int, $6 * $7::int, $6 * $8::int, $6 * $9::int,
         $6 * $10::int)
       ON CONFLICT (service_id, minute, scope, class, lane) DO UPDATE
         SET count = m.count + excluded.count, reporters = m.reporters + excluded.reporters,
           weight = m.weight + excluded.weight, firsts = m.firsts + excluded.firsts,
           seconds = m.seconds + excluded.seconds`,
      [
        ...[of.serviceId, row.created_at, `country:${country}`, row.class, row.lane, sign],
        ...[Number(row.counted), row.weight, Number(row.weight === 1000), Number(row.weight === 500)],
      ],
    )
  }
  return to
}
