import { createHash } from 'node:crypto'
import zlib from 'node:zlib'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { openPageDoor, page } from './page-routes.fixture.ts'

// Pages as a reader without script chose them by cookie.

const door = await openPageDoor(Date.parse('2026-03-17T12:00:00Z'))
const { get, paths } = door
afterAll(door.close)

const row = (slug: string) => `<tr class="st-none"><th><a href="/en/status/${slug}">${slug}</a></th></tr>`
const rows = `<section class="followed"><table>${row('bank')}${row('chat')}</table></section>`
const text = (path: string) =>
  `<!DOCTYPE html><html lang="en"><head></head><body>${path}<noscript><p class="empty">Nothing yet</p></noscript></body></html>`

beforeEach(() => {
  door.forget()
  door.answerWith = async (path) => page(path.endsWith('/all') ? text(rows) : text(path))
})

it('is theirs alone: kept nowhere, without a tag, and everybody else’s stays as it was', async () => {
  const before = await get('/en/about')
  const chosen = await get('/en/about', { cookie: 'desk=theme=dark' })
  expect(chosen.statusCode).toBe(200)
  expect(chosen.body).toBe(before.body.replace('<html', '<html data-theme="dark"'))
  expect(chosen.headers).toMatchObject({
    'cache-control': 'private, no-store',
    'content-security-policy': before.headers['content-security-policy'],
  })
  expect(chosen.headers.etag).toBeUndefined()
  const again = await get('/en/about', {
    cookie: 'desk=theme=dark',
    'if-none-match': String(before.headers.etag),
  })
  expect([again.statusCode, again.body]).toEqual([200, chosen.body])
  const after = await get('/en/about')
  expect([after.body, after.headers]).toEqual([before.body, { ...before.headers, date: after.headers.date }])
  expect(paths()).toEqual(['/en/about'])
})

it('takes its marks away itself where script runs, and its policy lets it', async () => {
  door.answerWith = async () => page('<html lang="en"><head><script>/*desk*/</script></head></html>')
  const { body, headers } = await get('/en/about', { cookie: 'desk=theme=dark' })
  const script = /<script>([\s\S]*?)<\/script>/.exec(body)![1]!
  const dataset: Record<string, string> = { theme: 'dark', digits: 'arab', kept: '' }
  const marks = script.slice(0, script.indexOf(';') + 1)
  new Function('document', marks)({ documentElement: { dataset } })
  expect(dataset).toEqual({ kept: '' })
  const hash = createHash('sha256').update(script).digest('base64')
  expect(headers['content-security-policy']).toContain(`'sha256-${hash}'`)
})

it('is compressed apart, too', async () => {
  const sent = async (cookie: string, encoding: string) => {
    const { rawPayload, headers } = await get('/en/about', { 'accept-encoding': encoding, cookie })
    expect(headers['content-encoding']).toBe(encoding)
    return (
      encoding === 'br' ? zlib.brotliDecompressSync(rawPayload) : zlib.gunzipSync(rawPayload)
    ).toString()
  }
  for (const encoding of ['br', 'gzip']) {
    const plain = await sent('', encoding)
    expect(await sent('desk=digits=arab', encoding)).toContain('data-digits="arab"')
    expect(await sent('', encoding)).toBe(plain)
    expect(plain).not.toContain('data-digits')
  }
})

it('a flood of made-up cookies makes no page be made more often', async () => {
  const cookies = Array.from({ length: 40 }, (_, n) => [
    `desk=theme=dark&follow=s${n}`,
    `desk=theme=${n}`,
    `desk=follow=${'x'.repeat(n * 100)}`,
  ]).flat()
  await Promise.all(cookies.map((cookie) => get('/en/about', { cookie })))
  expect(paths()).toEqual(['/en/about'])
  await Promise.all(cookies.map((cookie) => get('/en/following', { cookie })))
  expect(paths().sort()).toEqual(['/en/about', '/en/following', '/en/following/all'])
})

it('in a rush some get the page as it is for everybody, and nobody gets none', async () => {
  const { body } = await get('/en/about')
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      get('/en/about', { cookie: 'desk=theme=dark', 'accept-encoding': 'gzip' }),
    ),
  )
  const texts = answers.map(({ rawPayload }) => zlib.gunzipSync(rawPayload).toString())
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
  expect(new Set(texts)).toEqual(new Set([body, body.replace('<html', '<html data-theme="dark"')]))
  expect(texts.filter((text) => text !== body).length).toBeGreaterThanOrEqual(40)
  expect(new Set(answers.map(({ headers }) => headers['cache-control']))).toEqual(
    new Set(['private, no-store']),
  )
})

it('in a rush nobody is told that they chose or follow nothing', async () => {
  const rush = (path: string) =>
    Promise.all(
      Array.from({ length: 200 }, () => get(path, { cookie: 'desk=follow=chat', 'accept-encoding': 'gzip' })),
    )
  for (const path of ['/en/following', '/en/settings']) {
    const answers = await rush(path)
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 503]))
  }
  const lists = (await rush('/en/following')).filter(({ statusCode }) => statusCode === 200)
  for (const { rawPayload } of lists) expect(zlib.gunzipSync(rawPayload).toString()).toContain(row('chat'))
})

it('a cookie that is none of ours counts as none', async () => {
  const { body } = await get('/en/about')
  for (const cookie of ['desk=theme=blue', 'desk=follow=A', 'session=desk', 'desk']) {
    const answer = await get('/en/about', { cookie })
    expect([answer.body, answer.headers['cache-control']]).toEqual([body, expect.stringMatching(/^public/)])
  }
})

it('the list holds the rows of what is followed, and nobody reads those of all', async () => {
  const { body } = await get('/en/following', { cookie: 'desk=follow=chat' })
  expect(body).toContain(row('chat'))
  expect(body).not.toContain(row('bank'))
  expect(body).not.toContain('Nothing yet')
  expect((await get('/en/following', { cookie: 'desk=follow=gone' })).body).toContain('Nothing yet')
  expect((await get('/en/following')).body).toContain('Nothing yet')
  const all = await get('/en/following/all')
  expect([all.statusCode, all.headers.location]).toEqual([307, '/en/following'])
})

it('says so where the rows cannot be had', async () => {
  door.answerWith = async (path) => {
    if (path.endsWith('/all')) throw new Error('too late')
    return page(text(path))
  }
  const { statusCode, body } = await get('/en/following', { cookie: 'desk=follow=chat' })
  expect(statusCode).toBe(200)
  expect(body).toContain('No services are shown: the list did not load.')
})

it('who is said to have saved and sends no cookie is told that nothing was kept', async () => {
  expect((await get('/en/settings?said=saved')).body).toContain('/en/settings?said=cookieRefused')
  expect((await get('/en/settings?said=saved', { cookie: 'desk=theme=dark' })).body).toContain('?said=saved')
})
