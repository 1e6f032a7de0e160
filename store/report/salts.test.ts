import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSmallWorld, reportOf, type SmallWorld } from '../small-world.fixture.ts'
import { insertReports } from './reports.ts'
import { dayMs, forgetReporters, readDaySalt } from './salts.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const hour = 3_600_000
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(() => world.drop())
beforeEach(() =>
  world.db.query('TRUNCATE report, report_bucket_minute, reporter_seen, idempotency_key, day_salt'),
)

const take = async (at: number, person: string) => {
  await readDaySalt(world.db, at)
  await insertReports(world.db, [reportOf(world.idOf('chat'), person, at)])
}
const one = async (sql: string) => (await world.db.query<{ n: number }>(sql))[0]!.n
/** What still could tell who reported. */
const traces = async () => ({
  reports: await one(
    'SELECT count(*)::int AS n FROM report WHERE reporter_key IS NOT NULL OR prefix_key IS NOT NULL',
  ),
  seen: await one('SELECT count(*)::int AS n FROM reporter_seen'),
  keys: await one('SELECT count(*)::int AS n FROM idempotency_key'),
  salts: await one('SELECT count(*)::int AS n FROM day_salt'),
})
const counts = () =>
  world.db.query(
    `SELECT (SELECT count(*) FROM report WHERE counted)::int AS rows, sum(reporters)::int AS reporters
     FROM report_bucket_minute`,
  )
const none = { reports: 0, seen: 0, keys: 0, salts: 0 }

describe('the salt of a day', () => {
  it('is 256 random bits, one for all nodes, another tomorrow', async () => {
    const salts = await Promise.all(Array.from({ length: 8 }, () => readDaySalt(world.db, noon)))
    expect(new Set(salts.map((salt) => salt.toString('hex'))).size).toBe(1)
    expect(salts[0]).toHaveLength(32)
    expect(await readDaySalt(world.db, noon + 11 * hour)).toEqual(salts[0])
    expect(await readDaySalt(world.db, noon + 12 * hour)).not.toEqual(salts[0])
  })

  it('never reaches the log of the database or a copy of it', async () => {
    const rows = await world.db.query(`SELECT relpersistence FROM pg_class WHERE relname = 'day_salt'`)
    expect(rows).toEqual([{ relpersistence: 'u' }])
  })
})

describe('who reported', () => {
  it('is forgotten after 48 hours; the counts stay', async () => {
    await take(noon - hour, 'one')
    await take(noon, 'other')
    await forgetReporters(world.db, noon + 2 * dayMs + 1, 0)
    expect(await traces()).toEqual(none)
    expect(await counts()).toEqual([{ rows: 2, reporters: 2 }])
  })

  it('is known for as long as double counting must be told, and no longer than needed', async () => {
    await take(noon, 'one')
    await forgetReporters(world.db, noon + 30 * 60_000, 0)
    expect(await traces()).toEqual({ reports: 1, seen: 1, keys: 1, salts: 1 })
    await forgetReporters(world.db, noon + 25 * hour, 0)
    expect(await traces()).toEqual({ reports: 1, seen: 0, keys: 0, salts: 1 })
  })

  it('keeps yesterday’s salt while it makes midnight seamless, and drops it 48 hours after its day began', async () => {
    const midnight = Date.parse('2026-03-18T00:00:00Z')
    await take(midnight - 1, 'one')
    await forgetReporters(world.db, midnight + hour, 0)
    expect((await traces()).salts).toBe(1)
    await forgetReporters(world.db, midnight + dayMs, 0)
    expect((await traces()).salts).toBe(0)
  })
})
