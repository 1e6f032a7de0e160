import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  await desk.say('chat', 1, { status: 'major', reports15m: 1284 })
  await desk.say('chat-voice', 1, {
    status: 'major',
    incident: {
      ...{ id: '2026-03-17-chat-voice-k7q2', startedAt: '2026-03-17T11:00:00Z', endedAt: null },
      ...{ peak15m: 90, peakAt: null, confirmed: true },
    },
  })
  await desk.say('bank', 1, { status: 'none', reports15m: 0 })
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const search = (query: Record<string, string>, headers: Record<string, string> = {}) =>
  desk.api.app.inject({ url: '/api/v1/search', query, headers })

describe('search while typing', () => {
  it('offers services with their status and count in words of the language', async () => {
    const answer = await search({ q: 'chat' })
    expect(answer.json()).toEqual({
      services: [
        {
          slug: 'chat',
          name: 'Chat',
          status: 'major',
          label: 'Major problems',
          reports15m: 1284,
          reports: '1,284 reports in 15 minutes',
        },
        expect.objectContaining({ slug: 'chat-voice', reports: 'no reports in 15 minutes' }),
      ],
      summary: '2 services for “chat”',
      ask: null,
    })
    const [arabic] = (await search({ q: 'bank', lang: 'ar' })).json().services
    expect((await search({ q: 'voice', lang: 'ar' })).json().services[0].label).toBe('عطل واسع')
    expect(arabic).toMatchObject({ label: 'لا مؤشرات على عطل', reports: 'لا بلاغات في 15 دقيقة' })
  })

  it('says what may be asked for when nothing fits', async () => {
    expect((await search({ q: '<b>zzzz' })).json()).toEqual({
      services: [],
      summary: 'We do not follow “<b>zzzz” yet.',
      ask: 'We do not follow “<b>zzzz” yet. Ask for it',
    })
  })

  it('may be kept by browsers, and is told apart by its tag', async () => {
    const first = await search({ q: 'bank' })
    expect(first.headers['cache-control']).toMatch(/^public, max-age=30/)
    const again = await search({ q: 'bank' }, { 'if-none-match': String(first.headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('follows the state within seconds', async () => {
    const status = async () => (await search({ q: 'voice' })).json().services[0].status
    expect(await status()).toBe('major')
    await desk.say('chat-voice', 2, { status: 'possible' })
    desk.clock.now += 6_000
    expect(await status()).toBe('possible')
  })

  it('refuses what is no query', async () => {
    for (const query of [{}, { q: ' ' }, { q: 'x'.repeat(81) }, { q: 'x', lang: 'fr' }]) {
      expect((await search(query as Record<string, string>)).statusCode).toBe(422)
    }
  })

  it('never shows a hidden service', async () => {
    await world.db.prisma.service.update({ where: { slug: 'bank' }, data: { hidden: true } })
    await world.directory.refresh()
    desk.clock.now += 6_000
    expect((await search({ q: 'bank' })).json().services).toEqual([])
  })
})
