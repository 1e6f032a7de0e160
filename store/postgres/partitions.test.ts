import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertReports } from '../report/reports.ts'
import { dayMs } from '../report/salts.ts'
import { openSmallWorld, reportOf, type SmallWorld } from '../small-world.fixture.ts'
import { dropPartitions, ensurePartitions } from './partitions.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(() => world.drop())

const days = async () =>
  (
    await world.db.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^report_p[0-9]{8}$' ORDER BY 1`,
    )
  ).map((row) => row.relname.slice(-8))

describe('partitions', () => {
  it('are made for every day of a span, for all three tables, and a report of each day finds its place', async () => {
    expect(await days()).toEqual(['20260315', '20260316', '20260317', '20260318', '20260319'])
    const times = ['2026-03-15T00:00:00.000Z', '2026-03-19T23:59:59.999Z'].map((time) => Date.parse(time))
    const rows = times.map((at, index) => reportOf(world.idOf('chat'), `person ${index}`, at))
    expect((await insertReports(world.db, rows)).map((outcome) => outcome.kind)).toEqual(['stored', 'stored'])
  })

  it('may be made again, and by several nodes at once', async () => {
    const before = await days()
    await ensurePartitions(world.db, noon - dayMs, noon + dayMs)
    expect(await days()).toEqual(before)
    const nodes = Array.from({ length: 4 }, () => ensurePartitions(world.db, noon, noon + 5 * dayMs))
    await Promise.all(nodes)
    expect(await days()).toEqual([...before, '20260320', '20260321', '20260322'])
    const counts = await world.db.query(
      `SELECT inhparent::regclass::text AS parent, count(*)::int AS n FROM pg_inherits
       WHERE inhparent::regclass::text IN ('report', 'report_bucket_minute', 'report_bucket_scope_minute', 'verdict') GROUP BY 1 ORDER BY 1`,
    )
    expect(counts).toEqual(
      ['report', 'report_bucket_minute', 'report_bucket_scope_minute', 'verdict'].map((parent) => ({
        parent,
        n: 8,
      })),
    )
  })

  it('are dropped when their day ended before the limit, and only then', async () => {
    const dropped = await dropPartitions(world.db, Date.parse('2026-03-17T00:00:00Z'))
    expect(dropped.sort()).toEqual(
      ['report_bucket_minute', 'report_bucket_scope_minute', 'report', 'verdict'].flatMap((table) => [
        `${table}_p20260315`,
        `${table}_p20260316`,
      ]),
    )
    expect((await days())[0]).toBe('20260317')
    expect(await dropPartitions(world.db, Date.parse('2026-03-17T23:59:59Z'))).toEqual([])
    expect(await world.db.query('SELECT slug FROM service ORDER BY rank LIMIT 1')).toEqual([{ slug: 'chat' }])
  })
})
