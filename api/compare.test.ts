import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (query: string) => desk.api.app.inject({ url: `/api/v1/compare${query}` })

it('compares services and names what is not followed', async () => {
  const answer = await get('?services=chat,bank,nothing&range=7d')
  expect(answer.statusCode).toBe(200)
  const { services, unknown, range, shared } = answer.json()
  expect([range, unknown, shared]).toEqual(['7d', ['nothing'], []])
  expect(services.map((entry: { service: { slug: string } }) => entry.service.slug)).toEqual(['chat', 'bank'])
  expect(services[0].series.reporters).toHaveLength(169)
})

it.each(['', '?services=', '?services=a,b,c,d,e', '?services=../x', '?services=chat&range=1y'])(
  'refuses %s',
  async (query) => {
    expect((await get(query)).statusCode).toBe(422)
  },
)
