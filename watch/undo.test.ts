import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { readRange } from '#store/report/buckets.ts'
import { deleteReport } from '#store/report/report-removal.ts'
import { insertReports } from '#store/report/reports.ts'
import { reportOf } from '#store/small-world.fixture.ts'
import { openWatchRoom, type WatchRoom } from './watch.fixture.ts'
import type { Watch } from './watch.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let room: WatchRoom
let watch: Watch

beforeEach(async () => {
  room = await openWatchRoom(noon)
  watch = room.watch('only')
  await watch.tick()
})
afterEach(() => room.drop())

const counts = async () => {
  const { reports15m, reports60m, recent } = await room.state('chat')
  return { reports15m, reports60m, recent: recent.reporters }
}

describe('a report taken back', () => {
  it('is out of the count after the next tick', async () => {
    const [one, other] = ['one', 'other'].map((person) => reportOf(room.idOf('chat'), person, room.clock.now))
    await insertReports(room.db, [one!, other!])
    room.clock.now += 2_000
    await watch.tick()
    expect(await counts()).toEqual({ reports15m: 2, reports60m: 2, recent: [0, 0, 0, 0, 2] })
    await deleteReport(room.db, one!)
    room.clock.now += 2_000
    await watch.tick()
    expect(await counts()).toEqual({ reports15m: 1, reports60m: 1, recent: [0, 0, 0, 0, 1] })
  })

  it('is so even when its minute is long over', async () => {
    const one = reportOf(room.idOf('chat'), 'one', room.clock.now)
    await insertReports(room.db, [one])
    await room.crowd('chat', 3)
    await room.minutes(watch, 3)
    const before = await room.state('chat')
    expect(await counts()).toEqual({ reports15m: 4, reports60m: 4, recent: [0, 4, 0, 0, 0] })
    await deleteReport(room.db, one)
    room.clock.now += 2_000
    await watch.tick()
    expect(await counts()).toEqual({ reports15m: 3, reports60m: 3, recent: [0, 3, 0, 0, 0] })
    expect((await room.state('chat')).version).toBeGreaterThan(before.version)
    await room.minutes(watch, 26)
    const { reporters } = await readRange(room.db, room.idOf('chat'), '7d', room.clock.now)
    expect(reporters.reduce((sum, count) => sum + count)).toBe(3)
  })
})

describe('a report that reaches the store after its quarter hour was rolled up', () => {
  it('is in the count and in the long charts all the same', async () => {
    room.clock.now = noon + 15 * minuteMs + 2_000
    await watch.tick()
    await insertReports(room.db, [reportOf(room.idOf('chat'), 'late', noon + 15 * minuteMs - 100)])
    await room.minutes(watch, 1)
    expect((await counts()).reports15m).toBe(1)
    const { reporters } = await readRange(room.db, room.idOf('chat'), '7d', room.clock.now)
    expect(reporters.reduce((sum, count) => sum + count)).toBe(1)
  })
})
