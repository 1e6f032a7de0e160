import zlib from 'node:zlib'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openPageDoor, page } from './page-routes.fixture.ts'
import type { PageAnswer } from './pages.ts'

// The page process behind the door: away, and asked for files.

const noon = Date.parse('2026-03-17T12:00:00Z')
const door = await openPageDoor(noon)
const { desk, get } = door
afterAll(door.close)
beforeEach(door.forget)

describe('a page process that is away', () => {
  it('leaves the page that was, and where none was a page of our own in both languages', async () => {
    await get('/en')
    door.answerWith = async () => {
      throw new Error('away')
    }
    desk.clock.now += 3_600_000
    expect((await get('/en')).body).toBe('<h1>/en</h1>')
    for (const url of ['/ar/method', '/ar/status/chat?r=a-receipt-of-ours']) {
      const broken = await get(url)
      expect(broken.statusCode).toBe(503)
      expect(broken.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' })
      expect(broken.body).toMatch(
        /<p lang="ar" dir="auto">[^<]*[\u0600-\u06ff][^<]*<a href="">[^<]+<\/a><\/p><p lang="en"/,
      )
    }
    expect((await get('/en/method')).body).toMatch(
      /<p lang="en"[^>]*>[^<]+<a href="">Try again<\/a><\/p><p lang="ar"/,
    )
    expect(desk.logged).toEqual([])
  })

  it('leaves the widget at a service, which needs no page process', async () => {
    door.answerWith = async () => {
      throw new Error('away')
    }
    const { body, headers } = await get('/ar/status/chat?range=7d')
    const [, address = ''] = /<iframe src="([^"]+)"/.exec(body) ?? []
    const card = await get(address)
    expect(card.statusCode).toBe(200)
    expect(card.body).toContain('lang="ar"')
    expect(headers['content-security-policy']).toContain("frame-src 'self'")
    expect((await get('/ar/method')).body).not.toContain('<iframe')
  })

  it('is no dead end: our own status and a search are offered, in the reader’s language, without script', async () => {
    door.answerWith = async () => {
      throw new Error('away')
    }
    for (const [url, locale, word] of [
      ['/ar/method', 'ar', 'حالة المنصة'],
      ['/en/status/chat', 'en', 'Our own status'],
    ] as const) {
      const { body, headers } = await get(url)
      expect(body).toContain(`<a href="/${locale}/platform">${word}</a>`)
      expect(body).toMatch(
        new RegExp(
          `<form action="/${locale}/search"><label for="q">[^<]+</label><input id="q"[^>]* name="q"`,
        ),
      )
      expect(headers['content-security-policy']).toContain("form-action 'self'")
      expect(body).not.toContain('<script')
    }
  })

  it('does not take the API with it', async () => {
    door.answerWith = async () => {
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
    door.answerWith = async (path) => {
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
    door.asked = []
    door.answerWith = async () => file('application/javascript; charset=UTF-8', script)
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
    expect(door.asked).toHaveLength(1)
  })

  it('are left as they are when they are packed already', async () => {
    door.answerWith = async () => file('font/woff2', script)
    const font = await ask('/_next/static/media/a.woff2', 'gzip, br')
    expect(font.headers['content-encoding']).toBeUndefined()
    expect(font.body).toBe(script)
  })

  it('that are not there, or not now, are said so and asked for again', async () => {
    door.answerWith = async () => ({ status: 404, headers: {}, body: Buffer.from('no') })
    expect((await get('/_next/static/chunks/b.js')).statusCode).toBe(404)
    door.answerWith = async () => Promise.reject(new Error('away'))
    expect((await get('/_next/static/chunks/b.js')).statusCode).toBe(503)
    door.answerWith = async () => file('text/css', 'a{}')
    expect((await get('/_next/static/chunks/b.js')).body).toBe('a{}')
  })

  it('of other kinds are passed through', async () => {
    expect((await get('/_next/data/x')).body).toBe('piped /_next/data/x')
  })
})
