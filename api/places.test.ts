import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:07:30Z')
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  for (const [country, reporters] of [
    ['SA', 12],
    ['US', 4],
  ] as const) {
    await world.db.query(
      `INSERT INTO report_bucket_country_15m (service_id, slot, country, lane, reporters) VALUES ($1, $2, $3, 1, $4)`,
      [world.idOf('chat'), new Date('2026-03-17T11:30:00Z'), country, reporters],
    )
  }
  await desk.say('chat', 1)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (url: string) => desk.api.app.inject({ url: `/api/v1/${url}` })

describe('GET /api/v1/places', () => {
  it('is what the map shows, and says where nothing is known', async () => {
    const answer = await get('places')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toContain('max-age=15')
    expect(answer.json()).toMatchObject({
      span: { from: '2026-03-17T11:15:00.000Z', to: '2026-03-17T12:07:30.000Z', hour: null },
      places: [{ country: 'SA', reports: 12, usual: null, step: null, most: { slug: 'chat', reports: 12 } }],
    })
    expect(answer.body).not.toContain('"US"')
  })

  it.each([
    ['places?category=ai&hour=11', 200],
    ['places?category=nothing', 404],
    ['places?hour=24', 422],
    ['places?hour=x', 422],
    ['places?hour=', 422],
    ['places?hour=09', 200],
    ['places/sa', 200],
    ['places/SA', 200],
    ['places/zz', 404],
    ['places/saudi', 404],
    ['services/chat/places', 200],
    ['services/chat/places?hour=11', 200],
    ['services/nothing/places', 404],
  ])('%s answers %i', async (url, status) => {
    expect((await get(url)).statusCode).toBe(status)
  })

  it('has one service and one country apart', async () => {
    expect((await get('services/chat/places')).json().service.slug).toBe('chat')
    expect((await get('places/sa')).json()).toMatchObject({
      country: 'SA',
      services: [{ service: { slug: 'chat' }, reports: 12, onlyIn: [] }],
    })
  })
})
