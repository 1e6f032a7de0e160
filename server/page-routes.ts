import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemTitle, sendProblem } from '#api/errors.ts'
import { addressIn, localeOf } from '#api/http.ts'
import type { Api } from '#api/index.ts'
import { locales } from '#core/locale.ts'
import type { Encoding, PageCache } from './page-cache.ts'
import type { Pages } from './pages.ts'

/** Queries that change what a page shows to everybody; any other is dropped, so that no one can fill the cache. */
const sharedQueries = ['range', 'q', 'month', 'service', 's', 'size', 'theme', 'lang', 'map']
/** Queries of one person's answer: such a page is made for them and kept nowhere. */
const personalQueries = ['r', 'said']

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
}

const encodingOf = (request: FastifyRequest): Encoding => {
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
}

export interface PageParts {
  pages: Pages
  cache: PageCache
  publicUrl?: string | undefined
}

/** What of the Host header may be shown; anything else is answered as localhost. */
const originOf = (request: FastifyRequest): string =>
  /^[a-z0-9.-]{1,100}(:\d{1,5})?$/i.test(request.headers.host ?? '')
    ? `${request.protocol}://${request.headers.host}`
    : 'http://localhost'

/** Everything that is not API: languages for bare addresses, cached pages, and the page process's files. */
export function pageRoutes({ app, refuse }: Api, parts: PageParts): void {
  const { pages, cache, publicUrl } = parts
  const toLanguage =
    (path: (request: FastifyRequest) => string) => (request: FastifyRequest, reply: FastifyReply) =>
      reply
        .headers({ vary: 'Accept-Language', 'cache-control': 'public, max-age=0' })
        .redirect(`/${localeOf(request)}${path(request)}`, 307)
  app.get(
    '/',
    toLanguage(() => ''),
  )
  const service = toLanguage(
    (request) => `/status/${encodeURIComponent((request.params as { slug: string }).slug)}`,
  )
  app.get('/status/:slug', service)
  app.get('/status/:slug/', service)

  app.setNotFoundHandler(async (request, reply) => {
    const address = addressIn(request.url)
    if (!address) return sendProblem(request, reply, 'not-found')
    const { pathname, query } = address
    if (/^\/(api|embed|badge)\//.test(pathname)) return refuse(request, reply)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendProblem(request, reply, 'method-not-allowed', { allow: 'GET, HEAD' })
    }
    // Server Actions do not exist here; whoever calls one means no good.
    if (request.headers['next-action'] !== undefined) return sendProblem(request, reply, 'not-found')
    const isPage = /^\/(en|ar)(\/|$)/.test(pathname) && request.headers.rsc === undefined
    if (!isPage) {
      reply.hijack()
      return pages.pipe(request.raw, reply.raw)
    }
    const personal = personalQueries.some((name) => query.has(name))
    const path = personal ? request.url : sharedPath(pathname, query)
    const origin = publicUrl ?? originOf(request)
    const render = () => pages.fetch(path, origin)
    try {
      // Without a public address of our own a page names the host it was asked by: one copy for each.
      const page = personal
        ? cache.prepare(path, await render())
        : await cache.get(publicUrl ? '' : origin, path, render)
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

const sharedPath = (pathname: string, query: URLSearchParams): string => {
  const kept = new URLSearchParams()
  for (const name of sharedQueries) {
    const value = query.get(name)
    if (value !== null) kept.set(name, value.slice(0, 100))
  }
  const text = kept.toString()
  return text ? `${pathname}?${text}` : pathname
}

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
