import { gzipSync } from 'node:zlib'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import { badgeRoutes } from './badge.ts'
import { textWidth } from './badge-svg.ts'
import { directory, hub } from './embed.fixture.ts'

const open = (sample: boolean) => {
  const app = fastify()
  badgeRoutes(app, { directory, hub, view: { isSample: async () => sample } })
  return app
}
const app = open(false)

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

const words: [slug: string, en: string, ar: string][] = [
  ['none', 'No sign of problems', 'لا مؤشرات على عطل'],
  ['possible', 'Possible problems', 'مشكلة محتملة'],
  ['major', 'Major problems', 'بلاغات واسعة'],
  ['confirmed', 'Major problems', 'عطل واسع'],
  ['recovering', 'Recovering', 'البلاغات تنحسر'],
  ['few', 'Not enough reports', 'البلاغات لا تكفي'],
  ['stale', 'No fresh data', 'لا بيانات حديثة'],
  ['nobody', 'Not followed here', 'غير متابَعة هنا'],
]

describe('the picture', () => {
  it.each(words)('says %s in words and shape, in both languages and themes', async (slug, en, ar) => {
    for (const theme of ['light', 'dark', 'auto']) {
      const { statusCode, body } = await get(`/badge/${slug}.svg?theme=${theme}&lang=en`)
      expect(statusCode).toBe(200)
      expect(body).toMatch(/^<svg [^>]*height="20"[^>]* role="img" aria-label="[^"]+"/)
      expect(body).toContain('<title>')
      expect(body).toContain(`>${en}</text>`)
      expect(gzipSync(body).length).toBeLessThan(1500)
      expect(body.length).toBeLessThan(2500)
      expect((await get(`/badge/${slug}.svg?theme=${theme}&lang=ar`)).body).toContain(
        `direction="rtl">${ar}</text>`,
      )
    }
  })

  it('is cached for a minute and answers 304', async () => {
    const { headers } = await get('/badge/none.svg?lang=en')
    expect(headers).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect(headers['cache-control']).toMatch(/^public, max-age=60,.*stale-if-error=86400$/)
    expect(headers['set-cookie']).toBeUndefined()
    const again = await get('/badge/none.svg?lang=en', { 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('has a ground of its own whatever is asked for: on an unknown one nobody could read it', async () => {
    const plain = (await get('/badge/major.svg?lang=ar')).body
    for (const theme of ['transparent', 'transparent-dark'])
      expect((await get(`/badge/major.svg?lang=ar&theme=${theme}&digits=arab`)).body).toBe(plain)
  })

  it('escapes names and is well-formed', async () => {
    const { body } = await get('/badge/evil.svg?lang=en')
    expect(body).not.toContain('<script')
    expect(body).toContain('&lt;script&gt;')
    expect(body.match(/<(\w+)[^>]*[^/]>/g)?.length).toBe(body.match(/<\/\w+>/g)?.length)
  })

  it('is about as wide as its words', () => {
    expect(textWidth('Major problems')).toBeGreaterThan(80)
    expect(textWidth('Major problems')).toBeLessThan(105)
    expect(textWidth('بلاغٌ')).toBe(textWidth('بلاغ'))
  })
})

describe('the shields endpoint', () => {
  const schema = [
    'schemaVersion',
    'label',
    'message',
    'color',
    'labelColor',
    'isError',
    'namedLogo',
    'logoSvg',
    'logoColor',
    'logoSize',
    'style',
    'cacheSeconds',
  ]

  it.each(words)('has only keys that shields knows: %s', async (slug, en) => {
    const { headers, body } = await get(`/badge/${slug}.json?lang=en`)
    const badge = JSON.parse(body)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(Object.keys(badge).filter((key) => !schema.includes(key))).toEqual([])
    expect(badge).toMatchObject({ schemaVersion: 1, message: en, cacheSeconds: 60 })
    expect(badge.color).toMatch(/^[0-9a-f]{6}$/)
    expect(badge.isError).toBe(slug === 'nobody' ? true : undefined)
  })

  it('labels sample data', async () => {
    const demo = open(true)
    const [json, svg] = await Promise.all(
      ['json', 'svg'].map((kind) => demo.inject({ url: `/badge/major.${kind}?lang=en` })),
    )
    expect(JSON.parse(json!.body).label).toBe('ChatGPT (sample)')
    expect(svg!.body).toContain('ChatGPT (sample)')
  })
})
