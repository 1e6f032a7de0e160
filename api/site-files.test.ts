import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
