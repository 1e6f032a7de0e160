import { bucketStart, minuteMs, type Range, rangeSpan, ranges } from '#core/bucket.ts'
import { leastPerPlace, type PlaceSlot } from '#core/record/incident-places.ts'
import { type ReportClass, reportClasses } from '#core/report/report.ts'
import type { Database } from '../db.ts'

/** One finished or running minute of one service, by class. Weights in thousandths. */
export interface MinuteRow {
  serviceId: string
  minute: number
  count: number
  reporters: number
  weights: Record<ReportClass, number>
}

/** Minutes in [from, to), ms, of all services that have reports in them (or of `serviceIds`). */
export async function readMinutes(
  db: Database,
  from: number,
  to: number,
  serviceIds?: string[],
): Promise<MinuteRow[]> {
  const rows = await db.query<{
    service_id: string
    minute: Date
    class: number
    count: number
    reporters: number
    weight: number
  }>(
    `SELECT service_id, minute, class, sum(count)::int AS count, sum(reporters)::int AS reporters,
       sum(weight)::int AS weight
     FROM report_bucket_minute
     WHERE minute >= $1 AND minute < $2 ${serviceIds ? 'AND service_id = ANY($3::uuid[])' : ''}
     GROUP BY 1, 2, 3 ORDER BY 2`,
    [new Date(from), new Date(to), ...(serviceIds ? [serviceIds] : [])],
  )
  const minutes = new Map<string, MinuteRow>()
  for (const row of rows) {
    const minute = row.minute.getTime()
    const key = `${row.service_id}${minute}`
    let known = minutes.get(key)
    if (!known) {
      const weights = { page: 0, untokened: 0, away: 0, hosting: 0 }
      known = { serviceId: row.service_id, minute, count: 0, reporters: 0, weights }
      minutes.set(key, known)
    }
    known.count += row.count
    known.reporters += row.reporters
    const name = reportClasses[row.class]
    // Reports that came too late are of no class and weigh nothing.
    if (name) known.weights[name] += row.weight
  }
  return [...minutes.values()]
}

/** Brings the quarter-hour rollups of [from, now] up to what the minutes say. Repeating it changes nothing. */
export async function rollUpQuarters(db: Database, from: number, now: number): Promise<void> {
  await db.query(
    `INSERT INTO report_bucket_15m (service_id, slot, problem_id, count, reporters)
     SELECT service_id, date_bin('15 minutes', minute, 'epoch'), problem_id, sum(count), sum(reporters)
     FROM report_bucket_minute WHERE minute >= $1 AND minute <= $2
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
     ON CONFLICT (service_id, slot, problem_id) DO UPDATE
       SET count = excluded.count, reporters = excluded.reporters`,
    [new Date(bucketStart(from, 15)), new Date(now)],
  )
}

/**
 * Reporters per bucket of a range at `now`, the current bucket last. Ranges up to a day read minutes,
 * longer ones the rollups plus the minutes since the last finished quarter: a bounded number of rows.
 */
export async function readRange(
  db: Database,
  serviceId: string,
  range: Range,
  now: number,
): Promise<{ from: number; reporters: number[] }> {
  const { from, to } = rangeSpan(range, now)
  const { bucketMinutes } = ranges[range]
  const reporters = new Array<number>((to - from) / (bucketMinutes * minuteMs) + 1).fill(0)
  const quarter = bucketStart(now, 15)
  const long = bucketMinutes > 15
  const rows = await db.query<{ at: Date; reporters: number }>(
    long
      ? `SELECT date_bin(make_interval(mins => $4), at, 'epoch') AS at, sum(reporters)::int AS reporters FROM (
           SELECT slot AS at, reporters FROM report_bucket_15m
           WHERE service_id = $1 AND slot >= $2 AND slot < $5
           UNION ALL
           SELECT minute, reporters FROM report_bucket_minute
           WHERE service_id = $1 AND minute >= $5 AND minute <= $3) both_kinds GROUP BY 1`
      : `SELECT date_bin(make_interval(mins => $4), minute, 'epoch') AS at, sum(reporters)::int AS reporters
         FROM report_bucket_minute WHERE service_id = $1 AND minute >= $2 AND minute <= $3 GROUP BY 1`,
    [serviceId, new Date(from), new Date(now), bucketMinutes, ...(long ? [new Date(quarter)] : [])],
  )
  for (const row of rows) {
    const index = (row.at.getTime() - from) / (bucketMinutes * minuteMs)
    if (index >= 0 && index < reporters.length) reporters[index]! += row.reporters
  }
  return { from, reporters }
}

