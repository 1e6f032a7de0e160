import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import type { Database } from '../db.ts'
import { ensurePartitions } from '../postgres/partitions.ts'
import { openTestDatabase } from '../postgres/test-database.ts'
import { installCatalogue } from '../service/catalogue.ts'
import { reportOf } from '../small-world.fixture.ts'
import { readScopeMinutes } from '../watch/scopes.ts'
import { deleteReport } from './report-removal.ts'
import { insertReports, type ReportRow } from './reports.ts'
import { dayMs } from './salts.ts'

const noon = Date.parse('2026-03-17T12:00:30Z')
let db: Database
let drop: () => Promise<void>
let services: string[]

beforeAll(async () => {
  ;({ db, drop } = await openTestDatabase())
  await installCatalogue(db, noon)
  await ensurePartitions(db, noon - dayMs, noon + dayMs)
  services = (await db.prisma.service.findMany({ select: { id: true } })).map((row) => row.id)
})
afterAll(() => drop())

const key = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16)

const report = (serviceId: string, person: string, given: Partial<ReportRow> = {}): ReportRow =>
  reportOf(serviceId, person, given.createdAt ?? noon, given)

const sums = async (serviceId: string) =>
  (
    await db.query<{ count: number; reporters: number; weight: number }>(
      `SELECT coalesce(sum(count), 0)::int AS count, coalesce(sum(reporters), 0)::int AS reporters,
         coalesce(sum(weight), 0)::int AS weight FROM report_bucket_minute WHERE service_id = $1`,
      [serviceId],
    )
  )[0]!

describe('insertReports', () => {
  it('counts different people and weighs each fully when their networks differ', async () => {
    const service = services[0]!
    const outcomes = await insertReports(db, [report(service, 'a'), report(service, 'b')])
    expect(outcomes).toEqual([
      { kind: 'stored', repeatOf: null },
      { kind: 'stored', repeatOf: null },
    ])
    expect(await sums(service)).toEqual({ count: 2, reporters: 2, weight: 2000 })
  })

  it('keeps a repeat of the same person but does not count them twice, in one batch or in two', async () => {
    const service = services[1]!
    const [first, second] = await insertReports(db, [
      report(service, 'a'),
      report(service, 'a', { createdAt: noon + 5 }),
    ])
    expect(first).toEqual({ kind: 'stored', repeatOf: null })
    expect(second).toEqual({ kind: 'stored', repeatOf: noon })
    const [third] = await insertReports(db, [report(service, 'a', { createdAt: noon + 10 * minuteMs })])
    expect(third).toEqual({ kind: 'stored', repeatOf: noon })
    expect(await sums(service)).toEqual({ count: 3, reporters: 1, weight: 1000 })
  })

  it('counts the same person again after 60 minutes', async () => {
    const service = services[2]!
    await insertReports(db, [report(service, 'a')])
    await insertReports(db, [report(service, 'a', { createdAt: noon + 61 * minuteMs })])
    expect((await sums(service)).reporters).toBe(2)
  })

  it('knows the person by the key of yesterday just after midnight', async () => {
    const service = services[3]!
    const late = Date.parse('2026-03-17T23:59:59Z')
    await insertReports(db, [report(service, 'old key', { createdAt: late })])
    const [after] = await insertReports(db, [
      report(service, 'new key', {
        createdAt: late + 2000,
        yesterday: { reporterKey: key('old key'), unitKey: key('unit of old key') },
      }),
    ])
    expect(after).toEqual({ kind: 'stored', repeatOf: late })
  })

  it('counts three people of one household at most', async () => {
    const service = services[4]!
    const unitKey = key('one household')
    await insertReports(
      db,
      ['a', 'b', 'c', 'd'].map((person) => report(service, person, { unitKey })),
    )
    await insertReports(db, [report(service, 'e', { unitKey })])
    const { count, reporters } = await sums(service)
    expect([count, reporters]).toEqual([5, 3])
  })

  it('weighs the k-th person of one network 1/k', async () => {
    const service = services[5]!
    const prefixKey = key('one carrier')
    await insertReports(db, [report(service, 'a', { prefixKey }), report(service, 'b', { prefixKey })])
    await insertReports(db, [report(service, 'c', { prefixKey })])
    expect((await sums(service)).weight).toBe(1000 + 500 + 333)
  })

  it('answers a replayed key with the first report and stores nothing', async () => {
    const service = services[6]!
    const keyHash = randomBytes(16)
    const first = report(service, 'a', { keyHash })
    await insertReports(db, [first])
    const again = await insertReports(db, [
      report(service, 'a', { keyHash }),
      report(service, 'a', { keyHash, bodyHash: key('another body') }),
    ])
    const known = { id: first.id, createdAt: noon, reports15m: 1, repeatOf: null }
    expect(again).toEqual([
      { kind: 'replay', first: known, sameBody: true },
      { kind: 'replay', first: known, sameBody: false },
    ])
    expect((await sums(service)).count).toBe(1)
  })

  it('stores one row when the same key comes fifty times at once', async () => {
    const service = services[7]!
    const keyHash = randomBytes(16)
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => insertReports(db, [report(service, 'a', { keyHash })])),
    )
    expect(outcomes.flat().filter((outcome) => outcome.kind === 'stored')).toHaveLength(1)
    expect((await sums(service)).count).toBe(1)
  })

  it('adds nothing when a batch is sent again after a lost answer', async () => {
    const service = services[8]!
    const batch = [report(service, 'a'), report(service, 'b')]
    await insertReports(db, batch)
    const again = await insertReports(db, batch)
    expect(again.map((outcome) => outcome.kind)).toEqual(['replay', 'replay'])
    expect(await sums(service)).toEqual({ count: 2, reporters: 2, weight: 2000 })
  })
})

