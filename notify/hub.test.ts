import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { StateView } from '#core/view.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { createPublicView } from '#store/view/public-view.ts'
import { unseenState } from '#store/view/unseen.ts'
import { writeProgress, writeStates } from '#store/watch/state.ts'
import { createHub, type Hub, type Standing } from './hub.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000
const clock = { now: noon }
let world: SmallWorld
let hub: Hub

beforeEach(async () => {
  clock.now = noon
  world = await openSmallWorld(noon)
  hub = createHub({ db: world.db, directory: world.directory, now: () => clock.now })
})
afterEach(() => world.drop())

/** The watch speaks: a tick now, with a state of this version. */
const say = async (slug: string, version: number, given: Partial<StateView> = {}) => {
  const service = world.directory.bySlug(slug)!
  const view = { ...unseenState(service, clock.now), status: 'none' as const, unknownReason: null, version }
  await writeStates(world.db, [{ serviceId: service.id, view: { ...view, ...given } }], 1, clock.now)
  await writeProgress(world.db, { through: clock.now, tickedAt: clock.now }, 1)
}
/** What is told from now on. */
const listen = () => {
  const told: Standing[] = []
  const gone: string[] = []
  const stop = hub.listen((news) => {
    told.push(...news.changed)
    gone.push(...news.gone)
  })
  const of = (wanted: string) => told.filter(({ slug }) => slug === wanted).map(({ view }) => view)
  return { told, gone, stop, versions: (slug: string) => of(slug).map(({ version }) => version), of }
}

describe('listeners', () => {
  it('hear each change once, with the state and the time it was written', async () => {
    const heard = listen()
    await say('chat', 1, { reports15m: 7 })
    await hub.look()
    await hub.look()
    await say('chat', 2)
    await hub.look()
    expect(heard.versions('chat')).toEqual([1, 2])
    expect(heard.versions('bank')).toEqual([])
    expect(heard.told[0]).toMatchObject({
      slug: 'chat',
      view: { service: 'chat', version: 1, reports15m: 7 },
      updatedAt: noon,
    })
    expect(hub.state('chat')).toMatchObject({ version: 2 })
    // As people read it: whom it is about and what is said come first.
    expect(Object.keys(hub.state('chat')!).slice(0, 4)).toEqual(['service', 'status', 'since', 'at'])
  })

  it('hear all of one look together', async () => {
    const looks: string[][] = []
    hub.listen(({ changed }) => looks.push(changed.map(({ slug }) => slug).sort()))
    await say('chat', 1)
    await say('bank', 1)
    await hub.look()
    await hub.look()
    expect(looks).toEqual([['bank', 'chat']])
  })

  it('hear of a row that was written a little late', async () => {
    const heard = listen()
    await say('chat', 5)
    await hub.look()
    clock.now -= 1_000
    await say('bank', 1)
    await hub.look()
    expect(heard.versions('bank')).toEqual([1])
    clock.now -= 9_000
    await say('bank', 2)
    // Three seconds of looks.
    for (let i = 0; i < 10; i++) await hub.look()
    expect(heard.versions('bank')).toEqual([1, 2])
  })

  it('hear nothing after they left', async () => {
    const [one, other] = [listen(), listen()]
    one.stop()
    one.stop()
    await say('chat', 1)
    await hub.look()
    expect([one.versions('chat'), other.versions('chat')]).toEqual([[], [1]])
  })

  it('hear of a service that is hidden that it is gone, and no more; and of one that comes back what it is', async () => {
    await say('chat', 8)
    await hub.look()
    const heard = listen()
    const hide = async (hidden: boolean) => {
      await world.db.prisma.service.update({ where: { slug: 'chat' }, data: { hidden } })
      await world.directory.refresh()
    }
    await hide(true)
    await sayUnlisted('chat')
    await hub.look()
    await hub.look()
    expect([heard.gone, heard.versions('chat')]).toEqual([['chat'], []])
    expect(hub.state('chat')).toBeUndefined()
    expect(hub.standings().map(({ slug }) => slug)).not.toContain('chat')
    await hide(false)
    clock.now += 10 * minute
    await say('bank', 1)
    await hub.look()
    await hub.look()
    expect([heard.gone, heard.versions('chat')]).toEqual([['chat'], [9]])
  })
})