/** Reporters per minute of one service in [from, to), ms. */
export async function readMinuteLine(
  db: Database,
  serviceId: string,
  from: number,
  to: number,
): Promise<number[]> {
  const line = new Array<number>(Math.max(0, (to - from) / minuteMs)).fill(0)
  const rows = await db.query<{ minute: Date; reporters: number }>(
    `SELECT minute, sum(reporters)::int AS reporters FROM report_bucket_minute
     WHERE service_id = $1 AND minute >= $2 AND minute < $3 GROUP BY 1`,
    [serviceId, new Date(from), new Date(to)],
  )
  for (const row of rows) line[(row.minute.getTime() - from) / minuteMs] = row.reporters
  return line
}

/**
 * Reporters per minute and kind of problem of one service in [from, to), ms: a line for every kind that was named. Who
 * named two is in both.
 */
export async function readProblemLines(
  db: Database,
  serviceId: string,
  from: number,
  to: number,
): Promise<Map<number, number[]>> {
  const rows = await db.query<{ minute: Date; problem_id: number; reporters: number }>(
    `SELECT minute, problem_id, sum(reporters + added)::int AS reporters FROM report_bucket_minute
     WHERE service_id = $1 AND minute >= $2 AND minute < $3 GROUP BY 1, 2`,
    [serviceId, new Date(from), new Date(to)],
  )
  const lines = new Map<number, number[]>()
  for (const row of rows) {
    let line = lines.get(row.problem_id)
    if (!line) {
      line = new Array<number>(Math.max(0, (to - from) / minuteMs)).fill(0)
      lines.set(row.problem_id, line)
    }
    line[(row.minute.getTime() - from) / minuteMs] = row.reporters
  }
  return lines
}

/** People by country and quarter-hour in [from, to), ms, as counted: for core/record/incident-places, never to be shown as it is. */
export async function readPlaceSlots(
  db: Database,
  serviceId: string,
  from: number,
  to: number,
): Promise<PlaceSlot[]> {
  const rows = await db.query<{ country: string; slot: Date; reporters: number }>(
    `SELECT country, slot, sum(reporters)::int AS reporters FROM report_bucket_country_15m
     WHERE service_id = $1 AND slot >= $2 AND slot < $3 GROUP BY 1, 2`,
    [serviceId, new Date(bucketStart(from, 15)), new Date(to)],
  )
  return rows.map((row) => ({ ...row, slot: row.slot.getTime() }))
}

/** The last 24 hours of many services in quarter hours (97 values, the current one last), for sparklines. */
export async function readDayLines(
  db: Database,
  serviceIds: string[],
  now: number,
): Promise<Map<string, number[]>> {
  const { from, to } = rangeSpan('24h', now)
  const lines = new Map(serviceIds.map((id) => [id, new Array<number>(97).fill(0)]))
  const recent = Math.max(from, to - 15 * minuteMs)
  const rows = await db.query<{ service_id: string; at: Date; reporters: number }>(
    `SELECT service_id, slot AS at, sum(reporters)::int AS reporters FROM report_bucket_15m
     WHERE slot >= $1 AND slot < $2 AND service_id = ANY($4::uuid[]) GROUP BY 1, 2
     UNION ALL
     SELECT service_id, date_bin('15 minutes', minute, 'epoch'), sum(reporters)::int FROM report_bucket_minute
     WHERE minute >= $2 AND minute <= $3 AND service_id = ANY($4::uuid[]) GROUP BY 1, 2`,
    [new Date(from), new Date(recent), new Date(now), serviceIds],
  )
  for (const row of rows) {
    const line = lines.get(row.service_id)!
    const index = (row.at.getTime() - from) / (15 * minuteMs)
    if (index >= 0 && index < line.length) line[index] = row.reporters
  }
  return lines
}

