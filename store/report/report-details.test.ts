import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { openSmallWorld, reportOf, type SmallWorld } from '../small-world.fixture.ts'
import { rollUpQuarters } from './buckets.ts'
import { addDetails } from './report-details.ts'
import { deleteReport } from './report-removal.ts'
import { insertReports, type ReportRow } from './reports.ts'

const noon = Date.parse('2026-03-17T12:00:30Z')
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(() => world.drop())

const ofRow = (row: ReportRow) => ({ ...row, network: null })

/** What the buckets say, and what the rows say, of one service: sums that are not zero. */
async function booksOf(serviceId: string, places: Map<string, string>) {
  const { db } = world
  const read = (sql: string) => db.query<{ key: string; n: number }>(sql, [serviceId])
  const asMap = (rows: { key: string; n: number }[]) =>
    Object.fromEntries(rows.filter(({ n }) => n !== 0).map(({ key, n }) => [key, n]))
  const rows = await db.query<{ id: string; counted: boolean; weight: number }>(
    'SELECT id, counted, weight FROM report WHERE service_id = $1',
    [serviceId],
  )
  const byPlace: Record<string, number> = {}
  for (const { id, counted } of rows) {
    const country = places.get(id)!
    if (counted) byPlace[country] = (byPlace[country] ?? 0) + 1
  }
  return {
    kept: {
      minutes: asMap(
        await read(`SELECT problem_id || ' ' || minute || ' ' || class AS key, sum(reporters * 1000000 + count * 10000 + weight)::int AS n
           FROM report_bucket_minute WHERE service_id = $1 GROUP BY 1 ORDER BY 1`),
      ),
      added: asMap(
        await read(`SELECT problem_id || ' ' || minute AS key, sum(added)::int AS n
           FROM report_bucket_minute WHERE service_id = $1 GROUP BY 1 ORDER BY 1`),
      ),
      quarters: asMap(
        await read(`SELECT problem_id || ' ' || slot AS key, sum(reporters * 1000 + count)::int AS n
           FROM report_bucket_15m WHERE service_id = $1 GROUP BY 1 ORDER BY 1`),
      ),
      places: asMap(
        await read(`SELECT country AS key, sum(reporters)::int AS n FROM report_bucket_country_15m
           WHERE service_id = $1 GROUP BY 1 ORDER BY 1`),
      ),
      scopes: asMap(
        await read(`SELECT substr(scope, 9) AS key, sum(reporters)::int AS n FROM report_bucket_scope_minute
           WHERE service_id = $1 AND scope LIKE 'country:%' GROUP BY 1 ORDER BY 1`),
      ),
    },
    told: {
      minutes: asMap(
        await read(`SELECT problem_id || ' ' || date_trunc('minute', created_at)::timestamptz(0) || ' ' || class AS key,
             (sum(counted::int) * 1000000 + count(*) * 10000 + sum(weight))::int AS n
           FROM report WHERE service_id = $1 GROUP BY 1 ORDER BY 1`),
      ),
      added: asMap(
        await read(`SELECT kind || ' ' || date_trunc('minute', created_at)::timestamptz(0) AS key, count(*)::int AS n
           FROM report, unnest(added) AS kind WHERE service_id = $1 AND counted GROUP BY 1 ORDER BY 1`),
      ),
      quarters: asMap(
        await read(`SELECT problem_id || ' ' || date_bin('15 minutes', created_at, 'epoch')::timestamptz(0) AS key,
             (sum(counted::int) * 1000 + count(*))::int AS n
           FROM report WHERE service_id = $1 GROUP BY 1 ORDER BY 1`),
      ),
      places: byPlace,
      scopes: byPlace,
    },
  }
}

const step = fc.record({
  what: fc.constantFrom('report', 'again', 'problem', 'place', 'undo', 'roll up'),
  whom: fc.nat(5),
  problemId: fc.constantFrom(0, 1, 2),
  country: fc.constantFrom('SA', 'EG', 'AE'),
})

describe('adding details', () => {
  it('keeps every bucket equal to the rows, whatever is said, repeated and taken back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        const { db } = world
        await db.query(
          'TRUNCATE report, report_bucket_minute, report_bucket_15m, report_bucket_country_15m, report_bucket_scope_minute, reporter_seen, report_place',
        )
        const serviceId = world.idOf('chat')
        const rows: ReportRow[] = []
        const places = new Map<string, string>()
        let at = noon
        for (const { what, whom, problemId, country } of steps) {
          at += 1_000
          const row = rows[whom % Math.max(1, rows.length)]
          if (what === 'report' || what === 'again') {
            const person = what === 'again' && row ? `person ${rows.indexOf(row)}` : `person ${rows.length}`
            const fresh = reportOf(serviceId, person, at, { problemId, country })
            await insertReports(db, [fresh])
            places.set(fresh.id, country)
            rows.push(fresh)
          } else if (what === 'roll up') await rollUpQuarters(db, noon - 15 * minuteMs, at)
          else if (row && what === 'undo') await deleteReport(db, ofRow(row))
          else if (row && what === 'problem') await addDetails(db, row, { problemId })
          else if (row && what === 'place') {
            const said = await addDetails(db, row, { country })
            // Twice is once.
            await addDetails(db, row, { country })
            if (said && !said.isRepeat) places.set(row.id, country)
          }
        }
        await rollUpQuarters(db, noon - 15 * minuteMs, at)
        const { kept, told } = await booksOf(serviceId, places)
        expect(kept).toEqual(told)
      }),
      { numRuns: 12 },
    )
  })

  it('keeps them right when many correct, move and take back at once', async () => {
    const serviceId = world.idOf('bank')
    const rows = Array.from({ length: 12 }, (_, i) =>
      reportOf(serviceId, `one ${i}`, noon + i, { country: 'SA' }),
    )
    await insertReports(world.db, rows)
    await Promise.all(
      rows.flatMap((row, i) => [
        addDetails(world.db, row, { country: i % 2 ? 'EG' : 'AE', problemId: 2 }),
        addDetails(world.db, row, { country: 'SA', problemId: 3 }),
        i % 3 === 0 ? deleteReport(world.db, ofRow(row)) : null,
      ]),
    )
    const placed = await world.db.query<{ report_id: string; country: string }>(
      'SELECT report_id, country FROM report_place WHERE service_id = $1',
      [serviceId],
    )
    const places = new Map(rows.map((row) => [row.id, 'SA']))
    for (const { report_id, country } of placed) places.set(report_id, country)
    await rollUpQuarters(world.db, noon - 15 * minuteMs, noon)
    const { kept, told } = await booksOf(serviceId, places)
    expect(kept).toEqual(told)
  })
})
