import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { requestFormSlug } from '#core/report/request.ts'
import { createTokens } from '#ingest/tokens.ts'
import { forgetRequests, listRequests } from '#store/report/requests.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const dayMs = 86_400_000
let world: SmallWorld
let desk: Desk
let people = 0

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

/** Somebody new, from a network of their own. */
const somebody = () => `10.${++people}.0.1`

const ask = (payload: object, from = somebody(), headers: Record<string, string> = {}) =>
  desk.api.app.inject({
    method: 'POST',
    url: '/api/v1/service-requests',
    headers: { 'x-forwarded-for': from, ...headers },
    payload,
  })

const post = (fields: Record<string, string>, headers: Record<string, string> = {}, from = somebody()) =>
  desk.api.app.inject({
    method: 'POST',
    url: '/ar/request',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': from, ...headers },
    payload: new URLSearchParams({
      token: createTokens('0'.repeat(64)).issueForm(requestFormSlug, desk.clock.now),
      ...fields,
    }).toString(),
  })

describe('asking for a service', () => {
  it('counts people, not requests, and one name in all its spellings', async () => {
    const first = await ask({ name: ' Notion ', website: 'https://www.notion.so/login' }, '10.200.0.1')
    expect([first.statusCode, first.json()]).toEqual([
      201,
      { status: 'noted', name: 'Notion', people: 1, reviewAt: 25 },
    ])
    const again = await ask({ name: 'NOTION' }, '10.200.0.1')
    expect([again.statusCode, again.json()]).toMatchObject([200, { status: 'already_noted', people: 1 }])
    expect((await ask({ name: 'nótion' })).json()).toMatchObject({ people: 2 })
    const [kept] = await listRequests(world.db, 5)
    expect(kept).toEqual({
      key: 'notion',
      name: 'Notion',
      host: 'notion.so',
      people: 2,
      firstAt: noon,
      lastAt: noon,
    })
  })

  it('of many at once counts each', async () => {
    await Promise.all(Array.from({ length: 12 }, () => ask({ name: 'Slack' })))
    expect((await desk.view.readRequest('SLACK')).people).toBe(12)
  })

  it('that we follow leads to it', async () => {
    const answer = await ask({ name: 'chat' })
    expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'followed', service: 'chat' }])
    expect((await post({ name: 'BANK', website: '' })).headers.location).toBe('/ar/status/bank')
  })

  it('is told what is wrong, field by field', async () => {
    const answer = await ask({ name: '', website: 'nowhere' })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors).toEqual([
      { pointer: '/name', code: 'missing' },
      { pointer: '/website', code: 'notWebsite' },
    ])
    for (const bad of [{ name: 7 }, [], { name: 'x'.repeat(3000) }]) {
      expect((await ask(bad)).statusCode).toBe(422)
    }
  })

  it('from a page of another origin is refused', async () => {
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
    ]
    for (const headers of foreign) {
      expect((await ask({ name: 'Evil' }, somebody(), headers)).statusCode).toBe(403)
      expect((await post({ name: 'Evil' }, headers)).statusCode).toBe(403)
    }
    expect((await desk.view.readRequest('Evil')).people).toBe(0)
  })

  it('for one name after another from one line is slowed down', async () => {
    const answers = []
    for (let n = 0; n < 10; n++) answers.push(await ask({ name: `Thing ${n}` }, '10.201.0.1'))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array(8).fill(201), 429, 429])
    expect(Number(answers.at(-1)!.headers['retry-after'])).toBeGreaterThan(60)
    expect((await post({ name: 'Thing 11' }, {}, '10.201.0.1')).headers.location).toMatch(/said=slow/)
  })

  it('keeps no address, and forgets within two days who asked', async () => {
    const rows = () => world.db.query('SELECT * FROM service_request_asker')
    expect(JSON.stringify(await rows())).not.toContain('10.2')
    await forgetRequests(world.db, noon + 2 * dayMs + 60_000)
    expect(await rows()).toEqual([])
    expect((await desk.view.readRequest('Slack')).people).toBe(12)
    await forgetRequests(world.db, noon + 91 * dayMs)
    expect((await listRequests(world.db, 50)).map(({ name }) => name)).toEqual(['Slack'])
  })
})

describe('the plain form', () => {
  it('is sent back to its page with what became of it', async () => {
    const answer = await post({ name: 'Figma', website: 'figma.com' })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/ar/request?said=noted&name=Figma#said')
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('keeps what was typed when something is wrong', async () => {
    const { location } = (await post({ name: 'F', website: 'x y' })).headers
    expect(location).toBe('/ar/request?said=invalid&name=F&website=x+y#said')
  })

  it('of another page, or too old, counts nothing', async () => {
    const old = createTokens('0'.repeat(64)).issueForm(requestFormSlug, desk.clock.now - 2 * dayMs)
    const other = createTokens('0'.repeat(64)).issueForm('chat', desk.clock.now)
    for (const token of [old, other, 'made-up']) {
      expect((await post({ name: 'Figma', token })).headers.location).toMatch(/said=invalid/)
    }
    expect((await desk.view.readRequest('Figma')).people).toBe(1)
  })
})
