import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Verdict } from '#core/detect/verdict.ts'
import { recordTransition } from '#store/incident/incidents.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import { targetOf } from './oembed.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
let incident: string

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon, { publicUrl: 'https://desk.example' })
  await desk.say('chat', 1)
  const opened = await recordTransition(world.db, {
    ...{ service: world.directory.bySlug('bank')!, open: null, provenance: 'live', epoch: 1, now: noon },
    change: { from: 'none', to: 'major', at: noon, onsetAt: noon, endedAt: null },
    verdict: { at: noon, status: 'major', reporters15m: 50 } as Verdict,
  })
  incident = opened === 'lost' ? '' : opened!.publicId
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const ask = (url: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  desk.api.app.inject({ url: '/oembed', query: { url, ...more }, headers })

const page = 'https://desk.example/en/status/chat'

/** Everything a consumer can see of the frame. */
const frameOf = (html: string) => {
  const [whole, attributes = ''] = /^<iframe ([^<>]*)><\/iframe>$/.exec(html) ?? []
  expect(whole, html).toBe(html)
  const unescaped = (text: string) => text.replaceAll('&amp;', '&')
  return Object.fromEntries(
    [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value!)]),
  )
}

describe('a pasted address', () => {
  it('is shown as one bare frame, whose numbers are numbers', async () => {
    const answer = await ask(page)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
    })
    const { html, ...said } = answer.json()
    expect(said).toEqual({
      version: '1.0',
      type: 'rich',
      title: 'Is Chat down?',
      provider_name: 'Outage Desk',
      provider_url: 'https://desk.example/',
      cache_age: 300,
      width: 480,
      height: 276,
      thumbnail_url: 'https://desk.example/og/en/chat.png',
      thumbnail_width: 1200,
      thumbnail_height: 630,
    })
    expect(frameOf(html)).toEqual({
      src: 'https://desk.example/embed/chat?size=card&lang=en',
      width: '480',
      height: '276',
      frameborder: '0',
      scrolling: 'no',
      referrerpolicy: 'origin',
      title: 'Chat status, from Outage Desk',
    })
    const again = await ask(page, {}, { 'if-none-match': String(answer.headers.etag) })
    expect(again.statusCode).toBe(304)
  })

  it('leads to the widget in its own language, whichever way it was pasted', async () => {
    for (const address of [
      'https://desk.example/ar/status/chat',
      'http://desk.example/ar/status/chat/',
      'https://desk.example/ar/status/chat?range=7d#report',
      'https://desk.example/embed/chat?lang=ar',
    ]) {
      const answer = await ask(address)
      expect(answer.headers.vary, address).toBeUndefined()
      expect(answer.json().title).toBe('هل ⁨Chat⁩ معطّل الآن؟')
      expect(frameOf(answer.json().html).src).toBe('https://desk.example/embed/chat?size=card&lang=ar')
    }
    const bare = await ask('https://desk.example/status/chat', {}, { 'accept-language': 'ar' })
    expect(bare.headers.vary).toBe('Accept-Language')
    expect(frameOf(bare.json().html).src).toContain('lang=ar')
    expect((await ask('https://desk.example/embed/chat?size=chart&lang=en')).json()).toMatchObject({
      ...{ width: 720, height: 400 },
      html: expect.stringContaining('size=chart'),
    })
  })

  it.each<[Record<string, string>, { width: number; height: number }, string]>([
    [{ maxwidth: '320' }, { width: 320, height: 276 }, 'card'],
    [{ maxwidth: '90' }, { width: 90, height: 276 }, 'card'],
    [{ maxheight: '275' }, { width: 720, height: 48 }, 'bar'],
    [{ maxwidth: '1600', maxheight: '900' }, { width: 480, height: 276 }, 'card'],
  ])('fits into %j', async (most, box, size) => {
    const said = (await ask(page, most)).json()
    expect(said).toMatchObject(box)
    expect(frameOf(said.html).src).toContain(`size=${size}`)
    expect('thumbnail_url' in said).toBe(most.maxwidth === '1600')
  })

  it('of a chart is a card where the chart does not fit', async () => {
    const said = (await ask('https://desk.example/embed/chat?size=chart', { maxheight: '300' })).json()
    expect(said).toMatchObject({ height: 276, html: expect.stringContaining('size=card') })
  })

  it('of an incident is a link with its picture', async () => {
    expect((await ask(`https://desk.example/en/incidents/${incident}`)).json()).toMatchObject({
      type: 'link',
      title: 'Bank: a record of problem reports',
      thumbnail_url: `https://desk.example/og/en/i/${incident}.png`,
    })
  })

  it('is told as XML too, and in no other form', async () => {
    const answer = await ask(page, { format: 'xml' })
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(answer.body).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n<oembed>.*<\/oembed>\n$/)
    const read = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(answer.body)?.[1]
    expect([read('version'), read('type'), read('width')]).toEqual(['1.0', 'rich', '480'])
    expect(read('html')).toMatch(/^&lt;iframe src=&quot;https:/)
    const other = await ask(page, { format: 'yaml' })
    expect([other.statusCode, other.json().type]).toEqual([501, '/problems/no-format'])
  })

  it('that is not ours, or leads nowhere, is not there', async () => {
    for (const address of [
      'https://other.example/en/status/chat',
      'https://desk.example.evil.example/en/status/chat',
      'https://desk.example/en/status/nobody',
      'https://desk.example/en/incidents/2026-03-17-bank-zzzz',
      'https://desk.example/en',
      'ftp://desk.example/en/status/chat',
      'no address',
    ])
      expect((await ask(address)).statusCode, address).toBe(404)
    expect((await desk.api.app.inject('/oembed')).statusCode).toBe(422)
  })
})

it('an address is read by the host it is pasted with', () => {
  expect(targetOf('https://desk.example:8443/ar/status/chat', 'desk.example:8443')).toEqual({
    ...{ slug: 'chat', locale: 'ar', size: null },
  })
  expect(targetOf('https://desk.example/ar/status/chat', 'desk.example:8443')).toBe(null)
})