/** Reporters by problem id in the last 60 minutes: counted under it, and all who named it. */
export async function readProblemCounts(
  db: Database,
  serviceId: string,
  now: number,
): Promise<{ problemId: number; reporters: number; named: number }[]> {
  return db.query(
    `SELECT problem_id AS "problemId", sum(reporters)::int AS reporters, sum(reporters + added)::int AS named
     FROM report_bucket_minute WHERE service_id = $1 AND minute > $2 AND minute <= $3 GROUP BY 1`,
    [serviceId, new Date(now - 60 * minuteMs), new Date(now)],
  )
}

/** Reporters by country in the current and the four quarters before it, most first. */
export async function readPlaceCounts(
  db: Database,
  serviceId: string,
  now: number,
): Promise<{ country: string; reporters: number }[]> {
  return db.query(
    `SELECT country, sum(reporters)::int AS reporters FROM report_bucket_country_15m
     WHERE service_id = $1 AND slot >= $2 AND slot <= $3 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12`,
    [serviceId, new Date(bucketStart(now, 15) - 60 * minuteMs), new Date(now)],
  )
}

const countriesPerService = 3

/** The countries with most people in the last hour by whole quarters, by service id: up to three each, none with under five. */
export async function readCountriesOf(
  db: Database,
  serviceIds: string[],
  now: number,
): Promise<Map<string, string[]>> {
  const countries = new Map<string, string[]>()
  if (serviceIds.length === 0) return countries
  const rows = await db.query<{ service_id: string; country: string }>(
    `SELECT service_id, country FROM report_bucket_country_15m
     WHERE service_id = ANY($1::uuid[]) AND slot >= $2 AND slot <= $3
     GROUP BY 1, 2 HAVING sum(reporters) >= $4 ORDER BY sum(reporters) DESC, 2`,
    [serviceIds, new Date(bucketStart(now, 15) - 60 * minuteMs), new Date(now), leastPerPlace],
  )
  for (const { service_id, country } of rows) {
    const known = countries.get(service_id) ?? []
    if (known.length < countriesPerService) countries.set(service_id, [...known, country])
  }
  return countries
}

/**
 * Counted reports per prefix in the last 15 minutes, by service: what breadth is measured on. Only what is believed
 * in full is looked at: what is not must neither widen nor narrow it. Keys change with the
 * day's salt, so around midnight the larger half speaks alone: nobody is two networks.
 */
export async function readPrefixCounts(
  db: Database,
  serviceIds: string[],
  now: number,
): Promise<Map<string, number[]>> {
  const rows = await db.query<{ service_id: string; today: boolean; people: number[] }>(
    `SELECT service_id, today, array_agg(people) AS people FROM (
       SELECT service_id, created_at >= date_trunc('day', $3::timestamptz, 'UTC') AS today, count(*)::int AS people
       FROM report
       WHERE service_id = ANY($1::uuid[]) AND created_at > $2 AND created_at <= $3 AND counted
         AND class = ${reportClasses.indexOf('page')} AND prefix_key IS NOT NULL
       GROUP BY service_id, today, prefix_key) prefixes
     GROUP BY service_id, today`,
    [serviceIds, new Date(now - 15 * minuteMs), new Date(now)],
  )
  const counts = new Map<string, number[]>(serviceIds.map((id) => [id, []]))
  for (const row of rows) {
    if (row.people.length > counts.get(row.service_id)!.length) counts.set(row.service_id, row.people)
  }
  return counts
}
