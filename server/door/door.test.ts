import zlib from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Answer, type Front, openFront, page } from './door.fixture.ts'

// The door over real HTTP, beside a front without one: whoever asks cannot tell which of them answered.

const noon = Date.parse('2026-03-17T12:00:00Z')
const long = 'أهلا — hello '.repeat(400)
let world: SmallWorld
let front: Front
let plain: Front
let renders = 0

beforeAll(async () => {
  world = await openSmallWorld(noon)
  const render = async (path: string) => {
    renders++
    if (path.includes('nowhere')) return page('<meta name="desk-status" content="404"/>')
    return page(`<h1>${path}</h1>${long}`)
  }
  front = await openFront(world, noon, { render })
  plain = await openFront(world, noon, { render, door: false })
})
afterAll(async () => {
  await front.close()
  await plain.close()
  await world.drop()
})
let version = 0
/** The watch ticks at the clock of now, and both hubs look. */
async function say(given: Parameters<Front['desk']['say']>[2] = { status: 'none' }) {
  await front.desk.say('chat', ++version, given)
  await plain.desk.hub.look()
}
beforeEach(async () => {
  // Whatever was kept is too old now.
  front.desk.clock.now += 3_600_000
  plain.desk.clock.now = front.desk.clock.now
  await say()
  front.asked.clear()
  renders = 0
})
const pass = (ms: number) => {
  front.desk.clock.now += ms
  plain.desk.clock.now += ms
}
const times = (path: string) => front.asked.get(path) ?? 0
const textOf = ({ body, headers }: Answer): string => {
  const encoding = headers['content-encoding']
  if (encoding === 'br') return zlib.brotliDecompressSync(body).toString()
  return encoding === 'gzip' ? zlib.gunzipSync(body).toString() : body.toString()
}

const state = '/api/v1/services/chat/state'
const addresses = [
  state,
  '/badge/chat.svg',
  '/badge/chat.json?lang=ar',
  '/embed/chat?lang=en&size=chart',
  '/embed/chat',
  '/en/status/chat',
  '/ar',
]
const readers: Record<string, string>[] = [
  {},
  { 'accept-encoding': 'gzip, deflate, br', 'accept-language': 'ar-SA,ar;q=0.9' },
  { 'accept-encoding': 'gzip', 'accept-language': 'en', cookie: 'theme=dark' },
]

