import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fastify from 'fastify'
import { describe, expect, it } from 'vitest'
import type { Series } from '#core/bucket.ts'
import { languageOf } from '../http.ts'
import { hub, readEmbed, services } from './embed.fixture.ts'
import { embedRoutes, loaderName } from './embed.ts'

const loader = '(()=>{})()'
const frame = 'document.title'

const app = fastify()
embedRoutes(app, { readEmbed, hub, loader, frame })

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
const gzipped = (text: string) => gzipSync(text).length
const hash = (text: string | undefined) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`
const between = (text: string, start: string, end: string) => text.split(start)[1]?.split(end)[0]

describe('headers of an embed', () => {
  it('lets anybody frame it, and lets nothing run but its own style and script', async () => {
    const { headers, body } = await get('/embed/major?lang=en')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain(`script-src ${hash(between(body, '<script>', '</script>'))}`)
    expect(policy).toContain(`style-src ${hash(between(body, '<style>', '</style>'))}`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'none'")
    expect(policy).toContain('frame-ancestors *')
    expect(policy).not.toContain('unsafe')
    expect(headers['x-frame-options']).toBeUndefined()
    expect(body).not.toMatch(/ style=| on\w+=/)
  })

  it('loads in isolated pages, is cached for half a minute, and stays out of search engines', async () => {
    const { headers } = await get('/embed/major?lang=en')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=30, stale-while-revalidate=60, stale-if-error=86400',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    })
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers.vary).toBeUndefined()
  })

  it('answers 304 to who has it, also when only the time of the numbers moved', async () => {
    const first = await get('/embed/none?lang=en')
    const etag = String(first.headers.etag)
    const again = await get('/embed/none?lang=en', { 'if-none-match': `"other", ${etag}` })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    expect(again.headers['cache-control']).toBe(first.headers['cache-control'])
    const later = fastify()
    const moved = { ...services.none, state: { ...services.none.state, at: '2026-03-17T14:46:50Z' } }
    embedRoutes(later, { readEmbed: async () => moved, hub, loader, frame })
    expect((await later.inject('/embed/none?lang=en')).headers.etag).toBe(etag)
    expect((await get('/embed/major?lang=en', { 'if-none-match': etag })).statusCode).toBe(200)
  })

  it('answers HEAD', async () => {
    const { statusCode, body } = await app.inject({ method: 'HEAD', url: '/embed/none' })
    expect([statusCode, body]).toEqual([200, ''])
  })
})

describe('what an address asks for', () => {
  it('takes the language from the address, else from the reader, else English', async () => {
    const arabic = { 'accept-language': 'fr, ar-EG;q=0.9, en;q=0.8' }
    expect((await get('/embed/none?lang=ar')).body).toContain('<html lang="ar" dir="rtl"')
    const read = await get('/embed/none', arabic)
    expect(read.body).toContain('<html lang="ar" dir="rtl"')
    expect(read.headers.vary).toBe('Accept-Language')
    expect((await get('/embed/none?lang=en', arabic)).body).toContain('<html lang="en" dir="ltr"')
    expect((await get('/embed/none')).body).toContain('<html lang="en" dir="ltr"')
  })

  it('reads preferences by their weight', () => {
    expect(languageOf('en;q=0.5, ar;q=0.9')).toBe('ar')
    expect(languageOf('ar;q=0, de')).toBe('en')
    expect(languageOf('*')).toBe('en')
  })

  it.each(['size=huge&theme=pink&lang=xx', 'size=bar&size=chart', 'theme[]=dark', 'size='])(
    'falls back silently: %s',
    async (query) => {
      const { statusCode, body } = await get(`/embed/none?${query}`)
      expect(statusCode).toBe(200)
      expect(body).toContain('class="auto"')
      expect(body).toContain('class="tile"')
    },
  )

  it.each(['auto', 'light', 'dark'])('wears the theme %s', async (theme) => {
    expect((await get(`/embed/none?theme=${theme}`)).body).toContain(`class="${theme}"`)
  })

  it.each([
    ['transparent', 'auto'],
    ['transparent-light', 'light'],
    ['transparent-dark', 'dark'],
  ])('lets the page around it show through: %s', async (theme, letters) => {
    const { body } = await get(`/embed/none?theme=${theme}`)
    expect(body).toContain(`class="${letters} clear"`)
    expect(body).toContain('.clear .w{background:none}')
  })

  it('says numbers in Arabic in the digits asked for, in every size; the host reads plain ones', async () => {
    for (const size of ['bar', 'card', 'chart']) {
      const { body } = await get(`/embed/major?lang=ar&digits=arab&size=${size}`)
      expect(body).toContain('<html lang="ar" dir="rtl" class="auto" data-tag="ar-u-nu-arab-ca-gregory">')
      expect(between(body, '<main>', '</main>')!.replace(/<[^>]*>/g, '')).not.toMatch(/\d/)
      expect(body).toContain('١٬٢٨٤')
      expect(between(body, 'data-state="', '"')).toContain('1284')
    }
    for (const query of ['lang=en&digits=arab', 'lang=ar&digits=latn', 'lang=ar&digits=deva', 'lang=ar'])
      expect((await get(`/embed/major?${query}`)).body).toContain('1,284')
  })

  it.each(['card', 'bar', 'chart'])('shows a calm %s for a service that is not followed', async (size) => {
    for (const slug of ['nobody', 'NOT%20a%20slug', '%3Cscript%3E', `${'a'.repeat(90)}`]) {
      const { statusCode, body } = await get(`/embed/${slug}?size=${size}&lang=en`)
      expect(statusCode).toBe(200)
      expect(body).toContain('ot followed here')
      expect(body).toContain('data-state=""')
    }
    expect((await get(`/embed/nobody?size=${size}&lang=ar`)).body).toContain('غير متابَعة هنا')
  })
})

const cards: [keyof typeof services, en: string[], ar: string[]][] = [
  [
    'none',
    ['No sign of problems', '9 reports in the last 15 minutes', 'usual for this time: 12'],
    ['لا مؤشرات على عطل', '9 بلاغات في آخر 15 دقيقة', 'المعتاد لهذا الوقت: 12'],
  ],
  [
    'possible',
    ['Possible problems', '41 reports in the last 15 minutes', 'about 3 times the usual 12'],
    ['مشكلة محتملة', '41 بلاغًا في آخر 15 دقيقة', 'نحو 3 أضعاف المعتاد (12)'],
  ],
  [
    'major',
    ['Major problems', '1,284 reports in the last 15 minutes', 'about 107 times the usual 12'],
    ['بلاغات واسعة', '1,284 بلاغًا في آخر 15 دقيقة', 'نحو 107 أضعاف المعتاد (12)'],
  ],
  [
    'confirmed',
    ['Major problems', '1,284 reports in the last 15 minutes'],
    ['عطل واسع', '1,284 بلاغًا في آخر 15 دقيقة'],
  ],
  [
    'recovering',
    ['Recovering', '212 reports in the last 15 minutes', 'down from a peak of 3,412'],
    ['البلاغات تنحسر', '212 بلاغًا في آخر 15 دقيقة', 'بعد ذروة بلغت 3,412'],
  ],
  [
    'few',
    ['Not enough reports to say', '2 reports in the last hour', 'Your report helps.'],
    ['البلاغات لا تكفي للحكم', 'بلاغان في آخر ساعة', 'بلاغك يفيد.'],
  ],
  [
    'stale',
    ['No fresh data since <time', 'Last known: no sign of problems', 'Retrying every minute'],
    ['لا بيانات جديدة منذ <time', 'آخر تقدير: لا مؤشرات على عطل', 'نعيد المحاولة كل دقيقة'],
  ],
  [
    'lost',
    ['No fresh data since <time', 'Last count: 3 reports in 15 minutes', 'Retrying every minute'],
    ['لا بيانات جديدة منذ <time', 'آخر عدد: 3 بلاغات في 15 دقيقة', 'نعيد المحاولة كل دقيقة'],
  ],
]

describe.each(cards)('a service in state %s', (slug, en, ar) => {
  it.each(['light', 'dark'])('says so in both languages, %s', async (theme) => {
    const english = (await get(`/embed/${slug}?lang=en&theme=${theme}`)).body
    for (const words of en) expect(english).toContain(words)
    const arabic = (await get(`/embed/${slug}?lang=ar&theme=${theme}`)).body
    for (const words of ar) expect(arabic).toContain(words)
    expect(arabic).toContain('شات جي بي تي')
  })

  it('keeps every size within its weight', async () => {
    for (const lang of ['en', 'ar']) {
      // the frame's script adds at most 1 kB, see embed/build.test.ts
      const weigh = async (size: string) =>
        gzipped((await get(`/embed/${slug}?size=${size}&lang=${lang}`)).body) + 1100
      expect(await weigh('card')).toBeLessThan(5000)
      expect(await weigh('bar')).toBeLessThan(4000)
      expect(await weigh('chart')).toBeLessThan(7000)
    }
  })
})

describe('an outage that its operator confirms', () => {
  it('is told as a fact in every size, and only then', async () => {
    const arabic = async (slug: string, size: string) =>
      (await get(`/embed/${slug}?size=${size}&lang=ar`)).body
    for (const size of ['bar', 'card', 'chart']) {
      expect(await arabic('confirmed', size)).toContain('عطل واسع')
      expect(await arabic('confirmed', size)).not.toContain('بلاغات واسعة')
      expect(await arabic('major', size)).not.toContain('عطل واسع')
    }
    expect(await arabic('confirmed', 'chart')).toContain('أثناء العطل')
    expect((await get('/embed/confirmed?size=bar&lang=en')).body).toContain('is having major problems')
  })
})

describe('a card', () => {
  it('never wears the colour of a state that is no longer known', async () => {
    expect((await get('/embed/stale?lang=en')).body).toContain('class="w unknown"')
    expect((await get('/embed/major?lang=en')).body).toContain('class="w major"')
  })

  it('leads out of the frame to report, and says that a tab opens', async () => {
    const { body } = await get('/embed/major?lang=ar')
    expect(body).toMatch(/href="\/ar\/status\/chatgpt#report" target="_blank" rel="noopener"/)
    expect(body).toContain('(يفتح في تبويب جديد)')
    expect(body).not.toMatch(/<form|<button/)
  })

  it('tells its host the state in the words of the API', async () => {
    const { body } = await get('/embed/major?lang=en')
    const told = JSON.parse(between(body, 'data-state="', '"')!.replaceAll('&quot;', '"'))
    expect(told).toEqual({
      service: 'chatgpt',
      status: 'major',
      stale: false,
      reports15m: 1284,
      usual15m: 12.2,
      at: '2026-03-17T14:46:20Z',
    })
  })

  it('labels sample data in every size', async () => {
    for (const size of ['bar', 'card', 'chart']) {
      expect((await get(`/embed/sample?size=${size}&lang=en`)).body).toContain('Sample data')
      expect((await get(`/embed/sample?size=${size}&lang=ar`)).body).toContain('بيانات تجريبية')
      expect((await get(`/embed/major?size=${size}&lang=en`)).body).not.toContain('Sample data')
    }
  })

  it('escapes names, for they are data', async () => {
    for (const size of ['bar', 'card', 'chart']) {
      const { body } = await get(`/embed/evil?size=${size}&lang=en`)
      expect(body).not.toContain('<script>alert')
      expect(body).toContain('&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;')
      expect((await get(`/embed/evil?size=${size}&lang=ar`)).body).not.toContain('<img')
    }
  })
})

describe('a chart', () => {
  it('states its axis, and draws usual and alert levels when it knows them', async () => {
    const bare = (await get('/embed/major?size=chart&lang=en')).body
    expect(bare).toContain('<span>4,000</span><span>3,000</span>')
    expect(bare).toContain('Reports per 15 minutes')
    expect(bare).not.toContain('Usual for this time')
    const { reporters } = services.major.spark
    const day: Series = {
      range: '24h',
      bucketMinutes: 15,
      from: '2026-03-16T15:00:00Z',
      reporters,
      usual: reporters.map(() => 12),
      alert: reporters.map(() => 30),
    }
    const knowing = fastify()
    embedRoutes(knowing, { readEmbed, hub, readDay: async () => day, loader, frame })
    const { body } = await knowing.inject('/embed/major?size=chart&lang=en')
    expect(body).toContain('Usual for this time')
    expect(body).toContain('Below alert level')
  })
})

describe('the loader', () => {
  it('is public script, revalidated hourly', async () => {
    const { headers, body } = await get('/embed.js')
    expect(body).toBe(loader)
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
    })
    expect((await get('/embed.js', { 'if-none-match': String(headers.etag) })).statusCode).toBe(304)
  })

  it('has an address that never changes its content', async () => {
    const { statusCode, headers } = await get(`/${loaderName(loader)}`)
    expect(statusCode).toBe(200)
    expect(headers['cache-control']).toContain('immutable')
    expect((await get('/embed.000000000000.js')).statusCode).toBe(404)
  })
})
