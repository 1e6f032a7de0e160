import zlib from 'node:zlib'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openPageDoor, page } from './page-routes.fixture.ts'

// How pages are sent.

const noon = Date.parse('2026-03-17T12:00:00Z')
const door = await openPageDoor(noon)
const { get, paths } = door
afterAll(door.close)
beforeEach(door.forget)

describe('a page', () => {
  it('is sent with what browsers must know, once rendered for all', async () => {
    const [first, second] = [await get('/en/status/chat'), await get('/en/status/chat')]
    expect(first.statusCode).toBe(200)
    expect(first.body).toBe('<h1>/en/status/chat</h1>')
    expect(first.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
      'cache-control': expect.stringMatching(/^public, max-age=0, s-maxage=15/),
    })
    expect(second.body).toBe(first.body)
    expect(door.asked).toEqual([['/en/status/chat', 'http://desk.example']])
  })

  it('of a service says in a header where it is told to be shown elsewhere', async () => {
    door.answerWith = async (path) =>
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
    door.answerWith = async () => page('<meta name="desk-lasting" content="1"/>')
    expect(await kept('/ar/incidents/2026-03-17-chat-k7q2')).toBe('3600')
    door.answerWith = async () => page('<meta name="desk-status" content="404"/>')
    expect(await kept('/ar/about')).toBe('15')
    door.answerWith = async () => ({ ...page('as it was'), isOld: true })
    expect(await kept('/ar/terms')).toBe('15')
    expect((await get('/en/settings')).headers['cache-control']).toBe('private, no-cache')
  })

  it('that is not there is never answered 304', async () => {
    door.answerWith = async () => page('<meta name="desk-status" content="404"/>')
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
    door.answerWith = async () => page('<meta name="desk-status" content="404"/>لا شيء')
    expect((await get('/ar/nothing')).statusCode).toBe(404)
    expect((await get('/ar/nothing')).body).toContain('لا شيء')
    expect(door.asked).toHaveLength(2)
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
    expect(door.asked).toEqual([['/en/status/chat', 'http://desk.example']])
  })

  it('names no host that could not be one', async () => {
    await get('/en', { host: 'evil.example/"><script>' })
    expect(door.asked).toEqual([['/en', 'http://localhost']])
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
