import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs, rangeNames, rangeSpan, ranges } from '#core/bucket.ts'
import { ensurePartitions } from '../postgres/partitions.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { readDayLines, readMinuteLine, readMinutes, readRange, rollUpQuarters } from './buckets.ts'
import { dayMs } from './salts.ts'

// Every way to read counts agrees with the plain sum of the minutes.

const end = Date.parse('2026-03-17T12:00:00Z')
const start = end - 31 * dayMs
let world: SmallWorld
let chat: string
let raw: { minute: number; reporters: number }[]

beforeAll(async () => {
  world = await openSmallWorld(end)
  chat = world.idOf('chat')
  await ensurePartitions(world.db, start, end)
  // Denser towards the end; several kinds, classes and writers in one minute; another service beside.
  await world.db.query('SELECT setseed(0.5)')
  await world.db.query(
    `INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
     SELECT service_id, date_trunc('minute', $1::timestamptz - make_interval(secs => 86400 * 31 * power(random(), 3))),
       floor(random() * 3), floor(random() * 4), floor(random() * 2), n + 1, n, 1000 * n
     FROM generate_series(1, 6000), unnest($2::uuid[]) AS service_id,
       LATERAL (SELECT floor(random() * 5)::int AS n) counts
     ON CONFLICT DO NOTHING`,
    [new Date(end), [chat, world.idOf('bank')]],
  )
  const rows = await world.db.query<{ minute: Date; reporters: number }>(
    'SELECT minute, sum(reporters)::int AS reporters FROM report_bucket_minute WHERE service_id = $1 GROUP BY 1',
    [chat],
  )
  raw = rows.map((row) => ({ minute: row.minute.getTime(), reporters: row.reporters }))
  expect(raw.length).toBeGreaterThan(2_000)
})
afterAll(() => world.drop())

/** The plain sums of the minutes up to `now`, bucket by bucket. */
const sums = (from: number, bucketMinutes: number, buckets: number, now: number): number[] => {
  const line = new Array<number>(buckets).fill(0)
  for (const { minute, reporters } of raw) {
    const index = Math.floor((minute - from) / (bucketMinutes * minuteMs))
    if (minute <= now && index >= 0 && index < buckets) line[index]! += reporters
  }
  return line
}

const moments = fc.integer({ min: end - 2 * dayMs, max: end + 3_600_000 })

describe('readRange', () => {
  it('agrees with the plain sums in every range, at any moment', async () => {
    await rollUpQuarters(world.db, start, end)
    await fc.assert(
      fc.asyncProperty(moments, async (now) => {
        for (const range of rangeNames) {
          const { bucketMinutes, buckets } = ranges[range]
          const { from } = rangeSpan(range, now)
          const found = await readRange(world.db, chat, range, now)
          expect(found, range).toEqual({ from, reporters: sums(from, bucketMinutes, buckets + 1, now) })
        }
      }),
      { numRuns: 25 },
    )
  })

  it('is not empty where the reports are', async () => {
    for (const range of rangeNames) {
      const { reporters } = await readRange(world.db, chat, range, end)
      expect(reporters.filter((count) => count > 0).length, range).toBeGreaterThan(20)
    }
  })
})

describe('readDayLines, readMinuteLine and readMinutes', () => {
  it('agree with the plain sums', async () => {
    await rollUpQuarters(world.db, start, end)
    await fc.assert(
      fc.asyncProperty(moments, async (now) => {
        const { from } = rangeSpan('24h', now)
        const lines = await readDayLines(world.db, [world.idOf('chat-voice'), chat], now)
        expect(lines.get(chat)).toEqual(sums(from, 15, 97, now))
        expect(lines.get(world.idOf('chat-voice'))).toEqual(new Array(97).fill(0))
        const first = Math.floor(now / minuteMs) * minuteMs - 90 * minuteMs
        const line = sums(first, 1, 90, now)
        expect(await readMinuteLine(world.db, chat, first, first + 90 * minuteMs)).toEqual(line)
        const rows = await readMinutes(world.db, first, first + 90 * minuteMs, [chat])
        const weights = rows.map((row) => Object.values(row.weights).reduce((sum, weight) => sum + weight))
        expect(weights).toEqual(rows.map((row) => 1000 * row.reporters))
        expect(rows.reduce((sum, row) => sum + row.reporters, 0)).toBe(line.reduce((sum, n) => sum + n))
      }),
      { numRuns: 15 },
    )
  })
})

describe('rollUpQuarters', () => {
  const rollups = () =>
    world.db.query('SELECT * FROM report_bucket_15m ORDER BY service_id, slot, problem_id')

  it('changes nothing when it is repeated, in whole or in part', async () => {
    await rollUpQuarters(world.db, start, end)
    const before = await rollups()
    expect(before.length).toBeGreaterThan(1_000)
    await rollUpQuarters(world.db, start, end)
    await rollUpQuarters(world.db, end - 7 * minuteMs, end)
    expect(await rollups()).toEqual(before)
  })

  it('follows minutes that changed', async () => {
    await rollUpQuarters(world.db, start, end)
    const slot = new Date(end - 30 * minuteMs)
    const read = async () =>
      (
        await world.db.query<{ n: number }>(
          'SELECT sum(reporters)::int AS n FROM report_bucket_15m WHERE service_id = $1 AND slot = $2',
          [chat, slot],
        )
      )[0]!.n
    const before = await read()
    await world.db.query(
      `UPDATE report_bucket_minute SET reporters = reporters + 10 WHERE ctid = (SELECT ctid FROM report_bucket_minute
         WHERE service_id = $1 AND minute >= $2 AND minute < $2 + interval '15 minutes' LIMIT 1)
         AND service_id = $1 AND minute >= $2 AND minute < $2 + interval '15 minutes'`,
      [chat, slot],
    )
    await rollUpQuarters(world.db, slot.getTime() + 14 * minuteMs, end)
    expect(await read()).toBe(before + 10)
  })
})