describe('what is ready', () => {
  it.each(addresses)('of %s is what Fastify says, header for header and byte for byte', async (path) => {
    for (const reader of readers) {
      await front.send(path, reader)
      const { etag } = (await front.send(path, reader)).headers
      const conditions: Record<string, string>[] = [
        {},
        ...[etag!, `"other", W/${etag}`, '*', '"other"'].map((tags) => ({ 'if-none-match': tags })),
      ]
      for (const condition of conditions) {
        for (const method of ['GET', 'HEAD']) {
          const before = times(path)
          const ready = await front.send(path, { ...reader, ...condition }, method)
          expect(times(path), 'answered at the door').toBe(before)
          // Nothing is ready for who says who they are.
          const asked = await front.send(path, { ...reader, ...condition, authorization: 'x' }, method)
          expect(times(path), 'answered by Fastify').toBe(before + 1)
          // Fastify's own HEAD says that the body it has not sent were empty, even in a 304.
          if (asked.status === 304) asked.raw = asked.raw.filter((line) => line !== 'content-length: 0')
          expect([ready.status, ready.raw, ready.body]).toEqual([asked.status, asked.raw, asked.body])
          expect([200, 304]).toContain(ready.status)
          expect(ready.body.length > 0).toBe(ready.status === 200 && method === 'GET')
        }
      }
    }
  })

  it('says what a front without a door says, but for being compressed', async () => {
    for (const path of addresses) {
      await front.send(path)
      const [ready, other] = [await front.send(path), await plain.send(path)]
      expect(ready.body.toString()).toBe(other.body.toString())
      const withoutVary = ({ raw }: Answer) => raw.filter((line) => !line.startsWith('vary'))
      expect(withoutVary(ready)).toEqual(withoutVary(other))
    }
  })

  it('is the same text in every encoding and the reader’s own language', async () => {
    for (const path of ['/embed/chat', '/en/status/chat']) {
      const answers = await Promise.all(
        ['br', 'gzip;q=0.5, br;q=0', 'identity'].map((accepted) =>
          front.send(path, { 'accept-encoding': accepted, 'accept-language': 'ar' }),
        ),
      )
      expect(answers.map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip', undefined])
      expect(new Set(answers.map(textOf)).size).toBe(1)
      expect(answers[0]!.headers.vary).toContain('Accept-Encoding')
    }
    const [ar, en] = [
      await front.send('/embed/chat', { 'accept-language': 'ar' }),
      await front.send('/embed/chat', { 'accept-language': 'en' }),
    ]
    expect([ar.headers['content-language'], en.headers['content-language']]).toEqual(['ar', 'en'])
    expect((await front.send('/embed/chat', { 'accept-language': 'ar' })).body).toEqual(ar.body)
    expect(ar.headers.vary).toBe('Accept-Language, Accept-Encoding')
  })

  it('of a page is not for who chose otherwise by cookie, and stays as it is for all others', async () => {
    const path = '/en/about'
    const before = await front.send(path)
    const chosen = await front.send(path, { cookie: 'desk=theme=dark' })
    expect([times(path), chosen.headers['cache-control'], chosen.headers.etag]).toEqual([
      ...[2, 'private, no-store', undefined],
    ])
    const after = await front.send(path, { cookie: 'desk=theme=none-of-ours' })
    expect([times(path), after.raw, after.body]).toEqual([2, before.raw, before.body])
    await front.send(state)
    await front.send(state, { cookie: 'desk=theme=dark' })
    expect([times(state), renders]).toEqual([1, 1])
  })

  it('of a page names the host it was asked by', async () => {
    const hosts = ['one.example', 'two.example']
    for (const host of [...hosts, ...hosts]) await front.send('/en/method', { host })
    expect([times('/en/method'), renders]).toEqual([2, 2])
  })
})

describe('freshness', () => {
  it('a new state is said by the first who asks after the hub’s look', async () => {
    for (const path of [state, '/badge/chat.json', '/embed/chat?lang=en']) {
      await say({ status: 'none' })
      const before = textOf(await front.send(path))
      expect(textOf(await front.send(path))).toBe(before)
      await say({ status: 'major', reports15m: 70 + version })
      const seen = [await front.send(path), await front.send(path)].map(textOf)
      expect(seen[0]).toMatch(/major/i)
      expect(seen[1]).toBe(seen[0])
    }
  })

  it('a tick that moved nothing but the time is told, too', async () => {
    const at = async () => JSON.parse((await front.send(state)).body.toString())
    await front.send(state)
    pass(400)
    await say()
    expect((await at()).at).toBe(new Date(front.desk.clock.now).toISOString())
  })

  it('a watch that ticks no more is told by everyone as soon as its numbers are stale', async () => {
    await Promise.all([state, '/badge/chat.json'].map((path) => front.send(path)))
    pass(3 * 60_000 + 1)
    await front.send(state)
    pass(500)
    const said = await front.send(state)
    expect([times(state), said.headers.age]).toEqual([2, '180'])
    expect(JSON.parse((await front.send(state)).body.toString())).toMatchObject({
      status: 'unknown',
      stale: true,
    })
    expect(JSON.parse((await front.send('/badge/chat.json')).body.toString()).message).toBe('No fresh data')
  })

  it('a service that is hidden is gone at once', async () => {
    await front.send(state)
    await world.db.query("UPDATE service SET hidden = true WHERE slug = 'chat'")
    await world.directory.refresh()
    expect((await front.send(state)).status).toBe(404)
    expect((await front.send('/embed/chat?lang=en')).body.toString()).not.toContain('>Chat<')
    await world.db.query("UPDATE service SET hidden = false WHERE slug = 'chat'")
    await world.directory.refresh()
  })

  it('an embed is kept for half a second, and while one goes for the next, for half a second more', async () => {
    const path = '/embed/chat?lang=en'
    await front.send(path)
    pass(499)
    await front.send(path)
    expect(times(path)).toBe(1)
    pass(2)
    await Promise.all(Array.from({ length: 20 }, () => front.send(path)))
    expect(times(path)).toBe(2)
    pass(1_001)
    await front.send(path)
    expect(times(path)).toBe(3)
  })

  it('a page that is old says its age, and the next one is new', async () => {
    await front.send('/en/status/chat')
    pass(20_000)
    const old = await front.send('/en/status/chat')
    expect([old.status, old.headers.age]).toEqual([200, '20'])
    pass(250)
    const next = await front.send('/en/status/chat')
    expect([next.headers.age, renders]).toEqual([undefined, 2])
  })

  it('a page that is asked for all the time with a tag is answered from here, too', async () => {
    const path = '/en/status/chat'
    const { etag } = (await front.send(path)).headers
    for (let i = 0; i < 5; i++) {
      pass(10_000)
      await front.send(path, { 'if-none-match': etag! })
      pass(300)
      const before = times(path)
      await front.send(path, { 'if-none-match': etag! })
      const again = await front.send(path, { 'if-none-match': etag! })
      expect([again.status, times(path) - before]).toEqual([304, 1])
    }
  })
})

describe('nothing is kept of', () => {
  /** Asked twice, Fastify was asked twice. */
  const isNotKept = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const before = times(path)
    const [one, other] = [await front.send(path, headers, method), await front.send(path, headers, method)]
    expect([path, times(path) - before]).toEqual([path, 2])
    return [one, other]
  }

  it('pages for one person, searches, and what is not there', async () => {
    for (const path of [
      '/en/status/chat?r=a-receipt-of-ours',
      '/ar/status/chat?said=undone',
      '/en/search?q=chat',
      '/en/nowhere',
      '/api/v1/services/nobody/state',
      '/embed/nobody',
      '/badge/nobody.svg',
    ])
      await isNotKept(path)
  })

  it('made-up queries and hosts, with which a stranger could fill the shelf', async () => {
    for (const path of [
      `${state}?x=1`,
      '/badge/chat.svg?theme=pink',
      '/embed/chat?a=b',
      '/en/status/chat?utm=1',
    ])
      await isNotKept(path)
    await isNotKept('/en', { host: 'no host' })
    await isNotKept(`/en/status/${'x'.repeat(400)}`)
  })

  it('more hosts of one address than anybody has', async () => {
    const path = '/api/v2/status.json'
    const ask = (n: number) => front.send(path, { host: `host-${n}.example` })
    for (let n = 0; n < 40; n += 1) await ask(n)
    const before = times(path)
    await ask(39)
    expect(times(path) - before).toBe(0)
    await ask(0)
    expect(times(path) - before).toBe(1)
  })

  it('requests that may mean something else: by a person, or by Next’s own router', async () => {
    await front.send('/en/status/chat')
    for (const name of ['authorization', 'rsc', 'next-router-prefetch', 'next-router-state-tree'])
      await isNotKept('/en/status/chat', { [name]: '1' })
    expect((await front.send('/en/status/chat')).body.toString()).toContain('<h1>')
  })

  it('tokens, readiness, writes', async () => {
    await isNotKept('/api/v1/services/chat/report-token')
    await isNotKept('/healthz')
    await isNotKept('/readyz')
    const answers = await isNotKept('/en/status/chat', {}, 'POST')
    expect(answers.map(({ status }) => status)).toEqual([405, 405])
  })
})

describe('closing', () => {
  it('is not held up by readers who ask for what is ready', async () => {
    const other = await openFront(world, front.desk.clock.now)
    await other.send('/en')
    await other.send('/en')
    const from = performance.now()
    await other.close()
    expect(performance.now() - from).toBeLessThan(2_000)
  })
})
