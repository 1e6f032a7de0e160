import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exactVerdict } from '#core/detect/verdict.fixture.ts'
import { newId } from '#store/id.ts'
import { recordTransition } from '#store/incident/incidents.ts'
import { writeNote } from '#store/report/notes.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
import { openSmallWorld, type SmallWorld, smallCatalogue } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

// A hidden service answers nowhere. Its name and slug are words that nothing else has.

const noon = Date.parse('2026-03-17T12:00:00Z')
const hour = 3_600_000
const secret = /zqcloud/i
let world: SmallWorld
let desk: Desk
const incidents: string[] = []

/** An outage of a service, from two hours ago; if `ended`, an earlier one that is over, and for too long to be the same. */
async function outage(slug: string, ended: boolean): Promise<string> {
  const service = world.directory.bySlug(slug)!
  const move = async (
    open: Parameters<typeof recordTransition>[1]['open'],
    to: 'major' | 'none',
    at: number,
  ) => {
    const after = await recordTransition(world.db, {
      service,
      open,
      change: { from: open?.status ?? 'none', to, at, onsetAt: at, endedAt: to === 'none' ? at : null },
      verdict: { ...exactVerdict, at, status: to, reporters15m: 50 },
      provenance: 'live',
      epoch: 1,
      now: at,
    })
    if (after === 'lost') throw new Error('lost')
    return after
  }
  const open = (await move(null, 'major', noon - (ended ? 5 : 2) * hour))!
  if (ended) await move(open, 'none', noon - 4 * hour)
  return open.publicId
}

