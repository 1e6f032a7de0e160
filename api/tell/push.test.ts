import { createECDH, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '#store/db.ts'
import { newId } from '#store/id.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk

const browser = createECDH('prime256v1')
browser.generateKeys()
const good = {
  endpoint: 'https://push.example.org/send/1',
  keys: { p256dh: browser.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') },
  lang: 'ar',
}

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon, { push: { publicKey: async () => 'the key' } })
  await world.db.query(
    `INSERT INTO incident (service_id, id, public_id, status, worst, started_at, detected_at, peak_15m, reports,
       provenance, epoch) VALUES ($1, $2, '2026-03-17-chat-aaaa', 'major', 'major', $3, $3, 1, 1, 'live', 1)`,
    [world.idOf('chat'), newId(noon), new Date(noon)],
  )
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const send = (method: 'POST' | 'DELETE', slug: string, body: object, headers = {}) =>
  desk.api.app.inject({
    method,
    url: `/api/v1/services/${slug}/push-subscriptions`,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9', ...headers },
    payload: JSON.stringify(body),
  })
const kept = async () => (await world.db.query('SELECT 1 FROM push_subscription')).length

it('keeps an address once per service, and forgets it when asked', async () => {
  expect((await desk.api.app.inject('/api/v1/push-key')).json()).toEqual({ publicKey: 'the key' })
  expect((await send('POST', 'chat', good)).statusCode).toBe(201)
  expect((await send('POST', 'chat', good)).statusCode).toBe(201)
  expect(await kept()).toBe(1)
  expect((await send('DELETE', 'chat', { endpoint: good.endpoint })).statusCode).toBe(204)
  expect((await send('DELETE', 'chat', { endpoint: good.endpoint })).statusCode).toBe(204)
  expect(await kept()).toBe(0)
})

it.each([
  ['an address of our own network', { endpoint: 'https://10.0.0.1/x' }, 422],
  ['an address that no store can keep', { endpoint: 'https://push.example.org/a\u0000b' }, 422],
  ['plain http', { endpoint: 'http://push.example.org/x' }, 422],
  ['keys that are none', { keys: { p256dh: 'short', auth: 'x' } }, 422],
  ['a language that we do not speak', { lang: 'fr' }, 422],
  ['anything more', { note: 'x' }, 422],
])('refuses %s', async (_name, part, status) => {
  expect((await send('POST', 'chat', { ...good, ...part })).statusCode).toBe(status)
  expect(await kept()).toBe(0)
})

it('refuses where nothing is open, unknown services, other sites, and a flood', async () => {
  const none = await send('POST', 'bank', good, { 'accept-language': 'ar' })
  expect(none.statusCode).toBe(409)
  expect(none.json().type).toBe('/problems/no-incident')
  expect((await send('POST', 'nothing', good)).statusCode).toBe(404)
  expect((await send('POST', 'chat', good, { origin: 'https://evil.example' })).statusCode).toBe(403)
  const flood = await Promise.all(
    Array.from({ length: 30 }, () => send('POST', 'bank', good, { 'x-forwarded-for': '203.0.113.77' })),
  )
  expect(flood.filter(({ statusCode }) => statusCode === 429)).toHaveLength(10)
})

it('says that the store is away', async () => {
  const db = openDatabase('postgres://nobody@127.0.0.1:9/none')
  const lost = await openDesk(world, noon, { db, push: { publicKey: async () => 'the key' } })
  for (const method of ['POST', 'DELETE'] as const) {
    const answer = await lost.api.app.inject({
      method,
      url: '/api/v1/services/chat/push-subscriptions',
      payload: method === 'POST' ? good : { endpoint: good.endpoint },
    })
    expect([answer.statusCode, answer.json().type]).toEqual([503, '/problems/away'])
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  }
  expect(lost.logged).toEqual([])
  await lost.api.app.close()
  await db.close()
})

it('a site that has nobody to complain to offers none', async () => {
  const silent = await openDesk(world, noon, { push: null })
  const key = await silent.api.app.inject('/api/v1/push-key')
  expect([key.statusCode, key.json().type]).toEqual([404, '/problems/no-push'])
  const asked = await silent.api.app.inject({
    method: 'POST',
    url: '/api/v1/services/chat/push-subscriptions',
    payload: good,
  })
  expect([asked.statusCode, asked.json().type]).toEqual([404, '/problems/no-push'])
  await silent.api.app.close()
})
