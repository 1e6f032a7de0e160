import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import type { ReportRow } from '#store/report/reports.ts'
import { dayMs } from '#store/report/salts.ts'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'
import type { Watch } from './watch.ts'

// What is so in one country or network only is told as such, and nobody is told of a handful.

const noon = Date.parse('2026-03-17T12:00:00Z')
let room: WatchRoom
let watch: Watch

const places: { given: Partial<ReportRow>; scopes: string[]; everyMinutes: number }[] = [
  {
    given: { country: 'SA', network: 'Gulf Net' },
    scopes: ['country:SA', 'network:Gulf Net'],
    everyMinutes: 4,
  },
  {
    given: { country: 'SA', network: 'Desert Net' },
    scopes: ['country:SA', 'network:Desert Net'],
    everyMinutes: 4,
  },
  { given: { country: 'EG', network: null }, scopes: ['country:EG'], everyMinutes: 2 },
]
const [gulf, desert, egypt] = places.map(({ given }) => given)

/** A week in which each place reported as it always does. */
async function giveParts(): Promise<void> {
  await ensurePartitions(room.db, noon - 7 * dayMs, noon)
  for (const { scopes, everyMinutes } of places) {
    for (const scope of scopes) {
      await room.db.query(
        `INSERT INTO report_bucket_scope_minute (service_id, minute, scope, class, lane, count, reporters, weight, firsts, seconds)
         SELECT $1, at, $2, 0, 0, 1, 1, 1000, 1, 0
         FROM generate_series($3::timestamptz, $4::timestamptz, make_interval(mins => $5)) AS at
         ON CONFLICT (service_id, minute, scope, class, lane) DO UPDATE
           SET count = report_bucket_scope_minute.count + 1, reporters = report_bucket_scope_minute.reporters + 1,
               weight = report_bucket_scope_minute.weight + 1000, firsts = report_bucket_scope_minute.firsts + 1`,
        [room.idOf('chat'), scope, new Date(noon - 7 * dayMs), new Date(noon - minuteMs), everyMinutes],
      )
    }
  }
}

beforeEach(async () => {
  room = await openWatchRoom(noon)
  await giveQuietWeek(room, 'chat', noon, 1)
  watch = room.watch('first')
})
afterEach(() => room.drop())

/** Minutes in which so many people report from each place. */
async function minutes(
  count: number,
  people: [Partial<ReportRow> | undefined, number][],
  by = watch,
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const start = Math.floor(room.clock.now / minuteMs) * minuteMs
    room.clock.now = start + 30_000
    for (const [given, n] of people) await room.crowd('chat', n, given)
    room.clock.now = start + minuteMs + 2_000
    await by.tick()
  }
}

const told = async () => {
  const { scopes, confinedTo } = await room.state('chat')
  return { confinedTo, scopes: scopes.map(({ kind, name }) => `${kind} ${name}`).sort() }
}

describe('an outage in one country', () => {
  it('is told as such, with the numbers of the part', async () => {
    await giveParts()
    await minutes(12, [
      [gulf, 3],
      [desert, 3],
      [egypt, 1],
    ])
    expect(await told()).toEqual({
      confinedTo: 'country',
      scopes: ['country SA', 'network Desert Net', 'network Gulf Net'],
    })
    const part = (await room.state('chat')).scopes[0]!
    expect(part).toMatchObject({ name: 'SA', status: 'major', reports15m: 72 })
    expect(part.usual15m).toBeGreaterThan(5)
    expect(part.usual15m).toBeLessThan(10)
    expect(part.verdict.breadth).toBeCloseTo(72, 0)
  })

  it('is not when the others rise with it', async () => {
    await giveParts()
    await minutes(12, [
      [gulf, 3],
      [desert, 3],
      [egypt, 6],
    ])
    expect(await told()).toMatchObject({ confinedTo: null, scopes: expect.arrayContaining(['country EG']) })
  })

  it('is told again by the next leader', async () => {
    await giveParts()
    const people: Parameters<typeof minutes>[1] = [
      [gulf, 6],
      [egypt, 1],
    ]
    await minutes(8, people)
    await watch.stop()
    const second = room.watch('second')
    await minutes(4, people, second)
    expect((await told()).confinedTo).toBe('network')
  })
})

it('an outage in one network is told as that, and not as the country’s', async () => {
  await giveParts()
  await minutes(12, [
    [gulf, 4],
    [egypt, 1],
  ])
  expect(await told()).toEqual({ confinedTo: 'network', scopes: ['country SA', 'network Gulf Net'] })
})

it('many from one office are no outage of their country', async () => {
  await giveParts()
  await minutes(12, [
    [{ ...gulf, prefixKey: Buffer.alloc(16, 7) }, 4],
    [egypt, 1],
  ])
  expect(await told()).toEqual({ confinedTo: null, scopes: [] })
})

it('four people are told of to nobody', async () => {
  await giveParts()
  await minutes(1, [[{ country: 'MA' }, 4]])
  await minutes(2, [])
  expect(await told()).toEqual({ confinedTo: null, scopes: [] })
})

it('parts that are counted since today only are not judged yet', async () => {
  await minutes(12, [[gulf, 6]])
  expect((await room.state('chat')).status).toBe('major')
  expect(await told()).toEqual({ confinedTo: null, scopes: [] })
})
