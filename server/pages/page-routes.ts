import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from '#api/errors.ts'
import { addressIn, chosenLocaleOf, hasTag, header } from '#api/http.ts'
import type { Api } from '#api/index.ts'
import { keepReady, sayAge } from '#api/keep.ts'
import { readChoices } from '#core/choices.ts'
import { encodingOf } from '../door/encoding.ts'
import type { Gauge } from '../door/gauge.ts'
import { createTurns, TooMuch } from '../door/turns.ts'
import { htmlHeaders, sendSorry } from '../sorry.ts'
import { createChosenAnswers } from './chosen-answers.ts'
import { type PageAddress, readPageAddress, unkept } from './page-address.ts'
import { type CachedPage, freshMs, type PageCache } from './page-cache.ts'
import { createPageFiles, isPageFile } from './page-files.ts'
import { cacheControlOf, lifetimeOf } from './page-lifetime.ts'
import { movedTo } from './page-moves.ts'
import type { Pages } from './pages.ts'

/** The page process makes so many pages at a time, and so many more may wait for it: half a second of its work. */
const mostRenders = 12
const mostWaitingRenders = 100
/** Pages that are kept nowhere are no more than so many of them: the rest of the rush waits outside. */
const mostSingleRenders = 8
/** A page that was old when it was sent is looked at again soon: a new one is being made. */
const oldPageMs = 200
/** Without a public address of its own, a site is shown under so many names at most. */
const mostOrigins = 20
/** A name nobody asked for so long is forgotten. */
const originMs = 10 * 60_000

export interface PageParts {
  pages: Pages
  cache: PageCache
  gauge: Pick<Gauge, 'enter'>
  now: () => number
  isReceipt(receipt: string): boolean
  /** Whether the service `part` is a part of the service `whole`, both by slug. */
  isPart(part: string, whole: string): boolean
  /** The slug that a service under `slug` has become a part of; null: it has not. */
  mergedInto(slug: string): string | null
  /** The slug of what somebody typed, a slug or a name; null: nothing that is followed. */
  findService(text: string): string | null
  /** In development files are made as they are asked for, and change under their names. */
  dev?: boolean
  publicUrl?: string | undefined
}

/** The origin that pages name: ours by setting, else the one they were asked by. */
function createOrigins(
  publicUrl: string | undefined,
  now: () => number,
): (request: FastifyRequest) => string {
  /** When each was asked for last, ms. */
  const known = new Map<string, number>()
  return (request) => {
    if (publicUrl) return publicUrl
    const host = request.headers.host ?? ''
    if (!/^[a-z0-9.-]{1,100}(:\d{1,5})?$/i.test(host)) return 'http://localhost'
    const origin = `${request.protocol}://${host}`
    // Names that a stranger made up keep ours out for a while only.
    for (const [one, at] of known) if (Math.abs(now() - at) > originMs) known.delete(one)
    if (known.size >= mostOrigins && !known.has(origin)) return 'http://localhost'
    known.set(origin, now())
    return origin
  }
}

/** Without those at its end. No expression: it would try anew from each of thousands. */
function withoutSlashes(pathname: string): string {
  let end = pathname.length
  while (pathname[end - 1] === '/') end -= 1
  return pathname.slice(0, end)
}

