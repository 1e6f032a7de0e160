import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { createPublicView } from '#store/view/public-view.ts'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(noon)
  await giveQuietWeek(room, 'chat', noon)
})
afterEach(() => room.drop())

describe('two watches on one database', () => {
  it('have one leader, and an outage is written down once', async () => {
    const [first, second] = [room.watch('first'), room.watch('second')]
    await first.tick()
    await second.tick()
    expect([first.leads, second.leads]).toEqual([true, false])
    for (let minute = 0; minute < 6; minute++) {
      await room.minutes(first, 1, 'chat', 40)
      await Promise.all([first.tick(), second.tick()])
    }
    expect(await room.steps('chat')).toEqual(['possible', 'major'])
    expect(await room.incidents('chat')).toHaveLength(1)
  })

  it('change over when the leader stops', async () => {
    const [first, second] = [room.watch('first'), room.watch('second')]
    await room.minutes(first, 6, 'chat', 40)
    await second.tick()
    await first.stop()
    await room.minutes(second, 2, 'chat', 40)
    expect([first.leads, second.leads]).toEqual([false, true])
    expect(await room.tickedAt()).toBe(room.clock.now)
    expect(await room.steps('chat')).toEqual(['possible', 'major'])
  })

  it('do not mind a leader that wakes after its lease ran out', async () => {
    const [first, second] = [room.watch('first'), room.watch('second')]
    await first.tick()
    await room.expireLease()
    await second.tick()
    await room.crowd('chat', 40)
    room.clock.now += 60_000
    await first.tick()
    expect([first.leads, second.leads]).toEqual([false, true])
    expect(await room.steps('chat')).toEqual([])
    await room.minutes(second, 5, 'chat', 40)
    expect(await room.steps('chat')).toEqual(['possible', 'major'])
  })
})

describe("the operator's own word", () => {
  const say = (postedAt: number) =>
    recordOfficialUpdate(
      room.db,
      {
        serviceId: room.idOf('chat'),
        stage: 'investigating',
        postedAt,
        body: 'We look.',
        lang: 'en',
        url: null,
      },
      room.clock.now,
    )

  it('confirms the incident that is open, wherever it is listed', async () => {
    const watch = room.watch('only')
    await room.minutes(watch, 5, 'chat', 40)
    expect((await room.state('chat')).incident?.confirmed).toBe(false)
    const view = createPublicView(room.db, room.directory)
    const listed = async () => {
      const [row] = await view.listServices(['chat'], room.clock.now)
      const [incident] = await view.listIncidents({ slug: 'chat' }, room.clock.now)
      return [row?.state.confirmed, incident?.confirmed]
    }
    expect(await listed()).toEqual([false, false])
    await say(room.clock.now)
    room.clock.now += 2_000
    await watch.tick()
    expect((await room.state('chat')).incident?.confirmed).toBe(true)
    expect(await listed()).toEqual([true, true])
  })

  it('makes the timeline of its service newer, once', async () => {
    const watch = room.watch('only')
    await room.minutes(watch, 1)
    const [before, neighbour] = [await room.state('chat'), await room.state('bank')]
    const said = room.clock.now
    await say(said)
    await room.minutes(watch, 1)
    const after = await room.state('chat')
    expect(after.timelineVersion).toBe(before.timelineVersion + 1)
    expect(after.version).toBeGreaterThan(before.version)
    // The same word again is no news.
    await say(said)
    await room.minutes(watch, 3)
    expect((await room.state('chat')).timelineVersion).toBe(after.timelineVersion)
    expect((await room.state('bank')).timelineVersion).toBe(neighbour.timelineVersion)
  })

  it('is not lost to readers when the watch changes', async () => {
    const first = room.watch('first')
    await room.minutes(first, 1)
    const before = await room.state('chat')
    await first.stop()
    await say(room.clock.now)
    await room.minutes(room.watch('second'), 1)
    expect((await room.state('chat')).timelineVersion).toBeGreaterThan(before.timelineVersion)
  })
})
