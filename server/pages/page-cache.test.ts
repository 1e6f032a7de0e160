import { createHash } from 'node:crypto'
import zlib from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { formTokenPlaceholder } from '#core/report/form-token.ts'
import { type CachedPage, createPageCache, type PageCache } from './page-cache.ts'
import type { PageAnswer } from './pages.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const [second, hour] = [1_000, 3_600_000]
const clock = { now: noon }
let cache: PageCache
let renders = 0

const answer = (html: string, status = 200): PageAnswer => ({ status, headers: {}, body: Buffer.from(html) })
const textOf = async (page: CachedPage) => (await page.body('identity')).toString()

/** Each rendering says its number. */
const get = (path = '/en', render = async () => answer(`rendering ${++renders}`)) =>
  cache.get('http://desk', path, render)
const shown = async (...given: Parameters<typeof get>) => textOf(await get(...given))
const failing = async (): Promise<PageAnswer> => {
  renders++
  throw new Error('the page process is away')
}
/** Lets renderings in the background end. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => {
  clock.now = noon
  renders = 0
  cache = createPageCache({
    now: () => clock.now,
    dev: false,
    formToken: (path) => (path.includes('/status/') ? `TOKEN-${path.length}-${clock.now}` : null),
  })
})

describe('a page that many ask for', () => {
  it('is rendered once at a time', async () => {
    let finish = (_: PageAnswer) => {}
    const slow = () => {
      renders++
      return new Promise<PageAnswer>((resolve) => {
        finish = resolve
      })
    }
    const pages = Promise.all(Array.from({ length: 50 }, () => get('/en', slow)))
    finish(answer('one for all'))
    expect(new Set((await pages).map((page) => page.etag)).size).toBe(1)
    expect(renders).toBe(1)
  })

  it('is its site’s and its address’s own', async () => {
    expect(await shown('/en')).toBe('rendering 1')
    expect(await shown('/ar')).toBe('rendering 2')
    const other = await cache.get('http://other', '/en', async () => answer('other'))
    expect(await textOf(other)).toBe('other')
    expect(await shown('/en')).toBe('rendering 1')
  })
})

describe('the age of a page', () => {
  it('under two seconds is served as it is', async () => {
    await get()
    clock.now += 2 * second - 1
    expect([await shown(), renders]).toEqual(['rendering 1', 1])
  })

  it('a little older is served at once, while one new is made for the next', async () => {
    await get()
    clock.now += 10 * second
    expect(await Promise.all([shown(), shown()])).toEqual(['rendering 1', 'rendering 1'])
    await settle()
    expect([await shown(), renders]).toEqual(['rendering 2', 2])
  })

  it('does not freeze it when the clock is set back', async () => {
    await get()
    clock.now -= hour
    await get()
    await settle()
    expect([await shown(), renders]).toEqual(['rendering 2', 2])
    clock.now += 10 * second
    await get()
    await settle()
    expect(renders).toBe(3)
  })

  it('that would mislead is not served while a new one can be had', async () => {
    await get()
    clock.now += 60 * second
    expect([await shown(), renders]).toEqual(['rendering 2', 2])
  })
})

describe('a page process that is away', () => {
  it('leaves the old page for a day, and is not asked by every reader', async () => {
    await get()
    clock.now += 20 * hour
    expect(await shown('/en', failing)).toBe('rendering 1')
    const asked = renders
    for (let i = 0; i < 10; i++) expect(await shown('/en', failing)).toBe('rendering 1')
    expect(renders).toBe(asked)
    clock.now += 6 * second
    expect(await shown()).toMatch(/^rendering \d/)
    expect(renders).toBe(asked + 1)
  })

  it('leaves no page that is older than a day', async () => {
    await get()
    clock.now += 25 * hour
    await expect(get('/en', failing)).rejects.toThrow('away')
    await expect(get('/en', failing)).rejects.toThrow('away')
  })

  it('leaves nothing where nothing was, and is asked again by the next', async () => {
    await expect(get('/en', failing)).rejects.toThrow('away')
    expect(await shown()).toBe('rendering 2')
  })

  it('is one that answers 500, too', async () => {
    await get()
    clock.now += 20 * second
    const broken = async () => answer('<h1>stack</h1>', 500)
    expect(await shown('/en', broken)).toBe('rendering 1')
    await settle()
    expect(await shown('/en', broken)).toBe('rendering 1')
    await expect(get('/ar', broken)).rejects.toThrow('500')
  })
})

describe('a page that is not there', () => {
  const missing = async () => {
    renders++
    return answer('<meta name="desk-status" content="404"/><h1>Nothing here</h1>')
  }
  it('is 404 by its mark, drawn whole, and not kept', async () => {
    const page = await get('/en/nothing', missing)
    expect(page.status).toBe(404)
    expect(await textOf(page)).toContain('Nothing here')
    await get('/en/nothing', missing)
    expect(renders).toBe(2)
  })

  it('takes the place of one that was there', async () => {
    await get('/en/status/gone')
    clock.now += 61 * second
    expect((await get('/en/status/gone', missing)).status).toBe(404)
    await expect(get('/en/status/gone', failing)).rejects.toThrow('away')
  })
})

describe('a page made ready', () => {
  const form = `<form><input value="${formTokenPlaceholder}"/></form><script>let t="${formTokenPlaceholder}"</script>`

  it('carries the token of its service wherever the placeholder stood, fresh with each making', async () => {
    const render = async () => answer(form)
    const token = (path: string) => `TOKEN-${path.length}-${clock.now}`
    const path = '/en/status/chat'
    expect(await shown(path, render)).toBe(form.replaceAll(formTokenPlaceholder, token(path)))
    clock.now += 61 * second
    expect(await shown(path, render)).toContain(token(path))
    expect(await shown('/en/method', render)).toBe(form)
  })

  it('lets run exactly the inline scripts it has, as they are sent', async () => {
    const html = [
      '<script>one()</script>',
      '<script nonce="" async>\ntwo()\n</script>',
      '<script src="/_next/chunk.js" async=""></script>',
      '<script type="application/ld+json">{"@type":"WebPage"}</script>',
      '<script>one()</script>',
    ].join('')
    const page = await get('/en/status/chat', async () => answer(html + form))
    const sent = await textOf(page)
    const hash = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
    const token = /let t="[^"]*"/.exec(sent)![0]
    expect(token).not.toContain(formTokenPlaceholder)
    const scripts = /script-src ([^;]*)/.exec(page.policy)![1]!.split(' ')
    expect(scripts).toEqual(["'self'", hash('one()'), hash('\ntwo()\n'), hash(token)])
    expect(page.policy).toContain("default-src 'none'")
    expect(page.policy).toContain("frame-ancestors 'none'")
    expect(page.policy).not.toContain("script-src 'self' 'unsafe-inline'")
  })

  it('is the same in every encoding', async () => {
    const html = 'أهلا — hello '.repeat(500)
    const page = await get('/ar', async () => answer(html))
    expect((await page.body('identity')).toString()).toBe(html)
    expect(zlib.gunzipSync(await page.body('gzip')).toString()).toBe(html)
    expect(zlib.brotliDecompressSync(await page.body('br')).toString()).toBe(html)
    expect((await page.body('br')).length).toBeLessThan(html.length / 10)
  })

  it('has a tag that changes with its text only', async () => {
    const tag = async (path: string, html: string) => (await get(path, async () => answer(html))).etag
    expect(await tag('/en/a', 'same')).toBe(await tag('/en/b', 'same'))
    expect(await tag('/en/c', 'other')).not.toBe(await tag('/en/a', 'same'))
    expect(await tag('/en/a', 'same')).toMatch(/^"[A-Za-z0-9_-]+"$/)
  })

  it('is kept nowhere when it is one person’s', async () => {
    const page = cache.prepare('/en/status/chat?r=x', answer(form))
    expect(await textOf(page)).toContain('TOKEN-')
    expect(await shown('/en/status/chat?r=x')).toBe('rendering 1')
  })
})

describe('a flood of addresses', () => {
  it('pushes out the oldest pages, and no more than must be', async () => {
    for (let i = 0; i <= 500; i++) await get(`/en/${i}`)
    expect(renders).toBe(501)
    await get('/en/1')
    expect(renders).toBe(501)
    await get('/en/0')
    expect(renders).toBe(502)
  })
})
