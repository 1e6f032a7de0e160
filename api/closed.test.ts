import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discontinueService, mergeService } from '#store/service/service-fate.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

// Chat is closed; Chat Voice became a part of Bank.

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  await discontinueService(world.db, 'chat', new Date('2026-03-01T00:00:00Z'))
  await mergeService(world.db, 'chat-voice', 'bank')
  await world.directory.refresh()
  desk = await openDesk(world, noon)
  await desk.say('bank', 1, { reports15m: 7 })
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (url: string) => desk.api.app.inject({ url })
const report = (slug: string) =>
  desk.api.app.inject({
    method: 'POST',
    url: `/api/v1/services/${slug}/reports`,
    payload: { problem: 'down' },
  })

describe('a closed service', () => {
  it('takes no reports, and says why for good', async () => {
    const answer = await report('chat')
    expect([answer.statusCode, answer.json().type]).toEqual([410, '/problems/closed'])
  })

  it('is told as closed wherever other sites show it', async () => {
    const state = (await get('/api/v1/services/chat/state')).json()
    expect(state).toMatchObject({
      status: 'unknown',
      unknownReason: 'closed',
      since: '2026-03-01T00:00:00.000Z',
    })
    expect((await get('/badge/chat.json?lang=en')).json()).toMatchObject({ label: 'Chat', message: 'Closed' })
    expect((await get('/badge/chat.svg?lang=ar')).body).toContain('أُغلقت')
    const bar = (await get('/embed/chat?size=bar&lang=en')).body
    expect(bar).toContain('</bdi> closed on 1 March 2026')
    const card = (await get('/embed/chat?lang=ar')).body
    expect(card).toContain('لم نعد نتلقّى بلاغات عنها.')
    expect(card).not.toContain('#report')
    const page = (await get('/status/chat/api/v2/summary.json?lang=en')).json()
    expect(page).toMatchObject({
      status: { indicator: 'none', description: 'Closed on 1 March 2026' },
      ...{ components: [], incidents: [] },
    })
    expect((await get('/status/chat/feed.atom')).statusCode).toBe(200)
  })

  it('is in no list of what is followed', async () => {
    expect((await get('/sitemap.xml')).body).not.toContain('/status/chat<')
    const all = (await get('/api/v2/components.json?lang=en')).json()
    expect(all.components.map(({ id }: { id: string }) => id)).toEqual(['category.ai', 'bank'])
    const [found] = (await get('/api/v1/search?q=chat&lang=en')).json().services
    expect(found).toMatchObject({ slug: 'bank' })
    const closed = (await get('/api/v1/search?q=chat&lang=ar')).json().services.at(-1)
    expect(closed).toMatchObject({ slug: 'chat', label: 'أُغلقت' })
  })
})

describe('the address of a service that became a part of another', () => {
  it('goes on answering, with that other', async () => {
    for (const url of [
      '/api/v1/services/chat-voice',
      '/api/v1/services/chat-voice/state',
      '/status/chat-voice/api/v2/status.json?lang=en',
      '/status/chat-voice/feed.json?lang=en',
      '/badge/chat-voice.json?lang=en',
      '/embed/chat-voice?lang=en',
    ]) {
      const answer = await get(url)
      expect(answer.statusCode, url).toBe(200)
      expect(answer.body, url).toMatch(/bank/i)
    }
    expect((await get('/api/v1/services/chat-voice/state')).json()).toMatchObject({
      ...{ service: 'bank', reports15m: 7 },
    })
  })

  it('takes reports, which count for that other', async () => {
    expect((await report('chat-voice')).statusCode).toBe(201)
    const rows = await world.db.query('SELECT service_id FROM report')
    expect(rows).toEqual([{ service_id: world.directory.named('bank')!.id }])
  })
})

describe('a service that is closed while it is in trouble', () => {
  it('is told as closed at once, and its listeners that it is gone', async () => {
    await desk.say('bank', 2, { status: 'major', reports15m: 50 })
    const gone: string[] = []
    const stop = desk.hub.listen((news) => gone.push(...news.gone))
    await discontinueService(world.db, 'bank', new Date('2026-03-17T00:00:00Z'))
    await world.directory.refresh()
    await desk.hub.look()
    stop()
    expect(gone).toEqual(['bank'])
    expect(desk.hub.state('bank')).toMatchObject({
      status: 'unknown',
      unknownReason: 'closed',
      incident: null,
    })
    expect(desk.hub.standings()).toEqual([])
  })
})
