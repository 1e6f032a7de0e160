import { afterAll, beforeAll, expect, it } from 'vitest'
import { staleMs } from '#core/state-age.ts'
import type { StateView } from '#core/view.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { writeProgress, writeStates } from '../watch/state.ts'
import { createPublicView, type PublicView } from './public-view.ts'
import { unseenState } from './unseen.ts'

const now = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let view: PublicView

async function say(slug: string, at: number, given: Partial<StateView>): Promise<void> {
  const state = { ...unseenState(world.directory.bySlug(slug)!, at), unknownReason: null, ...given }
  await writeStates(world.db, [{ serviceId: world.idOf(slug), view: state }], 1, at)
}

beforeAll(async () => {
  world = await openSmallWorld(now)
  view = createPublicView(world.db, world.directory)
  await say('chat', now, { status: 'possible', timesUsual: 9 })
  await say('chat-voice', now, { status: 'none' })
  // Nothing new for an hour: the watch looks at it all the same.
  await say('bank', now - 3_600_000, { status: 'major', reports15m: 70 })
  await writeProgress(world.db, { through: now, tickedAt: now }, 1)
})
afterAll(() => world.drop())

it('the home page names the worst first, and counts who is quiet', async () => {
  const home = await view.readHome(now)
  expect(home.trouble.map(({ service, state }) => [service.slug, state.status])).toEqual([
    ['bank', 'major'],
    ['chat', 'possible'],
  ])
  expect(home).toMatchObject({ inTrouble: 2, quiet: 1, watched: 3, stale: false })
  expect(home.trouble[0]!.state.reports15m).toBe(70)
  expect(home.calm.map(({ service }) => service.slug)).toEqual(['chat-voice'])
  expect(home.categories.reduce((sum, { inTrouble }) => sum + inTrouble, 0)).toBe(2)
})

it('a category, a search and a list of services say how each of theirs stands', async () => {
  const slugs = ['chat-voice', 'chat', 'bank']
  const rows = await view.listServices(slugs, now)
  expect(rows.map(({ service, state }) => [service.slug, state.status])).toEqual([
    ['bank', 'major'],
    ['chat', 'possible'],
    ['chat-voice', 'none'],
  ])
  expect(await view.listServices('all', now)).toEqual(rows)
  const { slug } = world.directory.bySlug('bank')!.category
  const category = await view.readCategory(slug, now)
  expect(category!.rows.find(({ service }) => service.slug === 'bank')!.state.status).toBe('major')
  expect((await view.search('bank', 1, now)).map(({ state }) => state.status)).toEqual(['major'])
})

it('a service names its parts, and no other has any', () => {
  expect(view.listParts('chat').map(({ slug }) => slug)).toEqual(['chat-voice'])
  expect([...view.listParts('bank'), ...view.listParts('chat-voice')]).toEqual([])
})

it('nobody is in trouble, and nobody quiet, by numbers that are old', async () => {
  const later = now + staleMs + 1
  expect(await view.readHome(later)).toMatchObject({ inTrouble: 0, quiet: 0, trouble: [], stale: true })
  expect((await view.listCategories(later)).every(({ inTrouble }) => inTrouble === 0)).toBe(true)
})