beforeAll(async () => {
  world = await openSmallWorld(noon)
  const catalogue = smallCatalogue()
  const [chat, voice, bank] = catalogue.services
  catalogue.services = [
    { ...chat!, slug: 'zqcloud', name: { en: 'ZQcloud', ar: 'ZQcloud' }, aliases: ['zqcloudy'] },
    { ...voice!, parent: 'zqcloud', dependsOn: ['zqcloud'] },
    bank!,
  ]
  await installCatalogue(world.db, noon, catalogue)
  await world.directory.refresh()
  desk = await openDesk(world, noon)
  incidents.push(await outage('zqcloud', true), await outage('zqcloud', false))
  incidents.push(await outage('bank', true))
  await writeNote(world.db, {
    ...{ serviceId: world.idOf('zqcloud'), reportId: newId(noon), postedAt: noon, problemId: 1 },
    ...{ country: null, body: 'zqcloud shows nothing', folded: 'zqcloud', bodyHash: Buffer.alloc(16) },
    ...{ prefixKey: null, heldFor: null },
  })
  await desk.say('zqcloud', 1, { status: 'major', reports15m: 50 })
  await desk.say('chat-voice', 1)
  await desk.say('bank', 1)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (url: string) => desk.api.app.inject({ url })

/** Everything that speaks of several services, as text. */
async function lists(): Promise<Record<string, string>> {
  const { view } = desk
  const pages = {
    home: await view.readHome(noon),
    categories: await view.listCategories(noon),
    category: await view.readCategory('ai', noon),
    incidents: await view.listIncidents({}, noon),
    month: await view.listIncidents({ month: '2026-03' }, noon),
    archive: await view.listArchive(10, noon),
    search: await view.search('zqcloudy', 10, noon),
    neighbour: await view.readService('bank', '24h', noon),
    part: await view.readService('chat-voice', '24h', noon),
    map: await view.readPlaces({ hour: null }, noon),
  }
  const urls = [
    '/api/v1/services',
    '/api/v1/services?q=zqcloud',
    '/api/v1/services/bank',
    '/api/v1/services/chat-voice',
    '/api/v1/incidents',
    '/api/v1/incidents.csv',
    `/api/v1/incidents/${incidents[2]}`,
    '/embed/chat-voice?size=chart',
    '/badge/chat-voice.json',
    '/feed.atom',
    '/feed.json',
    '/api/v2/summary.json',
    '/api/v2/incidents.json',
  ]
  const answers = await Promise.all(urls.map(async (url) => [url, (await get(url)).body] as const))
  const texts = Object.entries(pages).map(([name, found]) => [name, JSON.stringify(found)] as const)
  return Object.fromEntries([...texts, ...answers])
}

const mentions = (texts: Record<string, string>) =>
  Object.entries(texts).flatMap(([name, text]) => (secret.test(text) ? [name] : []))

describe('a service', () => {
  it('is found in all these places while it is public', async () => {
    expect(mentions(await lists())).toEqual([
      'home',
      'category',
      'incidents',
      'month',
      'archive',
      'search',
      'neighbour',
      'part',
      'map',
      '/api/v1/services',
      '/api/v1/services?q=zqcloud',
      '/api/v1/services/bank',
      '/api/v1/services/chat-voice',
      '/api/v1/incidents',
      '/api/v1/incidents.csv',
      `/api/v1/incidents/${incidents[2]}`,
      '/feed.atom',
      '/feed.json',
      '/api/v2/summary.json',
      '/api/v2/incidents.json',
    ])
    expect((await get('/api/v1/services/zqcloud/state')).json()).toMatchObject({ status: 'major' })
    expect((await get(`/api/v1/incidents/${incidents[0]}`)).statusCode).toBe(200)
    expect((await get('/badge/zqcloud.svg')).body).toMatch(secret)
    expect((await get('/api/v1/services/zqcloud/notes')).body).toMatch(secret)
  })
})

describe('a hidden service', () => {
  beforeAll(async () => {
    await world.db.prisma.service.update({ where: { slug: 'zqcloud' }, data: { hidden: true } })
    await world.directory.refresh()
    await desk.hub.look()
  })

  it('is in no list, no search, no count and no neighbour’s answer', async () => {
    expect(mentions(await lists())).toEqual([])
    const home = await desk.view.readHome(noon)
    expect(home.watched).toBe(3)
    expect(home.categories).toMatchObject([{ slug: 'ai', services: 3, inTrouble: 0 }])
  })

  it('takes no room in lists from those that may be seen', async () => {
    const { incidents: found } = (await get('/api/v1/incidents?limit=1')).json()
    expect(found).toMatchObject([{ service: { slug: 'bank' } }])
  })

  it.each([
    '/api/v1/services/zqcloud',
    '/api/v1/services/zqcloud/state',
    '/api/v1/services/zqcloud/verdict',
    '/api/v1/services/zqcloud/verdict?at=2026-03-17T12:00:00Z',
    '/api/v1/services/zqcloud/stream',
    '/api/v1/services/zqcloud/report-token',
    '/og/en/zqcloud.png',
    '/api/v1/services/zqcloud/notes',
    '/status/zqcloud/feed.atom',
    '/status/zqcloud/api/v2/summary.json',
    '/status/zqcloud/api/v2/incidents.json',
    '/oembed?url=http%3A%2F%2Flocalhost%3A80%2Fen%2Fstatus%2Fzqcloud',
    '/status/zqcloud/feed.json',
  ])('answers at %s as one that never was', async (url) => {
    const [hidden, unknown] = [await get(url), await get(url.replace('zqcloud', 'never-was'))]
    const said = ({ statusCode, body }: typeof hidden) => [statusCode, body.replace(/urn:request:[^"]*/, '')]
    expect(hidden.statusCode).toBe(404)
    expect(said(hidden)).toEqual(said(unknown))
  })

  it('has no embed and no badge but those of the unknown', async () => {
    for (const kind of [
      '/badge/zqcloud.svg',
      '/badge/zqcloud.json',
      '/embed/zqcloud',
      '/embed/zqcloud?size=bar',
    ]) {
      const [hidden, unknown] = [await get(kind), await get(kind.replace('zqcloud', 'never-was'))]
      expect(hidden.body, kind).toBe(unknown.body)
    }
  })

  it('has no incidents, by list or by address', async () => {
    expect((await get('/api/v1/incidents?service=zqcloud')).json()).toEqual({ incidents: [] })
    for (const id of incidents.slice(0, 2)) {
      for (const address of ['', '/replay', '/minutes.csv']) {
        expect((await get(`/api/v1/incidents/${id}${address}`)).statusCode, address).toBe(404)
      }
      for (const address of [`/og/ar/i/${id}.png`, `/incidents/${id}/card.svg`, `/incidents/${id}/card.json`])
        expect((await get(address)).statusCode, address).toBe(404)
      expect(await desk.view.readIncidentSeries(id, noon)).toBeNull()
      expect(await desk.view.readCitedIncident(id, noon)).toBeNull()
    }
  })

  it('takes no reports, by either way', async () => {
    const url = '/api/v1/services/zqcloud/reports'
    expect((await desk.api.app.inject({ method: 'POST', url, payload: {} })).statusCode).toBe(404)
    const works = '/api/v1/services/zqcloud/works'
    expect((await desk.api.app.inject({ method: 'POST', url: works, payload: {} })).statusCode).toBe(404)
    const form = await desk.api.app.inject({
      method: 'POST',
      url: '/en/status/zqcloud/report',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'token=x',
    })
    expect(form.statusCode).toBe(404)
  })
})
