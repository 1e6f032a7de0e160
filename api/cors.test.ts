import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

// What a script on somebody else's page may do: read everything that is public, write nothing.

const noon = Date.parse('2026-03-17T12:00:00Z')
const origin = { origin: 'https://elsewhere.example' }
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  desk.api.app.setNotFoundHandler((request, reply) => desk.api.refuse(request, reply))
  await desk.say('chat', 1)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const ask = (method: 'GET' | 'OPTIONS' | 'POST', url: string, headers = {}) =>
  desk.api.app.inject({
    method,
    url,
    headers: { ...origin, ...headers },
    ...(method === 'POST' && { payload: {} }),
  })

it.each([
  ['/api/v1/services/chat/state', 200],
  ['/api/v1/openapi.json', 200],
  ['/api/v1/services/nothing/state', 404],
  ['/api/v1/incidents?limit=many', 422],
])('reads %s, and what was wrong with it: %i', async (url, status) => {
  const answer = await ask('GET', url)
  expect(answer.statusCode).toBe(status)
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-expose-headers': expect.stringContaining('Retry-After'),
  })
})

it('may ask with a tag, which browsers ask leave for first', async () => {
  const leave = await ask('OPTIONS', '/api/v1/services/chat/state', {
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'if-none-match',
  })
  expect(leave.statusCode).toBe(204)
  expect(leave.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD',
    'access-control-allow-headers': expect.stringContaining('If-None-Match'),
  })
})

it('gets no leave to write, and is not told why', async () => {
  const leave = await ask('OPTIONS', '/api/v1/services/chat/reports')
  const refused = await ask('POST', '/api/v1/services/chat/reports', { 'sec-fetch-site': 'cross-site' })
  const token = await ask('GET', '/api/v1/services/chat/report-token')
  expect([leave.statusCode, refused.statusCode]).toEqual([405, 403])
  for (const { headers } of [leave, refused, token])
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
})
