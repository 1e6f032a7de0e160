import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import { createPainter, type Painter, type Painting, TooManyPictures } from './painter.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
const painted: Painting[] = []
let isFull = false

/** The real painter, which also tells what it was asked for. */
function listen(painter: Painter): Painter {
  return {
    stop: () => painter.stop(),
    paint(painting) {
      if (isFull) return Promise.reject(new TooManyPictures('full'))
      painted.push(painting)
      return painter.paint(painting)
    },
  }
}

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon, { painter: listen(createPainter()) })
  await desk.say('chat', 1, { status: 'major', reports15m: 1284 })
  await desk.say('bank', 1)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (url: string, headers: Record<string, string> = {}) => desk.api.app.inject({ url, headers })
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]
const textOf = (painting: Painting | undefined) => JSON.stringify(painting?.box)

describe('the share image of a service', () => {
  it('is a PNG of 1200 × 630 that anybody may show, and says the same in each language’s own words', async () => {
    painted.length = 0
    const [english, arabic] = [await get('/og/en/chat.png'), await get('/og/ar/chat.png')]
    for (const { statusCode, headers, rawPayload } of [english, arabic]) {
      expect(statusCode).toBe(200)
      expect(headers).toMatchObject({ 'content-type': 'image/png', 'access-control-allow-origin': '*' })
      expect(headers['cache-control']).toMatch(/^public, max-age=60,/)
      expect(rawPayload.subarray(1, 4).toString()).toBe('PNG')
      expect(sizeOf(rawPayload)).toEqual([1200, 630])
      expect(rawPayload.length).toBeLessThan(300_000)
    }
    expect(english.rawPayload.equals(arabic.rawPayload)).toBe(false)
    expect(textOf(painted[0])).toContain('1,284')
    expect(textOf(painted[0])).toContain('problems')
    expect(textOf(painted[1])).toContain('1,284')
    expect(textOf(painted[1])).toContain('بلاغات')
  })

  it('is made once for all who ask, and known again by its tag', async () => {
    painted.length = 0
    const answers = await Promise.all(['', '?v=x', '?v=y'].map((query) => get(`/og/en/chat.png${query}`)))
    expect(painted).toHaveLength(0)
    const tag = String(answers[0]!.headers.etag)
    expect(answers.map(({ headers }) => headers.etag)).toEqual([tag, tag, tag])
    const again = await get('/og/en/chat.png', { 'if-none-match': tag })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('is made anew at once when the status moves, after a minute when only numbers do', async () => {
    painted.length = 0
    await desk.say('chat', 2, { status: 'major', reports15m: 1290 })
    await get('/og/en/chat.png')
    expect(painted).toHaveLength(0)
    desk.clock.now += 61_000
    await desk.say('chat', 3, { status: 'major', reports15m: 1300 })
    await get('/og/en/chat.png')
    expect(textOf(painted[0])).toContain('1,300')
    await desk.say('chat', 4, { status: 'recovering', reports15m: 900 })
    await get('/og/en/chat.png')
    expect(textOf(painted[1])).toContain('Recovering')
    expect(painted).toHaveLength(2)
  })

  it('never shows another service', async () => {
    painted.length = 0
    const slugs = ['chat', 'bank', 'chat-voice']
    const answers = await Promise.all(slugs.map((slug) => get(`/og/ar/${slug}.png`)))
    const names = painted.map((painting) => /"(Chat Voice|Chat|Bank)"/.exec(textOf(painting))?.[1])
    expect(names.sort()).toEqual(['Bank', 'Chat', 'Chat Voice'])
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(3)
  })

  it('is not there for what we do not follow, in languages we do not speak, and under wrong names', async () => {
    for (const path of ['en/nothing.png', 'fr/chat.png', 'en/CHAT.png', 'en/i/nothing.png']) {
      const { statusCode, headers } = await get(`/og/${path}`)
      expect(statusCode).toBe(404)
      expect(headers['content-type']).toContain('application/problem+json')
    }
  })

  it('is refused kindly when too many wait for the painter', async () => {
    isFull = true
    await desk.say('bank', 9, { status: 'major' })
    const answer = await get('/og/en/bank.png')
    isFull = false
    expect(answer.statusCode).toBe(503)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await get('/og/en/bank.png')).statusCode).toBe(200)
  })
})
