import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '#api/desk.fixture.ts'
import { minuteMs } from '#core/bucket.ts'
import type { StateView } from '#core/view.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { giveQuietWeek } from '#watch/watch.fixture.ts'
import { createWatch, type Watch } from '#watch/watch.ts'

// Breadth, not volume, opens an incident: through the public API, with tokens of our page.

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
let watch: Watch

beforeEach(async () => {
  world = await openSmallWorld(noon)
  await giveQuietWeek(world, 'chat', noon, 15)
  await world.directory.refresh()
  desk = await openDesk(world, noon)
  const { db, directory } = world
  watch = createWatch({ db, directory, now: () => desk.clock.now, owner: 'only', provenance: 'live' })
  await watch.tick()
})
afterEach(async () => {
  await desk.api.app.close()
  await world.drop()
})

/** Somebody opens the page at an address, and taps. */
async function report(address: string): Promise<void> {
  const headers = { 'x-forwarded-for': address, 'user-agent': 'Firefox/150' }
  const page = await desk.api.app.inject({ url: '/api/v1/services/chat/report-token', headers })
  const answer = await desk.api.app.inject({
    method: 'POST',
    url: '/api/v1/services/chat/reports',
    headers,
    payload: { token: page.json().token },
  })
  expect(answer.statusCode).toBe(201)
}
const state = async () =>
  (await desk.api.app.inject({ url: '/api/v1/services/chat/state' })).json<StateView>()
const incidents = () => world.db.query('SELECT id FROM incident')

/** People tap at once in the midst of a minute; then what is said just after its end. */
async function minute(addresses: string[]): Promise<StateView> {
  desk.clock.now = Math.floor(desk.clock.now / minuteMs) * minuteMs + 30_000
  await Promise.all(addresses.map(report))
  desk.clock.now += 32_500
  await watch.tick()
  await desk.hub.look()
  return state()
}

/** Statuses seen while so many a minute report, and for a quarter of an hour after. */
async function statusesOf(addresses: string[], aMinute: number): Promise<string[]> {
  const seen = new Set<string>()
  for (let from = 0; from < addresses.length + 15 * aMinute; from += aMinute) {
    seen.add((await minute(addresses.slice(from, from + aMinute))).status)
  }
  return [...seen]
}

describe('a brigade of 200 addresses', () => {
  it('of one network never opens an incident, and its reports are answered and counted as any', async () => {
    const addresses = Array.from({ length: 200 }, (_, i) => `203.0.113.${i + 1}`)
    expect(await statusesOf(addresses, 20)).toEqual(['none'])
    const [counted] = await world.db.query('SELECT sum(reporters)::int AS people FROM report_bucket_minute')
    expect(counted).toEqual({ people: 200 })
    expect(await incidents()).toEqual([])
  })

  it('of three networks opens none either, however sudden', async () => {
    const addresses = Array.from({ length: 200 }, (_, i) => `203.0.${113 + (i % 3)}.${i + 1}`)
    expect(await statusesOf(addresses, 100)).toEqual(['none'])
    expect(await incidents()).toEqual([])
  })
})

describe('a true crowd of 30 networks', () => {
  it('opens one, though it is far smaller', async () => {
    const seen: string[] = []
    for (let at = 0; at < 6; at++) {
      const ten = Array.from({ length: 10 }, (_, i) => `198.51.${(at * 10 + i) % 30}.${at + 1}`)
      seen.push((await minute(ten)).status)
    }
    expect(seen).toContain('possible')
    expect(await incidents()).toHaveLength(1)
  })
})
