import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StateView } from '#core/view.ts'
import { createPublicView } from '#store/public-view.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { writeProgress, writeStates } from '#store/state.ts'
import { unseenState } from '#store/unseen.ts'
import { type Broadcast, createHub, type Hub } from './hub.ts'

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
const heard = (slug: string) => {
  const events: Broadcast[] = []
  const stop = hub.listen(slug, (event) => events.push(event))
  return { events, stop, versions: () => events.map(({ view }) => view.version) }
}

describe('listeners', () => {
  it('hear each change of their service once, as JSON of the state, and nothing of others', async () => {
    const [chat, bank] = [heard('chat'), heard('bank')]
    await say('chat', 1, { reports15m: 7 })
    await hub.look()
    await hub.look()
    await say('chat', 2)
    await hub.look()
    expect(chat.versions()).toEqual([1, 2])
    expect(bank.versions()).toEqual([])
    expect(JSON.parse(chat.events[0]!.json)).toMatchObject({ service: 'chat', version: 1, reports15m: 7 })
    expect(hub.state('chat')).toMatchObject({ version: 2 })
  })

  it('hear of a row that was written a little late', async () => {
    const bank = heard('bank')
    await say('chat', 5)
    await hub.look()
    clock.now -= 10_000
    await say('bank', 1)
    await hub.look()
    expect(bank.versions()).toEqual([1])
  })

  it('hear nothing after they left, and are not counted any more', async () => {
    const [one, other] = [heard('chat'), heard('chat')]
    expect(hub.listeners).toBe(2)
    one.stop()
    one.stop()
    expect(hub.listeners).toBe(1)
    await say('chat', 1)
    await hub.look()
    expect([one.versions(), other.versions()]).toEqual([[], [1]])
    other.stop()
    expect(hub.listeners).toBe(0)
  })

  it('hear nothing of a service once it is hidden', async () => {
    const chat = heard('chat')
    await world.db.prisma.service.update({ where: { slug: 'chat' }, data: { hidden: true } })
    await world.directory.refresh()
    await sayUnlisted('chat')
    await hub.look()
    expect(chat.versions()).toEqual([])
    expect(hub.state('chat')).toBeUndefined()
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
})
