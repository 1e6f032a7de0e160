import zlib from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '#api/desk.fixture.ts'
import { mergeService, restoreService } from '#store/service-fate.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { createPageCache } from './page-cache.ts'
import { pageRoutes } from './page-routes.ts'
import type { PageAnswer, Pages } from './pages.ts'

// The door of the pages. What stands behind it, the page process, is a stand-in here: it is the seam.

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
let asked: unknown[][] = []
let answerWith: (path: string) => Promise<PageAnswer>

const page = (html: string): PageAnswer => ({ status: 200, headers: {}, body: Buffer.from(html) })
const plain = async (path: string) => page(`<h1>${path}</h1>`)

const pages: Pages = {
  ready: true,
  fetch: (...given) => {
    asked.push(given)
    return answerWith(given[0])
  },
  pipe: (request, response) => void response.end(`piped ${request.url}`),
  upgrade: () => {},
  stop: async () => {},
}

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  const cache = createPageCache({ now: () => desk.clock.now, dev: false, formToken: () => null })
  pageRoutes(desk.api, {
    pages,
    cache,
    now: () => desk.clock.now,
    gauge: { enter: () => () => {} },
    isReceipt: (receipt) => receipt === 'a-receipt-of-ours',
    findService: (text) => world.directory.bySlug(text)?.slug ?? null,
    mergedInto: (slug) => world.directory.named(slug)?.mergedInto ?? null,
    isPart: (part, whole) => world.directory.bySlug(part)?.parent === whole,
  })
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})
beforeEach(() => {
  // Whatever was kept is too old now.
  desk.clock.now += 2 * 86_400_000
  asked = []
  answerWith = plain
})

const get = (url: string, headers: Record<string, string> = {}, method: InjectOptions['method'] = 'GET') =>
  desk.api.app.inject({ url, method, headers: { host: 'desk.example', ...headers } })
const paths = () => asked.map(([path]) => path)

describe('a bare address', () => {
  it.each([
    ['/', 'ar-SA,en;q=0.5', '/ar'],
    ['/', 'fr', '/en'],
    ['/', '', '/en'],
    ['/status/chat', 'ar', '/ar/status/chat'],
    ['/status/chat/', 'en', '/en/status/chat'],
    ['/status/%D8%AF%2F..', 'en', '/en/status/%D8%AF%2F..'],
  ])('%s goes to the reader’s language (%s): %s', async (url, language, location) => {
    const answer = await get(url, { 'accept-language': language })
    expect([answer.statusCode, answer.headers.location]).toEqual([307, location])
    expect(answer.headers.vary).toBe('Accept-Language')
    expect(asked).toEqual([])
  })

  it('that is nowhere is told apart for a person and for a program', async () => {
    const person = await get('/wp-login.php', { accept: 'text/html,*/*', 'accept-language': 'ar' })
    expect([person.statusCode, person.headers.location]).toEqual([307, '/ar/wp-login.php'])
    const program = await get('/wp-login.php', { accept: '*/*' })
    expect(program.statusCode).toBe(404)
    expect(program.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  it.each(['//[', '//:80:80/', '/en/%zz', '/en/%00', '//evil.example/en'])(
    'that cannot be read (%s) is the sender’s fault, not ours',
    async (url) => {
      const answer = await get(url)
      expect(answer.statusCode).toBeLessThan(500)
      expect(String(answer.headers.location ?? '')).not.toContain('//evil')
      expect(desk.logged).toEqual([])
    },
  )
})

describe('the address of a service that became a part of another', () => {
  beforeAll(async () => {
    await mergeService(world.db, 'chat-voice', 'bank')
    await world.directory.refresh()
  })
  afterAll(async () => {
    await restoreService(world.db, 'chat-voice')
    await world.directory.refresh()
  })

  it.each([
    ['/ar/status/chat-voice', '/ar/status/bank?from=chat-voice'],
    ['/en/status/chat-voice?range=7d', '/en/status/bank?from=chat-voice'],
    ['/en/status/chat-voice/history', '/en/status/bank/history'],
  ])('%s leads there for good: %s', async (url, location) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.headers.location]).toEqual([308, location])
    expect(asked).toEqual([])
  })

  it('has a note there, which nobody else can make up', async () => {
    await get('/en/status/bank?from=chat-voice')
    await get('/en/status/bank?from=nobody')
    await get('/en/status/chat?from=chat-voice')
    expect(paths()).toEqual(['/en/status/bank?from=chat-voice', '/en/status/bank', '/en/status/chat'])
  })
})

