import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Desk, openDesk } from '#api/desk.fixture.ts'
import { buildDevice } from '#device/build.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon, { app: await buildDevice('a build') })
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (url: string, headers = {}) => desk.api.app.inject({ url, headers })

it('one app in both languages', async () => {
  const [en, ar] = [await get('/en/manifest.webmanifest'), await get('/ar/manifest.webmanifest')]
  expect(en.headers['content-type']).toContain('application/manifest+json')
  expect(en.json()).toMatchObject({ id: '/', name: 'Outage Desk', lang: 'en', dir: 'ltr', start_url: '/en' })
  expect(ar.json()).toMatchObject({ id: '/', name: 'مرصد الأعطال', lang: 'ar', dir: 'rtl', start_url: '/ar' })
  expect((await get('/manifest.webmanifest?lang=ar')).json()).toEqual(ar.json())
  expect((await get('/manifest.webmanifest', { 'accept-language': 'ar' })).json()).toEqual(ar.json())
})

it('its icons are there, of the size they say', async () => {
  const { icons } = (await get('/en/manifest.webmanifest')).json() as {
    icons: { src: string; sizes: string; type: string }[]
  }
  for (const { src, sizes, type } of icons) {
    const answer = await get(src)
    expect(answer.statusCode, src).toBe(200)
    expect(answer.headers['content-type']).toBe(type)
    // Width and height stand in the header chunk of a PNG.
    const png = answer.rawPayload
    if (type === 'image/png') expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes)
  }
  expect((await get('/favicon.ico')).headers['content-type']).toBe('image/png')
  for (const name of ['constructor', '..%2fdesk.svg', 'none.png'])
    expect((await get(`/icons/${name}`)).statusCode).toBe(404)
})

it('its worker is asked for anew each time and may speak to this site alone', async () => {
  const worker = await get('/sw.js')
  expect(worker.headers['cache-control']).toBe('no-cache')
  expect(worker.headers['content-security-policy']).toBe("default-src 'none'; connect-src 'self'")
  expect((await get('/sw.js', { 'if-none-match': worker.headers.etag })).statusCode).toBe(304)
  expect((await get('/device.js')).statusCode).toBe(200)
})
