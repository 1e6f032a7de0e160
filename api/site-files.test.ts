import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#store/id.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let real: Desk
let sample: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  real = await openDesk(world, noon, {
    publicUrl: 'https://desk.example',
    securityContact: 'mailto:security@desk.example',
  })
  sample = await openDesk(world, noon, { view: { ...real.view, isSample: async () => true } })
})
afterAll(async () => {
  await real.api.app.close()
  await sample.api.app.close()
  await world.drop()
})

const get = (desk: Desk, url: string) => desk.api.app.inject({ url })

describe('a real site', () => {
  it('tells robots where its pages are, in both languages', async () => {
    expect((await get(real, '/robots.txt')).body).toContain('Sitemap: https://desk.example/sitemap.xml')
    const { body, headers } = await get(real, '/sitemap.xml')
    expect(headers['content-type']).toBe('application/xml; charset=utf-8')
    const places = [...body.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, place]) => place)
    expect(new Set(places).size).toBe(places.length)
    for (const path of [
      'en',
      'ar',
      'ar/status/chat',
      'en/categories/ai',
      'ar/request',
      'en/map',
      'ar/developers/webhooks',
    ]) {
      expect(places).toContain(`https://desk.example/${path}`)
    }
    expect(body).toContain('hreflang="ar" href="https://desk.example/ar/status/chat"')
  })

  it('is not told its name by whoever asks', async () => {
    const nameless = await openDesk(world, noon)
    const asked = (host: string) => nameless.api.app.inject({ url: '/robots.txt', headers: { host } })
    expect((await asked('desk.example:8080')).body).toContain('Sitemap: http://desk.example:8080/sitemap.xml')
    expect((await asked('evil.example/x')).body).not.toContain('evil')
    await nameless.api.app.close()
  })

  it('leads to incidents and the months that have any, but not to old false alarms', async () => {
    const dayMs = 86_400_000
    const record = async (
      id: string,
      daysAgo: number,
      given: { provenance?: string; falseDaysAgo?: number } = {},
    ) => {
      const startedAt = new Date(noon - daysAgo * dayMs)
      await world.db.prisma.incident.create({
        data: {
          ...{ serviceId: world.idOf('chat'), id: newId(startedAt.getTime()), publicId: id },
          ...{ status: 'none', worst: 'major', startedAt, detectedAt: startedAt, endedAt: startedAt },
          ...{ peak15m: 40, reports: 0, provenance: given.provenance ?? 'live', epoch: 1n },
          falseAlarmAt: given.falseDaysAgo === undefined ? null : new Date(noon - given.falseDaysAgo * dayMs),
        },
      })
    }
    await record('of-today', 0)
    await record('of-autumn', 150)
    await record('false-lately', 40, { falseDaysAgo: 30 })
    await record('false-long-ago', 60, { falseDaysAgo: 31 })
    await record('made-up', 1, { provenance: 'sample' })
    // A front that has not told of its addresses yet: they are kept for some minutes.
    const fresh = await openDesk(world, noon, { publicUrl: 'https://desk.example' })
    const { body } = await get(fresh, '/sitemap.xml')
    await fresh.api.app.close()
    const archive = [...body.matchAll(/<loc>https:\/\/desk.example\/ar\/incidents\/(.*?)<\/loc>/g)]
    expect(archive.map(([, place]) => place)).toEqual([
      // March goes by /incidents.
      ...['2026/02', '2026/01', '2025/10'],
      ...['of-today', 'false-lately', 'of-autumn'],
    ])
    expect((await real.view.listArchive(2, noon)).incidents).toEqual(['of-today', 'false-lately'])
  })

  it('is one file that may be read, however much there is: the newest incidents', async () => {
    const incidents = Array.from({ length: 25_000 }, (_, n) => `number-${n}`)
    const view = { ...real.view, listArchive: async () => ({ months: [], incidents }) }
    const full = await openDesk(world, noon, { view })
    const { body } = await get(full, '/sitemap.xml')
    expect(body.match(/<url>/g)).toHaveLength(50_000)
    expect(body.length).toBeLessThan(50 * 1024 * 1024)
    expect(body).toContain('/ar/incidents/number-0<')
    expect(body).not.toContain('/incidents/number-24999<')
    await full.api.app.close()
  })

  it('leaves hidden services out', async () => {
    await world.db.prisma.service.update({ where: { slug: 'bank' }, data: { hidden: true } })
    await world.directory.refresh()
    expect((await get(real, '/sitemap.xml')).body).not.toContain('bank')
  })

  it('says whom to tell of a hole, and until when', async () => {
    const { body } = await get(real, '/.well-known/security.txt')
    expect(body).toBe(
      'Contact: mailto:security@desk.example\nExpires: 2026-09-13T00:00:00.000Z\nPreferred-Languages: en, ar\n' +
        'Canonical: https://desk.example/.well-known/security.txt\n',
    )
  })
})

describe('a site of samples', () => {
  it('is for no robot', async () => {
    expect((await get(sample, '/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n')
    expect((await get(sample, '/sitemap.xml')).statusCode).toBe(404)
    expect((await get(sample, '/.well-known/security.txt')).statusCode).toBe(404)
  })
})
