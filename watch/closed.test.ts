import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { discontinueService, mergeService, restoreService } from '#store/service/service-fate.ts'
import { createPublicView } from '#store/view/public-view.ts'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const day = new Date('2026-03-16T00:00:00Z')
let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(noon)
  await giveQuietWeek(room, 'chat', noon)
})
afterEach(() => room.drop())

const slugs = (services: { slug: string }[]) => services.map(({ slug }) => slug)

describe('a service that its operator closed', () => {
  it('is watched no more: what was open there is over, also for a leader who comes later', async () => {
    const first = room.watch('first')
    await room.minutes(first, 5, 'chat', 40)
    expect(await room.incidents('chat')).toEqual([{ status: 'major', ended: false }])
    await room.expireLease()
    expect(await discontinueService(room.db, 'chat', day)).toBe('done')
    const second = room.watch('second')
    await room.minutes(second, 2, 'chat', 40)
    expect(await room.incidents('chat')).toEqual([{ status: 'none', ended: true }])
    expect((await room.steps('chat')).at(-1)).toBe('none')
    // Reports that are still on their way open nothing new.
    await room.minutes(second, 3, 'chat', 40)
    expect(await room.incidents('chat')).toHaveLength(1)
  })

  it('is left by the watch that leads, and met again when it is restored', async () => {
    const watch = room.watch('only')
    await room.minutes(watch, 5, 'chat', 40)
    await discontinueService(room.db, 'chat', day)
    await room.directory.refresh()
    await room.minutes(watch, 1)
    expect(await room.incidents('chat')).toEqual([{ status: 'none', ended: true }])
    await restoreService(room.db, 'chat')
    await room.directory.refresh()
    await room.minutes(watch, 2, 'chat', 40)
    expect((await room.incidents('chat')).at(-1)).toEqual({ status: 'major', ended: false })
  })

  it('leaves home, lists and search before those that run, and keeps its page and its history', async () => {
    const watch = room.watch('only')
    await room.minutes(watch, 5, 'chat', 40)
    await discontinueService(room.db, 'chat', day)
    await room.directory.refresh()
    await room.minutes(watch, 1)
    const view = createPublicView(room.db, room.directory)
    const now = room.clock.now
    const home = await view.readHome(now)
    expect([home.watched, slugs(home.popular), home.trouble, home.ended]).toEqual([
      2,
      ['chat-voice', 'bank'],
      [],
      [],
    ])
    expect((await view.readCategory('ai', now))?.category.services).toBe(2)
    // By name it comes before "Chat Voice", which only begins like it; closed, it comes after.
    expect(slugs(view.find('chat', 5))).toEqual(['chat-voice', 'chat'])
    const page = await view.readService('chat', '24h', now)
    expect(page?.state).toMatchObject({
      ...{ status: 'unknown', unknownReason: 'closed', since: '2026-03-16T00:00:00.000Z' },
      ...{ reports15m: 0, incident: null, stale: false },
    })
    expect([page?.incident, page?.pastIncidents.length]).toEqual([null, 1])
    const [incident] = await view.listIncidents({ slug: 'chat' }, now)
    expect(await view.readIncident(incident!.id, now)).toMatchObject({ id: incident!.id, worst: 'major' })
  })
})

describe('a service that became a part of another', () => {
  it('is that other under its old address, and its incidents keep theirs', async () => {
    const watch = room.watch('only')
    await room.minutes(watch, 5, 'chat', 40)
    const [before] = await createPublicView(room.db, room.directory).listIncidents({}, room.clock.now)
    expect(await mergeService(room.db, 'chat', 'bank')).toBe('done')
    await room.directory.refresh()
    await room.minutes(watch, 1)
    const view = createPublicView(room.db, room.directory)
    const now = room.clock.now
    const page = await view.readService('chat', '24h', now)
    expect([page?.service.slug, page?.formerly?.map(({ slug }) => slug)]).toEqual(['bank', ['chat']])
    expect(slugs(view.find('chat', 5))).toEqual(['bank', 'chat-voice'])
    // Its record is told under the other, and by its own permanent address.
    expect((await view.listIncidents({ slug: 'bank' }, now)).map(({ id }) => id)).toEqual([before!.id])
    expect(page?.pastIncidents.map(({ id }) => id)).toEqual([before!.id])
    expect(await view.readIncident(before!.id, now)).toMatchObject({
      status: 'none',
      service: { slug: 'chat', name: { en: 'Chat' } },
    })
  })

  it('can be a part only of one that is followed, and takes with it what was merged into it', async () => {
    const { db, directory } = room
    expect(await mergeService(db, 'nobody', 'bank')).toBe('unknown')
    expect(await mergeService(db, 'chat', 'chat')).toBe('unknown-target')
    expect(await mergeService(db, 'chat', 'nobody')).toBe('unknown-target')
    expect(await mergeService(db, 'chat-voice', 'chat')).toBe('done')
    expect(await mergeService(db, 'bank', 'chat-voice')).toBe('unknown-target')
    expect(await mergeService(db, 'chat', 'bank')).toBe('done')
    await directory.refresh()
    expect(['chat', 'chat-voice', 'bank'].map((slug) => directory.bySlug(slug)?.slug)).toEqual([
      'bank',
      'bank',
      'bank',
    ])
    expect(slugs(directory.all())).toEqual(['bank'])
    // Hidden with the one that it is a part of.
    await db.prisma.service.update({ where: { slug: 'bank' }, data: { hidden: true } })
    await directory.refresh()
    expect(directory.bySlug('chat')).toBeUndefined()
    expect(directory.known()).toEqual([])
  })
})