describe('a plan that was made while nobody was there', () => {
  it('finds people by an index when the crowd comes', async () => {
    const world = await openTestDatabase()
    const look = async () => {
      await world.db.query('SELECT pg_stat_force_next_flush()')
      const [tables] = await world.db.query<{ seq: number }>(
        `SELECT coalesce(sum(seq_scan), 0)::int AS seq FROM pg_stat_user_tables WHERE relname = 'reporter_seen'`,
      )
      const [indexes] = await world.db.query<{ read: number }>(
        `SELECT sum(idx_tup_read)::int AS read FROM pg_stat_user_indexes WHERE relname = 'reporter_seen'`,
      )
      return { ...tables!, ...indexes! }
    }
    try {
      await installCatalogue(world.db, noon)
      await ensurePartitions(world.db, noon, noon)
      await world.db.query('ANALYZE')
      const service = (await world.db.prisma.service.findFirst({ select: { id: true } }))!.id
      const before = await look()
      for (let batch = 0; batch < 8; batch++) {
        await insertReports(
          world.db,
          Array.from({ length: 100 }, (_, i) => report(service, `${batch} ${i}`)),
        )
      }
      const after = await look()
      expect(after.seq - before.seq).toBe(0)
      // Nobody shares a line or a network with anybody.
      expect(after.read - before.read).toBeLessThan(800)
    } finally {
      await world.drop()
    }
  })
})

describe('deleteReport', () => {
  it('takes the report out of every bucket, once, and lets the person report again', async () => {
    const service = services[9]!
    const row = report(service, 'a')
    await insertReports(db, [row])
    expect(await deleteReport(db, row)).toBe(true)
    expect(await deleteReport(db, row)).toBe(false)
    expect(await sums(service)).toEqual({ count: 0, reporters: 0, weight: 0 })
    const places = await db.query(`SELECT reporters FROM report_bucket_country_15m WHERE service_id = $1`, [
      service,
    ])
    expect(places).toEqual([{ reporters: 0 }])
    const [again] = await insertReports(db, [report(service, 'a', { createdAt: noon + minuteMs })])
    expect(again).toEqual({ kind: 'stored', repeatOf: null })
  })

  it('makes a later replay of its key say that it was undone', async () => {
    const service = services[10]!
    const row = report(service, 'a')
    await insertReports(db, [row])
    await deleteReport(db, row)
    const [again] = await insertReports(db, [report(service, 'a', { keyHash: row.keyHash })])
    expect(again).toEqual({ kind: 'replay', first: 'undone', sameBody: true })
  })
})

describe('parts of the crowd', () => {
  const minute = Math.floor(noon / minuteMs) * minuteMs
  const partsOf = async (serviceId: string) =>
    (await readScopeMinutes(db, minute, minute + minuteMs))
      .filter((row) => row.serviceId === serviceId && row.count > 0)
      .map(({ scope, count, reporters, weights, firsts, seconds }) => [
        `${scope.kind} ${scope.name}`,
        count,
        reporters,
        weights.page,
        firsts,
        seconds,
      ])
      .sort()

  it('are counted by country and network, with the first and second of each prefix, which breadth is made of', async () => {
    const service = services[20]!
    const shared = { prefixKey: key('one office') }
    await insertReports(db, [
      report(service, 'a', { network: 'Gulf Net' }),
      report(service, 'b', { network: 'Gulf Net', ...shared }),
      report(service, 'c', { country: 'EG', ...shared }),
      report(service, 'd', { country: 'EG', ...shared }),
      report(service, 'd', { country: 'EG', ...shared, createdAt: noon + 1 }),
      report(service, 'e', { country: null }),
    ])
    expect(await partsOf(service)).toEqual([
      // The second and third of the office.
      ['country EG', 3, 2, 500 + 333, 0, 1],
      ['country SA', 2, 2, 2000, 2, 0],
      ['network Gulf Net', 2, 2, 2000, 2, 0],
    ])
  })

  it('count one less when a report is taken back, and are as before when all are', async () => {
    const service = services[21]!
    const shared = { prefixKey: key('another office'), network: 'Gulf Net' }
    const rows = ['a', 'b', 'c'].map((person) => report(service, person, shared))
    await insertReports(db, rows)
    const undo = ({ id, createdAt, country, network }: ReportRow) =>
      deleteReport(db, { serviceId: service, id, createdAt, country, network })
    await undo(rows[1]!)
    expect(await partsOf(service)).toEqual([
      ['country SA', 2, 2, 1333, 1, 0],
      ['network Gulf Net', 2, 2, 1333, 1, 0],
    ])
    await undo(rows[0]!)
    await undo(rows[2]!)
    expect(await partsOf(service)).toEqual([])
  })
})