/** A state of a service that is not in the directory. */
const sayUnlisted = async (slug: string) => {
  const row = (await world.db.prisma.service.findUnique({ where: { slug } }))!
  const view = { ...unseenState(world.directory.bySlug('bank')!, clock.now), service: slug, version: 9 }
  await writeStates(world.db, [{ serviceId: row.id, view }], 1, clock.now)
}

describe('the age of what is known', () => {
  it('makes every state unknown when the watch has not ticked for more than three minutes', async () => {
    await say('chat', 1, { status: 'major' })
    await hub.look()
    const view = createPublicView(world.db, world.directory)
    const shown = async () => (await view.readService('chat', '1h', clock.now))!.state
    clock.now = noon + 3 * minute
    await hub.look()
    for (const state of [hub.state('chat'), await shown()]) {
      expect(state).toMatchObject({ status: 'major', stale: false, at: new Date(noon).toISOString() })
    }
    clock.now = noon + 3 * minute + 1
    for (const state of [hub.state('chat'), await shown()]) {
      expect(state).toMatchObject({ status: 'unknown', unknownReason: 'stale', stale: true })
    }
    expect((await view.readHome(clock.now)).stale).toBe(true)
  })

  it('is that of the watch’s tick, not of a service’s last news', async () => {
    await say('chat', 1)
    clock.now = noon + 60 * minute
    await writeProgress(world.db, { through: clock.now, tickedAt: clock.now }, 1)
    await hub.look()
    expect(hub.tickedAt).toBe(clock.now)
    expect(hub.state('chat')).toMatchObject({ status: 'none', stale: false })
  })

  it('is nothing yet for a service that was never looked at, and no service is made up', async () => {
    await hub.look()
    expect(hub.tickedAt).toBeNull()
    expect(hub.state('chat')).toMatchObject({ status: 'unknown', unknownReason: 'young', version: 0 })
    expect(hub.state('no-such')).toBeUndefined()
  })
  it('is told once when it grows too old, though the store is away, and once when it is fresh again', async () => {
    await say('chat', 1, { status: 'major' })
    await hub.look()
    const heard = listen()
    const away = vi.spyOn(world.db, 'query').mockRejectedValue(new Error('the store is away'))
    const look = () => expect(hub.look()).rejects.toThrow('the store is away')
    clock.now += 3 * minute
    await look()
    expect(heard.told).toEqual([])
    clock.now += 1
    await look()
    await look()
    expect(heard.of('chat')).toMatchObject([{ status: 'unknown', stale: true, version: 1 }])
    away.mockRestore()
    await writeProgress(world.db, { through: clock.now, tickedAt: clock.now }, 1)
    await hub.look()
    await hub.look()
    expect(heard.of('chat').slice(1)).toMatchObject([{ status: 'major', stale: false, version: 1 }])
  })

  it('is told at once where the store is known to be away: what was last said stays until it is old', async () => {
    let away = false
    hub = createHub({ ...world, now: () => clock.now, isAway: () => away })
    await say('chat', 1, { status: 'major' })
    await hub.look()
    const heard = listen()
    away = true
    await hub.look()
    clock.now += 3 * minute + 1
    await hub.look()
    expect(heard.of('chat').map(({ status, stale }) => [status, stale])).toEqual([
      ['major', true],
      ['unknown', true],
    ])
  })
})

describe('a hub that begins with a snapshot', () => {
  it('says what it knows, and tells what the store says in its place', async () => {
    await say('chat', 3, { status: 'none' })
    const view = {
      ...unseenState(world.directory.bySlug('chat')!, noon),
      status: 'major' as const,
      version: 12,
    }
    hub.restore([view], noon)
    expect(hub.state('chat')).toMatchObject({ status: 'major', version: 12 })
    const heard = listen()
    const away = vi.spyOn(world.db, 'query').mockRejectedValue(new Error('the store is away'))
    await expect(hub.look()).rejects.toThrow('the store is away')
    expect(heard.told).toEqual([])
    away.mockRestore()
    await hub.look()
    expect(heard.versions('chat')).toEqual([3])
  })
})
