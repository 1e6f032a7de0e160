import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'

// A watch that starts in the middle of an outage goes on where the one before ended.

const noon = Date.parse('2026-03-17T12:00:00Z')
let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(noon)
  await giveQuietWeek(room, 'chat', noon)
})
afterEach(() => room.drop())

const untilMajor = async () => {
  const first = room.watch('first')
  await room.minutes(first, 3, 'chat', 1)
  await room.minutes(first, 6, 'chat', 40)
  expect(await room.incidents('chat')).toEqual([{ status: 'major', ended: false }])
  return first
}

/** The outage goes on and ends; there is one incident, whose every step is there once. */
const expectOneIncident = async (second: ReturnType<WatchRoom['watch']>, before: string[]) => {
  await second.tick()
  expect(await room.steps('chat')).toEqual(before)
  expect((await room.state('chat')).status).toBe('major')
  await room.minutes(second, 4, 'chat', 40)
  expect(await room.steps('chat')).toEqual(before)
  await room.minutes(second, 70, 'chat', 0)
  expect(await room.incidents('chat')).toEqual([{ status: 'none', ended: true }])
  expect(await room.steps('chat')).toEqual([...before, 'recovering', 'none'])
}

describe('a restart in the middle of an outage', () => {
  it('keeps the one incident open after a clean stop', async () => {
    const first = await untilMajor()
    const before = await room.steps('chat')
    await first.stop()
    room.clock.now += 20_000
    await expectOneIncident(room.watch('second'), before)
  })

  it('keeps the one incident open after a fall, from a snapshot older than the incident', async () => {
    await untilMajor()
    const before = await room.steps('chat')
    await room.expireLease()
    room.clock.now += 20_000
    await expectOneIncident(room.watch('second'), before)
  })

  it('numbers the states on, so that listeners hear of them', async () => {
    const first = await untilMajor()
    const before = (await room.state('chat')).version
    await first.stop()
    await room.minutes(room.watch('second'), 1, 'chat', 40)
    expect((await room.state('chat')).version).toBeGreaterThan(before)
  })
})
