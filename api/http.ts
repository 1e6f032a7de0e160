import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RawServerDefault,
} from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { isLocale, type Locale, languageCookie, locales } from '#core/locale.ts'
import { type AddressList, clientAddress } from '#ingest/address.ts'
import { type Keep, keepReady, sayAge } from './keep.ts'

/** A Fastify instance whose routes are typed by their zod schemas. */
export type Router = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** The best of our languages by Accept-Language (RFC 9110 12.5.4); English when in doubt. */
export function languageOf(header: string | undefined): Locale {
  const wanted = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const weight = parameters.find((parameter) => parameter.trim().startsWith('q='))
      const quality = weight ? Number.parseFloat(weight.trim().slice(2)) : 1
      return { language: tag.split('-')[0]!, quality: Number.isFinite(quality) ? quality : 0 }
    })
    .filter(({ language, quality }) => isLocale(language) && quality > 0)
    .sort((one, other) => other.quality - one.quality)
  return (wanted[0]?.language as Locale | undefined) ?? locales[0]
}

export const localeOf = (request: FastifyRequest): Locale => languageOf(request.headers['accept-language'])

const switchedTo = new RegExp(`(?:^|; ?)${languageCookie}=(${locales.join('|')})(?:;|$)`)

/** The same for an address that names no language: what the reader once switched to comes first. */
export const chosenLocaleOf = (request: FastifyRequest): Locale =>
  (switchedTo.exec(header(request, 'cookie') ?? '')?.[1] as Locale | undefined) ?? localeOf(request)

export const addressOf = (request: FastifyRequest, isTrusted: AddressList): string | null =>
  clientAddress(request.socket.remoteAddress ?? '', header(request, 'x-forwarded-for'), isTrusted)

/**
 * Path and query of a request line. Not by URL: what stands in the line may be no URL ("//"), or one of another
 * host (absolute form), and neither is an address of ours. null then.
 */
export function addressIn(url: string): { pathname: string; query: URLSearchParams } | null {
  if (!url.startsWith('/') || url.startsWith('//')) return null
  const mark = url.indexOf('?')
  if (mark < 0) return { pathname: url, query: new URLSearchParams() }
  return { pathname: url.slice(0, mark), query: new URLSearchParams(url.slice(mark + 1)) }
}

/** One header as text; repeated ones joined. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

/**
 * Whether a write may have come from a page of ours or from a program: a page of another origin may not
 * (its visitors would be the cheapest botnet). Browsers send Sec-Fetch-Site; older ones at least Origin.
 */
export function isOwnOrigin(request: FastifyRequest, publicUrl: string | undefined): boolean {
  const site = header(request, 'sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const origin = header(request, 'origin')
  if (origin === undefined) return true
  if (publicUrl) return origin === new URL(publicUrl).origin
  return origin === `http://${request.headers.host}` || origin === `https://${request.headers.host}`
}

/** The origin that answers name: ours by setting, else the one they were asked by. */
export function originOf(request: FastifyRequest, publicUrl: string | undefined): string {
  if (publicUrl) return publicUrl.replace(/\/$/, '')
  const host = request.headers.host ?? ''
  return /^[a-z0-9.-]{1,100}(:\d{1,5})?$/i.test(host) ? `${request.protocol}://${host}` : 'http://localhost'
}

/** Whether readers come by https: cookies may then be bound to it. */
export const isHttps = (request: FastifyRequest, publicUrl: string | undefined): boolean =>
  originOf(request, publicUrl).startsWith('https:')

/** Does If-None-Match name this tag? Weak comparison, as RFC 9110 asks for GET. */
export function hasTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch) return false
  if (ifNoneMatch === etag) return true
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return ifNoneMatch
    .slice(0, 1_000)
    .split(',')
    .some((tag) => tag.trim() === '*' || bare(tag) === bare(etag))
}

/** What every page of the web may read with a script, and which headers of it. */
export const forAnybody = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Link, Retry-After',
}

/**
 * Sends JSON that anybody may read and caches may keep for `seconds`; 304 when the reader has it already.
 * @param keep how long the front may keep it ready; absent: not at all
 */
export function sendPublicJson(
  request: FastifyRequest,
  reply: FastifyReply,
  json: string,
  seconds: number,
  keep?: Omit<Keep, 'body'>,
): FastifyReply {
  const etag = `"${createHash('sha1').update(json).digest('base64url').slice(0, 20)}"`
  reply.headers({
    ...forAnybody,
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': `public, max-age=${seconds}, stale-while-revalidate=60, stale-if-error=86400`,
    'content-type': 'application/json; charset=utf-8',
    etag,
  })
  if (keep) {
    sayAge(reply, keep.ageMs ?? 0)
    keepReady(reply, { ...keep, body: json })
  }
  return hasTag(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(json)
}
