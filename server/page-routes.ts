import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemTitle, sendProblem } from '#api/errors.ts'
import { addressIn, localeOf } from '#api/http.ts'
import type { Api } from '#api/index.ts'
import { locales } from '#core/locale.ts'
import { readPageAddress } from './page-address.ts'
import type { Encoding, PageCache } from './page-cache.ts'
import type { Pages } from './pages.ts'

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
}

/** Pages that are kept nowhere are rendered at most so many at a time: the rest of the rush waits outside. */
const mostSingleRenders = 8
/** Without a public address of its own, a site is shown under so many names at most. */
const mostOrigins = 20

const encodingOf = (request: FastifyRequest): Encoding => {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
}

export interface PageParts {
  pages: Pages
  cache: PageCache
  isReceipt(receipt: string): boolean
  publicUrl?: string | undefined
}

/** The origin that pages name: ours by setting, else the one they were asked by. */
function createOrigins(publicUrl: string | undefined): (request: FastifyRequest) => string {
  const known = new Set<string>()
  return (request) => {
    if (publicUrl) return publicUrl
    const host = request.headers.host ?? ''
    if (!/^[a-z0-9.-]{1,100}(:\d{1,5})?$/i.test(host)) return 'http://localhost'
    const origin = `${request.protocol}://${host}`
    if (known.size < mostOrigins) known.add(origin)
    return known.has(origin) ? origin : 'http://localhost'
  }
}

/** Everything that is not API: languages for bare addresses, cached pages, and the page process's files. */
export function pageRoutes({ app, refuse }: Api, parts: PageParts): void {
  const { pages, cache } = parts
  const originOf = createOrigins(parts.publicUrl)
  let singleRenders = 0

  async function renderSingle(path: string, origin: string) {
    if (singleRenders >= mostSingleRenders) throw new Error('too many pages at once')
    singleRenders++
    try {
      return cache.prepare(path, await pages.fetch(path, origin))
    } finally {
      singleRenders--
    }
  }

  app.get('/', (request, reply) => toLanguage(request, reply, ''))
  for (const path of ['/status/:slug', '/status/:slug/']) {
    app.get<{ Params: { slug: string } }>(path, (request, reply) =>
      toLanguage(request, reply, `/status/${encodeURIComponent(request.params.slug)}`),
    )
  }

  app.setNotFoundHandler(async (request, reply) => {
    const address = addressIn(request.url)
    if (!address) return sendProblem(request, reply, 'not-found')
    const { pathname, query } = address
    if (/^\/(api|embed|badge)\//.test(pathname)) return refuse(request, reply)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendProblem(request, reply, 'method-not-allowed', { allow: 'GET, HEAD' })
    }
    if (pathname.startsWith('/_next/')) {
      reply.hijack()
      return pages.pipe(request.raw, reply.raw)
    }
    if (!/^\/(en|ar)(\/|$)/.test(pathname)) {
      // A person who mistyped gets our page that says so; a program gets a plain no.
      const isPerson = String(request.headers.accept).includes('text/html')
      return isPerson ? toLanguage(request, reply, pathname) : sendProblem(request, reply, 'not-found')
    }
    if (pathname.endsWith('/')) return reply.redirect(pathname.replace(/\/+$/, ''), 308)
    const { path, shared, personal } = readPageAddress(pathname, query, parts.isReceipt)
    const origin = originOf(request)
    try {
      const page = shared
        ? await cache.get(origin, path, () => pages.fetch(path, origin))
        : await renderSingle(path, origin)
      reply.headers({
        ...pageHeaders,
        ...(page.policy && { 'content-security-policy': page.policy }),
        'cache-control': personal
          ? 'private, no-store'
          : 'public, max-age=0, s-maxage=15, stale-while-revalidate=60, stale-if-error=86400',
        vary: 'Accept-Encoding',
        etag: page.etag,
      })
      if (!personal && request.headers['if-none-match'] === page.etag) return reply.code(304).send()
      const encoding = encodingOf(request)
      if (encoding !== 'identity') reply.header('content-encoding', encoding)
      return reply.code(page.status).send(await page.body(encoding))
    } catch {
      return sendBroken(request, reply, pathname)
    }
  })
}

/** The same address in the reader's language. */
const toLanguage = (request: FastifyRequest, reply: FastifyReply, path: string) =>
  reply
    .headers({ vary: 'Accept-Language', 'cache-control': 'public, max-age=0' })
    .redirect(`/${localeOf(request)}${path}`, 307)

/** The page of last resort: no page process, no old copy. Says in both languages that the fault is ours. */
function sendBroken(request: FastifyRequest, reply: FastifyReply, pathname: string) {
  const first = pathname.startsWith('/ar') ? 'ar' : localeOf(request)
  const sentences = [...locales]
    .sort((locale) => (locale === first ? -1 : 1))
    .map((locale) => `<p lang="${locale}" dir="auto">${problemTitle('internal', locale)}</p>`)
  return reply
    .code(503)
    .headers({ ...pageHeaders, 'cache-control': 'no-store', 'retry-after': '5' })
    .send(
      `<!doctype html><html lang="${first}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>503</title>${sentences.join('')}</html>`,
    )
}