describe('a page', () => {
  it('is sent with what browsers must know, once rendered for all', async () => {
    const [first, second] = [await get('/en/status/chat'), await get('/en/status/chat')]
    expect(first.statusCode).toBe(200)
    expect(first.body).toBe('<h1>/en/status/chat</h1>')
    expect(first.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      vary: 'Accept-Encoding',
      'cache-control': expect.stringMatching(/^public, max-age=0, s-maxage=15/),
    })
    expect(second.body).toBe(first.body)
    expect(asked).toEqual([['/en/status/chat', 'http://desk.example']])
  })

  it('of a service says in a header where it is told to be shown elsewhere', async () => {
    answerWith = async (path) =>
      page(`<head><link rel="canonical" href="https://desk.example${path}"/></head>`)
    const address = 'https://desk.example/oembed?url=https%3A%2F%2Fdesk.example%2Fen%2Fstatus%2Fchat'
    expect((await get('/en/status/chat')).headers.link).toBe(
      `<${address}>; rel="alternate"; type="application/json+oembed"`,
    )
    expect((await get('/en/about')).headers.link).toBeUndefined()
  })

  it('is kept at the edge by what it shows, and for long only where it says so itself', async () => {
    const kept = async (url: string) =>
      /s-maxage=(\d+)/.exec(String((await get(url)).headers['cache-control']))?.[1]
    const incident = '/en/incidents/2026-03-17-chat-k7q2'
    expect([await kept('/en/about'), await kept('/en/status/chat?range=30d'), await kept(incident)]).toEqual([
      ...['86400', '300', '15'],
    ])
    answerWith = async () => page('<meta name="desk-lasting" content="1"/>')
    expect(await kept('/ar/incidents/2026-03-17-chat-k7q2')).toBe('3600')
    answerWith = async () => page('<meta name="desk-status" content="404"/>')
    expect(await kept('/ar/about')).toBe('15')
    answerWith = async () => ({ ...page('as it was'), isOld: true })
    expect(await kept('/ar/terms')).toBe('15')
    expect((await get('/en/settings')).headers['cache-control']).toBe('private, no-cache')
  })

  it('that is not there is never answered 304', async () => {
    answerWith = async () => page('<meta name="desk-status" content="404"/>')
    const { etag } = (await get('/en/nothing')).headers
    for (const tag of [String(etag), '*']) {
      const again = await get('/en/nothing', { 'if-none-match': tag })
      expect([again.statusCode, again.body.length > 0]).toEqual([404, true])
    }
  })

  it('that its reader has already is answered 304, without a body', async () => {
    const { etag } = (await get('/en')).headers
    const again = await get('/en', { 'if-none-match': String(etag) })
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
    expect((await get('/en', { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  it('that is not there is 404 and is not kept', async () => {
    answerWith = async () => page('<meta name="desk-status" content="404"/>لا شيء')
    expect((await get('/ar/nothing')).statusCode).toBe(404)
    expect((await get('/ar/nothing')).body).toContain('لا شيء')
    expect(asked).toHaveLength(2)
  })

  it('is compressed as its reader can take it', async () => {
    const sent = async (accepted: string) => {
      const { rawPayload, headers } = await get('/en', { 'accept-encoding': accepted })
      return { bytes: rawPayload, encoding: headers['content-encoding'] }
    }
    const [br, gzip, none] = [await sent('gzip, br'), await sent('gzip, deflate'), await sent('deflate')]
    expect([br.encoding, gzip.encoding, none.encoding]).toEqual(['br', 'gzip', undefined])
    expect(zlib.brotliDecompressSync(br.bytes)).toEqual(none.bytes)
    expect(zlib.gunzipSync(gzip.bytes)).toEqual(none.bytes)
  })

  it('is told of nothing that a stranger put into headers or query', async () => {
    const evil = {
      rsc: '1',
      'next-action': 'x',
      'next-router-state-tree': 'x',
      'x-middleware-subrequest': 'middleware:middleware',
      'x-nextjs-data': '1',
      'x-desk-now': '1999-01-01T00:00:00Z',
      'x-forwarded-host': 'evil.example',
    }
    const answers = [await get('/en/status/chat?utm_source=x&_rsc=y', evil), await get('/en/status/chat')]
    expect(answers.map((answer) => answer.body)).toEqual(new Array(2).fill('<h1>/en/status/chat</h1>'))
    expect(asked).toEqual([['/en/status/chat', 'http://desk.example']])
  })

  it('names no host that could not be one', async () => {
    await get('/en', { host: 'evil.example/"><script>' })
    expect(asked).toEqual([['/en', 'http://localhost']])
  })

  it('is read only: anything but GET and HEAD is 405', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const answer = await get('/en/status/chat', { 'next-action': 'x' }, method)
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
    }
    const head = await get('/en', {}, 'HEAD')
    expect([head.statusCode, head.body, typeof head.headers.etag]).toEqual([200, '', 'string'])
    expect(paths()).toEqual(['/en'])
  })

  it('of a part under its service goes to the part’s own; what is no part of it is a page like any other', async () => {
    const part = await get('/ar/status/chat/c/chat-voice')
    expect([part.statusCode, part.headers.location]).toEqual([308, '/ar/status/chat-voice'])
    for (const path of ['/en/status/chat/c/bank', '/en/status/bank/c/chat-voice', '/en/status/x/c/y']) {
      await get(path)
      expect(paths().at(-1)).toBe(path)
    }
  })

  it('has one address: a trailing slash goes to it', async () => {
    const answer = await get('/en/status/chat/')
    expect([answer.statusCode, answer.headers.location]).toEqual([308, '/en/status/chat'])
  })

  it('keeps the queries it knows and no others', async () => {
    for (const query of [
      'range=7d&x=1',
      'range=7d&x=2',
      'range=9y',
      'size=bar',
      'r=made-up',
      'said=made-up',
    ]) {
      await get(`/en/status/chat?${query}`)
    }
    expect(paths()).toEqual(['/en/status/chat?range=7d', '/en/status/chat'])
  })
})

describe('a page for one person', () => {
  it.each([
    ['r=a-receipt-of-ours', 'r=a-receipt-of-ours'],
    ['said=duplicate&at=2026-03-17T12:00:00Z', 'said=duplicate&at=2026-03-17T12%3A00%3A00Z'],
  ])('(%s) is private, made anew and never given to others', async (query, passed) => {
    const { headers, body } = await get(`/en/status/chat?${query}`)
    expect(headers['cache-control']).toBe('private, no-store')
    expect(body).toBe(`<h1>/en/status/chat?${passed}</h1>`)
    const again = await get(`/en/status/chat?${query}`, { 'if-none-match': String(headers.etag) })
    expect(again.statusCode).toBe(200)
    expect((await get('/en/status/chat')).body).toBe('<h1>/en/status/chat</h1>')
    expect(paths()).toHaveLength(3)
  })
})

describe('a page process that is away', () => {
  it('leaves the page that was, and where none was a page of our own in both languages', async () => {
    await get('/en')
    answerWith = async () => {
      throw new Error('away')
    }
    desk.clock.now += 3_600_000
    expect((await get('/en')).body).toBe('<h1>/en</h1>')
    for (const url of ['/ar/method', '/ar/status/chat?r=a-receipt-of-ours']) {
      const broken = await get(url)
      expect(broken.statusCode).toBe(503)
      expect(broken.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' })
      expect(broken.body).toMatch(/<p lang="ar" dir="auto">[^<]*[\u0600-\u06ff][^<]*<\/p><p lang="en"/)
    }
    expect((await get('/en/method')).body).toMatch(/<p lang="en"[^>]*>[^<]+<\/p><p lang="ar"/)
    expect(desk.logged).toEqual([])
  })

  it('does not take the API with it', async () => {
    answerWith = async () => {
      throw new Error('away')
    }
    const later = desk.clock.now
    desk.clock.now = noon
    const report = await desk.api.app.inject({
      method: 'POST',
      url: '/api/v1/services/chat/reports',
      payload: {},
    })
    desk.clock.now = later
    expect(report.statusCode).toBe(201)
    expect((await get('/api/v1/nowhere')).statusCode).toBe(404)
  })

  it('is not asked for more single pages than it can bear', async () => {
    let finish = () => {}
    const held = new Promise<void>((resolve) => {
      finish = resolve
    })
    answerWith = async (path) => {
      await held
      return page(path)
    }
    const waiting = Array.from({ length: 12 }, (_, i) => get(`/en/search?q=${i}`))
    await get('/_next/data/x')
    finish()
    const codes = (await Promise.all(waiting)).map((answer) => answer.statusCode)
    expect(codes.filter((code) => code === 200)).toHaveLength(8)
    expect(codes.filter((code) => code === 503)).toHaveLength(4)
    expect((await get('/en/search?q=later')).statusCode).toBe(200)
  })
})

describe('files of the page process', () => {
  const script = 'console.log(1);'.repeat(500)
  const file = (type: string, body: string): PageAnswer => ({
    status: 200,
    headers: { 'content-type': type },
    body: Buffer.from(body),
  })
  const ask = (url: string, accepted: string) =>
    desk.api.app.inject({ url, headers: { 'accept-encoding': accepted } })

  it('are asked for once, packed for those who can read it, and kept for ever', async () => {
    asked = []
    answerWith = async () => file('application/javascript; charset=UTF-8', script)
    const packed = await ask('/_next/static/chunks/a.js', 'gzip, br')
    expect(packed.headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'application/javascript; charset=UTF-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    })
    expect(zlib.brotliDecompressSync(packed.rawPayload).toString()).toBe(script)
    const plainOne = await ask('/_next/static/chunks/a.js', 'identity')
    expect(plainOne.body).toBe(script)
    expect(plainOne.headers['content-encoding']).toBeUndefined()
    expect(asked).toHaveLength(1)
  })

  it('are left as they are when they are packed already', async () => {
    answerWith = async () => file('font/woff2', script)
    const font = await ask('/_next/static/media/a.woff2', 'gzip, br')
    expect(font.headers['content-encoding']).toBeUndefined()
    expect(font.body).toBe(script)
  })

  it('that are not there, or not now, are said so and asked for again', async () => {
    answerWith = async () => ({ status: 404, headers: {}, body: Buffer.from('no') })
    expect((await get('/_next/static/chunks/b.js')).statusCode).toBe(404)
    answerWith = async () => Promise.reject(new Error('away'))
    expect((await get('/_next/static/chunks/b.js')).statusCode).toBe(503)
    answerWith = async () => file('text/css', 'a{}')
    expect((await get('/_next/static/chunks/b.js')).body).toBe('a{}')
  })

  it('of other kinds are passed through', async () => {
    expect((await get('/_next/data/x')).body).toBe('piped /_next/data/x')
  })
})
