import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { createPublicView } from '#store/view/public-view.ts'
import { readGaps } from '#store/watch/gaps.ts'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'

// Minutes in which nobody took reports are neither zero nor an alarm, and charts say so.

const noon = Date.parse('2026-03-17T12:00:00Z')
const hour = 60 * minuteMs
let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(noon)
  await giveQuietWeek(room, 'chat', noon, 1)
})
afterEach(() => room.drop())

const seriesAt = async (range: '1h' | '24h') => {
  const view = createPublicView(room.db, room.directory)
  return (await view.readService('chat', range, room.clock.now))!.series.reporters
}

const expectGap = async (from: string, to: string) => {
  expect(await readGaps(room.db, noon, room.clock.now)).toEqual([
    { from: Date.parse(`2026-03-17T${from}:00Z`), to: Date.parse(`2026-03-17T${to}:00Z`) },
  ])
  expect(await room.incidents('chat')).toEqual([])
  expect((await room.state('chat')).status).toBe('none')
}

describe('a server that was down for two hours', () => {
  it('leaves a gap in the series, not zeros, and no alarm', async () => {
    const first = room.watch('first')
    await room.minutes(first, 5, 'chat', 1)
    await first.stop()
    room.clock.now = noon + 5 * minuteMs + 2 * hour
    const second = room.watch('second')
    await second.tick()
    await room.minutes(second, 5, 'chat', 1)
    await expectGap('12:06', '14:05')
    const line = await seriesAt('1h')
    expect(line.slice(0, 55)).toEqual(new Array(55).fill(null))
    expect(line.slice(-6)).toEqual([1, 1, 1, 1, 1, 0])
    expect((await seriesAt('24h')).filter((count) => count === null)).toHaveLength(7)
  })

  it('still knows what is usual afterwards', async () => {
    const first = room.watch('first')
    await room.minutes(first, 5, 'chat', 1)
    const before = (await room.state('chat')).usual15m!
    await first.stop()
    room.clock.now += 2 * hour
    await room.minutes(room.watch('second'), 20, 'chat', 1)
    expect((await room.state('chat')).usual15m).toBeGreaterThan(0.9 * before)
  })
})

describe('a machine that slept', () => {
  it('leaves a gap too, though the same watch goes on', async () => {
    const watch = room.watch('only')
    await room.minutes(watch, 5, 'chat', 1)
    room.clock.now = noon + 5 * minuteMs + 2 * hour
    await watch.tick()
    await room.minutes(watch, 3, 'chat', 1)
    await expectGap('12:06', '14:05')
    expect((await seriesAt('1h')).slice(0, 50)).toEqual(new Array(50).fill(null))
  })
})

describe('a watch that was away while another node took reports', () => {
  it('counts them and finds no gap', async () => {
    const first = room.watch('first')
    await room.minutes(first, 5, 'chat', 1)
    await first.stop()
    room.clock.now = noon + 15 * minuteMs
    await room.crowd('chat', 2)
    room.clock.now = noon + 25 * minuteMs + 2_000
    await room.watch('second').tick()
    expect(await readGaps(room.db, noon, room.clock.now)).toEqual([])
    expect((await room.state('chat')).reports15m).toBe(2)
    expect(await seriesAt('1h')).not.toContain(null)
  })
})
