import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Verdict } from '#core/detect/verdict.ts'
import type { ProblemSlug } from '#core/report/report.ts'
import type { Status } from '#core/status.ts'
import { translatorOf } from '#i18n/index.ts'
import { recordTransition } from '#store/incident/incidents.ts'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import { shapes } from './statuspage.fixture.ts'
import { slugOfHost } from './statuspage.ts'
import { componentsOf, indicatorOf } from './statuspage-shape.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const hour = 3_600_000
let world: SmallWorld
let desk: Desk
let site: string

type Open = Parameters<typeof recordTransition>[1]['open']

async function move(slug: string, open: Open, to: Status, at: number) {
  const moved = await recordTransition(world.db, {
    service: world.directory.bySlug(slug)!,
    open,
    change: { from: open?.status ?? 'none', to, at, onsetAt: at, endedAt: to === 'none' ? at : null },
    verdict: { at, status: to, reporters15m: 50 } as Verdict,
    provenance: 'live',
    epoch: 1,
    now: at,
  })
  if (moved === 'lost') throw new Error('lost')
  return moved
}

beforeAll(async () => {
  world = await openSmallWorld(noon - 30 * 24 * hour)
  desk = await openDesk(world, noon)
  // Chat: an outage that its operator confirms. Bank: one that is over.
  const chat = await move('chat', await move('chat', null, 'possible', noon - hour), 'major', noon - hour / 2)
  const bank = await move('bank', null, 'possible', noon - 5 * hour)
  await move('bank', await move('bank', bank, 'recovering', noon - 4 * hour), 'none', noon - 3 * hour)
  await recordOfficialUpdate(
    world.db,
    {
      ...{ serviceId: world.idOf('chat'), stage: 'identified', postedAt: noon - hour / 4 },
      ...{ body: 'A fix is on its way.', lang: 'en', url: 'https://status.acme.example/i/1' },
    },
    noon,
  )
  const { publicId: id, peak15m } = chat!
  await desk.say('chat', 1, {
    status: 'major',
    reports15m: 50,
    since: new Date(noon - hour / 2).toISOString(),
    incident: {
      ...{ id, startedAt: new Date(noon - hour).toISOString(), endedAt: null },
      ...{ peak15m, peakAt: null, confirmed: true },
    },
  })
  await desk.say('bank', 1)
  await desk.say('chat-voice', 1)
  await desk.api.app.listen({ host: '127.0.0.1', port: 0 })
  site = `http://127.0.0.1:${(desk.api.app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

type Shapes = { [Path in keyof typeof shapes]: z.infer<(typeof shapes)[Path]> }

const read = async <Path extends keyof Shapes>(base: string, path: Path, query = '?lang=en') =>
  shapes[path].parse(await (await fetch(`${site}${base}/api/v2/${path}${query}`)).json()) as Shapes[Path]

describe('a service as a status page', () => {
  it.each(Object.keys(shapes) as (keyof typeof shapes)[])('answers %s in its shape', async (path) => {
    for (const base of ['/status/chat', '/status/bank', ''])
      for (const query of ['?lang=en', '?lang=ar']) {
        const answer = await fetch(`${site}${base}/api/v2/${path}${query}`)
        expect(answer.status).toBe(200)
        expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
        expect(answer.headers.get('access-control-allow-origin')).toBe('*')
        expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=30, stale-while-revalidate=60/)
        shapes[path].parse(await answer.json())
      }
  })

  it('says a confirmed outage is critical, and whose word is whose', async () => {
    const { page, status, components, incidents } = await read('/status/chat', 'summary.json')
    expect(page).toMatchObject({
      id: 'chat',
      name: 'Chat (user reports)',
      url: `${site}/en/status/chat`,
      updated_at: '2026-03-17T12:00:00.000Z',
    })
    expect(status).toEqual({ indicator: 'critical', description: 'User reports: major problems' })
    expect(components.map(({ id, status }) => [id, status])).toEqual([
      ['chat', 'major_outage'],
      ['chat.down', 'operational'],
      ['chat.login', 'operational'],
      ['chat.other', 'operational'],
    ])
    const [crowd, official] = incidents
    expect(crowd).toMatchObject({
      name: 'User reports: problems with Chat',
      status: 'investigating',
      impact: 'critical',
      resolved_at: null,
      started_at: '2026-03-17T11:00:00.000Z',
    })
    // Newest first, under ids that stay.
    expect(crowd?.incident_updates.map(({ id, display_at }) => [id.slice(-2), display_at])).toEqual([
      ['.2', '2026-03-17T11:30:00.000Z'],
      ['.1', '2026-03-17T11:00:00.000Z'],
    ])
    expect(official).toMatchObject({
      name: 'Acme, in its own words: Chat',
      status: 'identified',
      shortlink: 'https://status.acme.example/i/1',
    })
    expect(official?.incident_updates[0]?.body).toBe('A fix is on its way.')
    expect((await read('/status/chat', 'incidents/unresolved.json')).incidents).toEqual(incidents)
  })

  it('tells of what is over with its end, and of a calm service nothing that is open', async () => {
    const { status, incidents } = await read('/status/bank', 'summary.json')
    expect([status.indicator, incidents]).toEqual(['none', []])
    const past = (await read('/status/bank', 'incidents.json')).incidents
    expect(past).toHaveLength(1)
    expect(past[0]).toMatchObject({
      status: 'resolved',
      impact: 'minor',
      monitoring_at: '2026-03-17T08:00:00.000Z',
      resolved_at: '2026-03-17T09:00:00.000Z',
    })
    expect(past[0]?.incident_updates.map(({ status }) => status)).toEqual([
      'resolved',
      'monitoring',
      'investigating',
    ])
  })

  it('names the kinds of trouble that many name, and is a major outage where most are', async () => {
    const found = (await desk.view.readService('chat', '24h', noon))!
    const state = { ...found.state, incident: null }
    const statusesWith = (shares: [ProblemSlug, number][]) =>
      componentsOf(
        translatorOf('en'),
        {
          ...{ ...found, state },
          problems: {
            ...{ total: 100, namedShare: 1 },
            shares: shares.map(([problem, share]) => ({ problem, share, reporters: 100 * share })),
          },
        },
        noon,
      ).flatMap(({ id, status }) => (status === 'operational' ? [] : [[id, status]]))
    expect(
      statusesWith([
        ['login', 0.85],
        ['down', 0.15],
      ]),
    ).toEqual([
      ['chat', 'partial_outage'],
      ['chat.login', 'partial_outage'],
    ])
    const most = (['down', 'login'] as const).map((slug): [ProblemSlug, number] => [slug, 0.25])
    expect(statusesWith(most)).toContainEqual(['chat', 'major_outage'])
  })

  it('speaks both languages, by query or by header', async () => {
    const asked = await read('/status/chat', 'status.json', '?lang=ar')
    expect(asked.status.description).toBe('بلاغات الناس: مشكلات واسعة')
    const url = `${site}/status/chat/api/v2/status.json`
    const heard = await fetch(url, { headers: { 'accept-language': 'ar' } })
    expect(heard.headers.get('vary')).toContain('Accept-Language')
    expect(((await heard.json()) as typeof asked).status).toEqual(asked.status)
  })

  it('is known again by its tag, which a tick without news leaves alone', async () => {
    const url = `${site}/status/bank/api/v2/summary.json?lang=en`
    const etag = (await fetch(url)).headers.get('etag')!
    await desk.say('bank', 2)
    const again = await fetch(url, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('tells announced work with its hours: to come, under way, and over', async () => {
    const announce = (slug: string, from: number, until: number) =>
      recordOfficialUpdate(
        world.db,
        {
          ...{ serviceId: world.idOf(slug), stage: 'maintenance', postedAt: noon - 24 * hour + from },
          ...{ body: 'We change a database.', lang: 'en', url: null },
          hours: { from: noon + from * hour, until: noon + until * hour },
        },
        noon,
      )
    await announce('bank', -30, -28)
    await announce('bank', -1, 1)
    await announce('bank', 20, 22)
    const list = async (base: string, path: 'upcoming' | 'active') =>
      (await read(base, `scheduled-maintenances/${path}.json`)).scheduled_maintenances
    for (const base of ['/status/bank', '']) {
      const all = (await read(base, 'scheduled-maintenances.json')).scheduled_maintenances
      expect(all.map(({ status, scheduled_for }) => [status, scheduled_for])).toEqual([
        ['completed', '2026-03-16T06:00:00.000Z'],
        ['in_progress', '2026-03-17T11:00:00.000Z'],
        ['scheduled', '2026-03-18T08:00:00.000Z'],
      ])
      expect(await list(base, 'active')).toEqual([all[1]])
      expect(await list(base, 'upcoming')).toEqual([all[2]])
      expect((await read(base, 'summary.json')).scheduled_maintenances).toEqual(all.slice(1))
      expect(all[2]).toMatchObject({
        name: 'Planned maintenance, announced by Acme: Bank',
        scheduled_until: '2026-03-18T10:00:00.000Z',
        components: [expect.objectContaining({ id: 'bank', status: 'operational' })],
      })
    }
    expect(await list('/status/chat', 'upcoming')).toEqual([])
  })

  it('is not there for a service we do not follow', async () => {
    for (const path of ['/status/nobody/api/v2/summary.json', '/status/..%2f/api/v2/status.json']) {
      const answer = await fetch(site + path)
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    }
  })
})

describe('the whole site as a status page', () => {
  it('has a component for each service, in groups by category, and the worst of them as its status', async () => {
    const { page, status, components, incidents } = await read('', 'summary.json')
    expect(page.name).toBe('Outage Desk (user reports)')
    expect(status).toEqual({
      indicator: 'critical',
      description: 'By user reports: 1 service in trouble of 3',
    })
    const [group, ...services] = components
    expect(group).toMatchObject({ id: 'category.ai', group: true, status: 'major_outage' })
    expect(group?.components).toEqual(services.map(({ id }) => id))
    expect(services.find(({ id }) => id === 'bank')?.status).toBe('operational')
    expect(incidents.map(({ name, components }) => [name, components[0]?.id])).toEqual([
      ['User reports: problems with Chat', 'chat'],
      ['Acme, in its own words: Chat', 'chat'],
    ])
    expect((await read('', 'incidents.json')).incidents).toHaveLength(3)
  })

  it('is that of one service under a host named after it', async () => {
    const ask = (host: string) => desk.api.app.inject({ url: '/api/v2/status.json', headers: { host } })
    expect((await ask('bank.localhost:3000')).json().page.id).toBe('bank')
    expect((await ask('localhost')).json().page.id).toBe('all')
    expect((await ask('nobody.localhost')).statusCode).toBe(404)
    expect(slugOfHost('chat.desk.example:8443', 'https://desk.example')).toBe('chat')
    expect(slugOfHost('desk.example', 'https://desk.example')).toBe(null)
    expect(slugOfHost('evildesk.example', 'https://desk.example')).toBe(null)
  })
})

describe('an indicator', () => {
  it.each<[Status, boolean, string]>([
    ['none', false, 'none'],
    ['unknown', false, 'none'],
    ['possible', false, 'minor'],
    ['possible', true, 'minor'],
    ['major', false, 'major'],
    ['major', true, 'critical'],
    ['recovering', true, 'minor'],
  ])('of %s, confirmed: %s, is %s', (status, confirmed, indicator) => {
    const incident = { id: 'x', startedAt: '', endedAt: null, peak15m: 1, peakAt: null, confirmed }
    expect(indicatorOf({ status, incident })).toBe(indicator)
  })
})
