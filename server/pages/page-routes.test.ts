import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mergeService, restoreService } from '#store/service/service-fate.ts'
import { openPageDoor } from './page-routes.fixture.ts'

// Where the door of the pages leads, and what it lets through to them.

const noon = Date.parse('2026-03-17T12:00:00Z')
const door = await openPageDoor(noon)
const { world, desk, get, paths } = door
afterAll(door.close)
beforeEach(door.forget)

describe('a bare address', () => {
  it.each([
    ['/', 'ar-SA,en;q=0.5', '/ar'],
    ['/', 'fr', '/en'],
    ['/', '', '/en'],
    ['/status/chat', 'ar', '/ar/status/chat'],
    ['/status/chat/', 'en', '/en/status/chat'],
    ['/status/%D8%AF%2F..', 'en', '/en/status/%D8%AF%2F..'],
    ['/status/chat?range=7d', 'ar', '/ar/status/chat?range=7d'],
  ])('%s goes to the reader’s language (%s): %s', async (url, language, location) => {
    const answer = await get(url, { 'accept-language': language })
    expect([answer.statusCode, answer.headers.location]).toEqual([307, location])
    expect(answer.headers.vary).toBe('Accept-Language, Cookie')
    expect(door.asked).toEqual([])
  })

  it.each([
    ['lang=ar', '/ar'],
    ['session=x; lang=ar; y=z', '/ar'],
    // None of ours.
    ['lang=AR', '/en'],
    ['lang=arabic', '/en'],
    ['lang=fr', '/en'],
    ['other-lang=ar', '/en'],
    ['lang=', '/en'],
  ])(
    'goes by what the reader once switched to (%s), before what the browser asks for',
    async (cookie, location) => {
      const answer = await get('/', { 'accept-language': 'en', cookie })
      expect([answer.statusCode, answer.headers.location]).toEqual([307, location])
      const page = await get('/en/about', { cookie })
      expect([page.statusCode, page.headers.vary]).toEqual([200, 'Accept-Encoding'])
    },
  )

  it('keeps what is asked of it', async () => {
    const html = { accept: 'text/html', 'accept-language': 'ar' }
    expect((await get('/search?q=stc', html)).headers.location).toBe('/ar/search?q=stc')
    const slash = await get('/en/compare/?s=chat&s=bank')
    expect([slash.statusCode, slash.headers.location]).toEqual([308, '/en/compare?s=chat&s=bank'])
  })

  it('of a service is written small', async () => {
    const found = await get('/en/status/Chat/history?x=1')
    expect([found.statusCode, found.headers.location]).toEqual([307, '/en/status/chat/history?x=1'])
    expect((await get('/en/status/Nobody')).statusCode).not.toBe(307)
  })

  it('that is nowhere is told apart for a person and for a program', async () => {
    const person = await get('/wp-login.php', { accept: 'text/html,*/*', 'accept-language': 'ar' })
    expect([person.statusCode, person.headers.location]).toEqual([307, '/ar/wp-login.php'])
    const program = await get('/wp-login.php', { accept: '*/*' })
    expect(program.statusCode).toBe(404)
    expect(program.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  it('is taken up to a length that none of ours has, and its slashes are counted once', async () => {
    const long = await get(`/en/${'x'.repeat(5_000)}`)
    expect([long.statusCode, long.json().type]).toEqual([414, '/problems/address-too-long'])
    const slashes = await get(`/en${'/'.repeat(2_000)}x/`)
    expect(slashes.headers.location).toBe(`/en${'/'.repeat(2_000)}x`)
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
    expect(door.asked).toEqual([])
  })

  it('has a note there, which nobody else can make up', async () => {
    await get('/en/status/bank?from=chat-voice')
    await get('/en/status/bank?from=nobody')
    await get('/en/status/chat?from=chat-voice')
    expect(paths()).toEqual(['/en/status/bank?from=chat-voice', '/en/status/bank', '/en/status/chat'])
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
