import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { readGaps } from '#store/watch/gaps.ts'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'

// A clock that is put wrong, or right again, makes no outage, ends none and hides none.

const noon = Date.parse('2026-03-17T12:00:00Z')
const hour = 60 * minuteMs
let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(noon)
  await giveQuietWeek(room, 'chat', noon)
})
afterEach(() => room.drop())

const step = (ms: number) => {
  room.clock.now += ms
}

describe.each([
  ['an hour ahead and back', hour],
  ['half an hour back', 0],
])('a clock that was put %s', (_name, ahead) => {
  const stray = async (watch: ReturnType<WatchRoom['watch']>) => {
    await room.minutes(watch, 5, 'chat', 1)
    step(ahead)
    if (ahead > 0) await room.minutes(watch, 3, 'chat', 1)
    step(ahead > 0 ? -ahead : -hour / 2)
  }

  it.each(['goes on', 'is started anew', 'falls'])('leaves a watch that %s awake', async (fate) => {
    const first = room.watch('first')
    await stray(first)
    if (fate === 'is started anew') await first.stop()
    if (fate === 'falls') await room.expireLease()
    const watch = fate === 'goes on' ? first : room.watch('second')
    await room.minutes(watch, 3, 'chat', 1)
    expect(await room.incidents('chat')).toEqual([])
    await room.minutes(watch, 8, 'chat', 40)
    expect(await room.incidents('chat')).toEqual([{ status: 'major', ended: false }])
    expect((await room.state('chat')).reports15m).toBeGreaterThanOrEqual(8 * 40)
    // Through the minutes that were judged already, and past them.
    await room.minutes(watch, 100, 'chat', 0)
    expect(await room.incidents('chat')).toEqual([{ status: 'none', ended: true }])
    expect(await room.tickedAt()).toBe(room.clock.now)
  })
})

it.each([30, 60])('a clock that was put back by %i minutes ends no incident', async (minutes) => {
  const watch = room.watch('only')
  await room.minutes(watch, 3, 'chat', 1)
  await room.minutes(watch, 6, 'chat', 40)
  const steps = await room.steps('chat')
  step(-minutes * minuteMs)
  for (let i = 0; i < 7; i++) {
    await room.minutes(watch, 10, 'chat', 40)
    expect(await room.steps('chat')).toEqual(steps)
    expect((await room.state('chat')).status).toBe('major')
  }
  await room.minutes(watch, 100, 'chat', 0)
  expect(await room.incidents('chat')).toEqual([{ status: 'none', ended: true }])
})

it('a clock that was put an hour ahead and back leaves no gap in the time to come', async () => {
  const watch = room.watch('only')
  await room.minutes(watch, 5, 'chat', 1)
  step(hour)
  await watch.tick()
  expect(await readGaps(room.db, noon, noon + 2 * hour)).toHaveLength(1)
  step(-hour)
  await room.minutes(watch, 2, 'chat', 1)
  for (const { to } of await readGaps(room.db, noon, noon + 2 * hour))
    expect(to).toBeLessThanOrEqual(room.clock.now)
})
