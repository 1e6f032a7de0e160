import { afterEach, beforeEach, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { recordEndedIncidents } from '#store/incident/records.ts'
import { createPublicView } from '#store/view/public-view.ts'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'
import type { Watch } from './watch.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let room: WatchRoom
let watch: Watch

beforeEach(async () => {
  room = await openWatchRoom(noon)
  await giveQuietWeek(room, 'chat', noon)
  watch = room.watch('only')
  await watch.tick()
})
afterEach(() => room.drop())

const records = () =>
  room.db.prisma.incident.findMany({
    where: { serviceId: room.idOf('chat') },
    orderBy: { startedAt: 'asc' },
  })

/** A rise and, after it, quiet until the incident is closed. */
async function riseAndFall(people: number): Promise<void> {
  await room.minutes(watch, 6, 'chat', people)
  expect((await room.state('chat')).incident).not.toBeNull()
  for (let quiet = 0; (await room.state('chat')).incident; quiet++) {
    if (quiet > 90) throw new Error('the incident does not end')
    await room.minutes(watch, 1)
  }
}

/** Quiet until so long after the end of the newest incident. */
async function waitAfterEnd(minutes: number): Promise<void> {
  const endedAt = (await records()).at(-1)!.endedAt!.getTime()
  while (room.clock.now < endedAt + minutes * minuteMs) await room.minutes(watch, 1)
}

it('is the same incident when it rises again within an hour of its end', async () => {
  await riseAndFall(30)
  const [before] = await records()
  await waitAfterEnd(40)
  await riseAndFall(60)
  const after = await records()
  expect(after).toHaveLength(1)
  const [incident] = after
  expect(incident).toMatchObject({
    publicId: before!.publicId,
    startedAt: before!.startedAt,
    detectedAt: before!.detectedAt,
    status: 'none',
  })
  expect(incident!.endedAt!.getTime()).toBeGreaterThan(before!.endedAt!.getTime())
  expect(incident!.reopenedAt!.getTime()).toBeGreaterThan(before!.endedAt!.getTime() + 30 * minuteMs)
  expect(incident!.peak15m).toBeGreaterThan(before!.peak15m)
  // Everybody of both rises, once.
  expect(incident!.reports).toBe(6 * 30 + 6 * 60)

  const view = createPublicView(room.db, room.directory)
  const record = await view.readIncident(incident!.publicId, room.clock.now)
  expect(record!.reopenedAt).toBe(incident!.reopenedAt!.toISOString())
  const changes = record!.timeline.flatMap((entry) => (entry.kind === 'transition' ? [entry.to] : []))
  expect(changes.filter((to) => to === 'none')).toHaveLength(2)
  // Two stretches, and between them the quiet that there was.
  const gaps = record!.spans.filter(({ from }, at) => at > 0 && from > record!.spans[at - 1]!.to!)
  expect(gaps.map(({ from }) => from)).toEqual([record!.reopenedAt])
  const ends = record!.spans.map(({ to }) => to)
  expect(ends).toContain(before!.endedAt!.toISOString())
  expect(ends.at(-1)).toBe(incident!.endedAt!.toISOString())
})

it('keeps the higher peak of the two', async () => {
  await riseAndFall(60)
  const [before] = await records()
  await waitAfterEnd(30)
  await riseAndFall(30)
  const [incident, ...others] = await records()
  expect(others).toEqual([])
  expect(incident).toMatchObject({ peak15m: before!.peak15m, peakAt: before!.peakAt })
})

it('is a new incident after more than an hour', async () => {
  await riseAndFall(30)
  await waitAfterEnd(65)
  await riseAndFall(30)
  const incidents = await records()
  expect(incidents).toHaveLength(2)
  expect(incidents.map(({ reopenedAt }) => reopenedAt)).toEqual([null, null])
  expect(new Set(incidents.map(({ publicId }) => publicId)).size).toBe(2)
})

it('leaves a false alarm as it was called, and a record that is kept as it is', async () => {
  const serviceId = room.idOf('chat')
  await riseAndFall(30)
  await room.db.prisma.incident.updateMany({ where: { serviceId }, data: { falseAlarmAt: new Date() } })
  await waitAfterEnd(30)
  await riseAndFall(30)
  expect(await records()).toHaveLength(2)
  await recordEndedIncidents(room.db, room.clock.now + 180 * minuteMs)
  await waitAfterEnd(30)
  await riseAndFall(30)
  expect((await records()).map(({ reopenedAt }) => reopenedAt)).toEqual([null, null, null])
})

it('is the same incident for a watch that has just started', async () => {
  await riseAndFall(30)
  const [before] = await records()
  await waitAfterEnd(25)
  await room.expireLease()
  watch = room.watch('another')
  await watch.tick()
  await riseAndFall(30)
  expect((await records()).map(({ publicId }) => publicId)).toEqual([before!.publicId])
})
