import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { besideApi, operationsOf } from '#core/api-reference.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'
import { type Problem, problems, problemType } from './errors.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
const routes: { method: string; url: string }[] = []

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon, {
    inFront(app) {
      app.addHook('onRoute', ({ method, url }) => {
        for (const one of [method].flat()) routes.push({ method: one, url })
      })
    },
  })
  await desk.api.app.ready()
  await desk.say('chat', 1)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

/** Made for our own pages, and may change with them. */
const ownOnly = ['/api/v1/openapi.json', '/api/v1/words/:locale']

const braced = (url: string) => url.replaceAll(/:([a-zA-Z]+)/g, '{$1}')

describe('what is documented', () => {
  it('is every address of the API, with a sentence and a group', () => {
    const known = operationsOf(desk.api.app.swagger())
    for (const { method, url } of routes) {
      if (method === 'HEAD' || !url.startsWith('/api/') || ownOnly.includes(url)) continue
      const found = known.find((one) => one.method === method && one.path === braced(url))
      expect(found?.summary, `${method} ${url}`).toBeTruthy()
      expect(found?.tag, `${method} ${url}`).not.toBe('other')
    }
  })

  it('answers: no documented reading is unknown to the router', async () => {
    for (const { method, path } of operationsOf(desk.api.app.swagger())) {
      if (method !== 'GET' || path.endsWith('/stream')) continue
      const url = path.replace('{slug}', 'chat').replace(/\{id\}/, '2026-03-17-chat-none')
      const answer = await desk.api.app.inject(url)
      expect(answer.statusCode, url).toBeLessThan(500)
      expect(answer.body, url).not.toContain('Route GET')
    }
    for (const { path } of besideApi) {
      const answer = await desk.api.app.inject(path.replace('{slug}', 'chat'))
      expect(answer.statusCode, path).toBe(200)
    }
  })

  it('is short enough to be told to the page that lists it', () => {
    const told = JSON.stringify({ operations: operationsOf(desk.api.app.swagger()) })
    // Node takes 16 kB of headers; problems and the rest need their share.
    expect(deflateRawSync(told).toString('base64url').length).toBeLessThan(10_000)
  })

  it('is every kind of problem: its type answers people and programs', async () => {
    for (const problem of Object.keys(problems) as Problem[]) {
      const program = await desk.api.app.inject(problemType(problem))
      expect(program.json()).toMatchObject({ type: problemType(problem), status: problems[problem] })
      const person = await desk.api.app.inject({
        url: problemType(problem),
        headers: { accept: 'text/html', 'accept-language': 'ar' },
      })
      expect([person.statusCode, person.headers.location]).toEqual([
        307,
        `/ar/developers/api#problem-${problem}`,
      ])
    }
    expect((await desk.api.app.inject('/problems/made-up')).statusCode).toBe(404)
    expect((await desk.api.app.inject('/problems/toString')).statusCode).toBe(404)
  })
})