/** Everything that is not API: languages for bare addresses, cached pages, and the page process's files. */
export function pageRoutes({ app, refuse }: Api, parts: PageParts): void {
  const { pages, cache, gauge } = parts
  const originOf = createOrigins(parts.publicUrl, parts.now)
  const sendFile = createPageFiles(pages)
  const inTurn = createTurns(mostRenders, mostWaitingRenders)
  const inSingleTurn = createTurns(mostSingleRenders, 0)

  /** The page, made anew if it must be and may be; when we are full, as it was. null: there is none. */
  async function obtain({ path, shared }: PageAddress, origin: string): Promise<CachedPage | null> {
    const render = () => inTurn(() => pages.fetch(path, origin))
    const leave = gauge.enter('page')
    if (!leave) return shared ? cache.last(origin, path) : null
    try {
      if (shared) return await cache.get(origin, path, render)
      return cache.prepare(path, await inSingleTurn(render))
    } finally {
      leave()
    }
  }

  const sendChosen = createChosenAnswers({
    gauge,
    obtain: (path, origin) => obtain({ path, shared: true, personal: false }, origin),
  })

  app.get('/', (request, reply) => toLanguage(request, reply, ''))
  for (const path of ['/status/:slug', '/status/:slug/']) {
    app.get<{ Params: { slug: string } }>(path, (request, reply) =>
      toLanguage(request, reply, `/status/${encodeURIComponent(request.params.slug)}`),
    )
  }

  app.setNotFoundHandler(async (request, reply) => {
    const asked = addressIn(request.url)
    if (!asked) return sendProblem(request, reply, 'not-found')
    const { pathname, query } = asked
    if (/^\/(api|embed|badge|icons|og)\//.test(pathname)) return refuse(request, reply)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendProblem(request, reply, 'method-not-allowed', { allow: 'GET, HEAD' })
    }
    if (isPageFile(pathname) && !parts.dev) return sendFile(request, reply, pathname)
    if (pathname.startsWith('/_next/')) {
      reply.hijack()
      return pages.pipe(request.raw, reply.raw)
    }
    if (!/^\/(en|ar)(\/|$)/.test(pathname)) {
      // A person who mistyped gets our page that says so; a program gets a plain no.
      const isPerson = String(request.headers.accept).includes('text/html')
      return isPerson ? toLanguage(request, reply, pathname) : sendProblem(request, reply, 'not-found')
    }
    if (pathname.endsWith('/')) return reply.redirect(withoutSlashes(pathname) + queryOf(request), 308)
    // A part of a service is a service with a page of its own.
    const [, locale, whole = '', part = ''] =
      /^\/(en|ar)\/status\/([a-z0-9-]+)\/c\/([a-z0-9-]+)$/.exec(pathname) ?? []
    if (part && parts.isPart(part, whole)) {
      return reply.header('cache-control', 'public, max-age=3600').redirect(`/${locale}/status/${part}`, 308)
    }
    const [, language, old = '', below = ''] =
      /^\/(en|ar)\/status\/([a-z0-9-]+)(\/[a-z]+)?$/.exec(pathname) ?? []
    const merged = old && parts.mergedInto(old)
    if (merged) {
      const note = below ? '' : `?from=${old}`
      return reply
        .header('cache-control', 'public, max-age=3600')
        .redirect(`/${language}/status/${merged}${below}${note}`, 308)
    }
    const moved = movedTo(pathname, query, parts.findService, parts.mergedInto)
    if (moved) return reply.header('cache-control', 'public, max-age=60').redirect(moved, 307)
    const choices = readChoices(header(request, 'cookie'))
    const asWanted = readPageAddress(pathname, query, parts)
    const address = choices ? asWanted : unkept(asWanted)
    const { personal } = address
    const origin = originOf(request)
    try {
      const page = await obtain(address, origin)
      if (!page) return sendSorry(request, reply, 'overloaded', 5 + Math.floor(Math.random() * 6))
      if (choices) return await sendChosen(request, reply, { page, path: address.path, origin, choices })
      const encoding = encodingOf(header(request, 'accept-encoding'))
      const body = await page.body(encoding)
      const ageMs = address.shared ? cache.ageOf(page) : 0
      sayAge(reply, ageMs)
      reply.headers({
        ...htmlHeaders,
        ...(page.policy && { 'content-security-policy': page.policy }),
        'cache-control': personal
          ? 'private, no-store'
          : cacheControlOf(lifetimeOf(address.path, page.tense, parts.now())),
        vary: 'Accept-Encoding',
        etag: page.etag,
        ...(page.link && { link: page.link }),
      })
      // Only under the address as it is passed on, and a host that it names: both are few.
      const isOwn =
        request.url === address.path && (parts.publicUrl ?? `http://${request.headers.host}`) === origin
      if (address.shared && isOwn && page.status === 200) {
        keepReady(reply, {
          kind: 'page',
          body,
          encoding,
          freshMs: Math.max(oldPageMs, freshMs - ageMs),
          graceMs: oldPageMs,
          ageMs,
          byChoices: true,
          byHost: parts.publicUrl === undefined,
        })
      }
      if (!personal && page.status === 200 && hasTag(request.headers['if-none-match'], page.etag))
        return reply.code(304).send()
      if (encoding !== 'identity') reply.header('content-encoding', encoding)
      return reply.code(page.status).send(body)
    } catch (error) {
      return sendSorry(request, reply, error instanceof TooMuch ? 'overloaded' : 'internal', 5)
    }
  })
}

/** The query as it was asked, with its mark. */
const queryOf = ({ url }: FastifyRequest): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '')

/** The same address in the reader's language. By cookie here alone: pages are named by their language, for all the same. */
const toLanguage = (request: FastifyRequest, reply: FastifyReply, path: string) =>
  reply
    .headers({ vary: 'Accept-Language, Cookie', 'cache-control': 'public, max-age=0' })
    .redirect(`/${chosenLocaleOf(request)}${path}${queryOf(request)}`, 307)
