import { createHash } from 'node:crypto'
import { formTokenPlaceholder } from '#core/report/form-token.ts'
import { compress, type Encoding } from '../door/encoding.ts'
import { addFollowForm } from './follow-form.ts'
import { arrangeHead, oembedOf } from './page-head.ts'
import type { Tense } from './page-lifetime.ts'
import { dropUnset, holdScripts } from './page-scripts.ts'
import type { PageAnswer } from './pages.ts'

/** A page so young is served as it is; a little older it is served while a new one is made. */
export const freshMs = 2_000
const staleMs = 60_000
/** After a failure an old page is served at once for so long, before the page process is asked again. */
const pauseMs = 5_000
/** So old a page is still better than none when the page process is away. */
const staleIfErrorMs = 86_400_000
const mostPages = 500

/** One rendered page, ready to be sent to anybody. */
export interface CachedPage {
  status: number
  /** Content-Security-Policy over the hashes of its inline scripts. */
  policy: string
  etag: string
  /** Link header: where programs find what to show of it elsewhere. Absent: nowhere. */
  link?: string
  madeAt: number
  /** passing: not there, or shown in place of one that cannot be made; lasting: it says that it will hardly change. */
  tense: Tense
  body(encoding: Encoding): Promise<Buffer>
}

export interface PageCache {
  /** The page, made by `render` at most once at a time. Rejects when there is none, not even an old one. */
  get(site: string, path: string, render: () => Promise<PageAnswer>): Promise<CachedPage>
  /** The page as it was, if it is not too old: what there is when none can be made. */
  last(site: string, path: string): CachedPage | null
  /** How old a page is, ms. */
  ageOf(page: CachedPage): number
  /** A page for one person: made ready in the same way, kept nowhere. */
  prepare(path: string, answer: PageAnswer): CachedPage
}

export interface PageCacheParts {
  now: () => number
  /** The token that proves a form of ours, for the service whose page `path` is; null for other pages. */
  formToken(path: string): string | null
  dev: boolean
}

/**
 * Rendered pages for seconds (RFC 9111, stale-while-revalidate and stale-if-error of RFC 5861): a page asked for
 * by a million people in a minute is rendered a few dozen times, and outlives a fallen page process.
 */
export function createPageCache({ now, formToken, dev }: PageCacheParts): PageCache {
  const pages = new Map<string, CachedPage>()
  const making = new Map<string, Promise<CachedPage>>()
  const failedAt = new Map<string, number>()

  const prepare = (path: string, answer: PageAnswer): CachedPage => {
    const token = formToken(path)
    const html = addFollowForm(answer.body.toString('utf8'))
    const filled = token ? html.replaceAll(formTokenPlaceholder, token) : html
    // In development React compares what it made with what is there, and would complain.
    const text = dev ? filled : dropUnset(holdScripts(arrangeHead(filled)))
    const body = Buffer.from(text)
    const ready: Partial<Record<Encoding, Promise<Buffer>>> = { identity: Promise.resolve(body) }
    const oembed = dev ? null : oembedOf(text)
    return {
      status: statusOf(answer, text),
      policy: dev ? '' : policyOf(text),
      etag: `"${createHash('sha1').update(body).digest('base64url').slice(0, 20)}"`,
      ...(oembed && { link: `<${oembed.json}>; rel="alternate"; type="application/json+oembed"` }),
      madeAt: now(),
      tense: tenseOf(answer, text),
      body: (encoding) => {
        ready[encoding] ??= compress(body, encoding)
        return ready[encoding]
      },
    }
  }

  const make = (key: string, path: string, render: () => Promise<PageAnswer>): Promise<CachedPage> => {
    const known = making.get(key)
    if (known) return known
    const made = render()
      .then((answer) => {
        if (answer.status >= 500) throw new Error(`the page answered ${answer.status}`)
        const page = prepare(path, answer)
        pages.delete(key)
        failedAt.delete(key)
        // Addresses that are not there are not worth the room.
        if (page.status === 200) pages.set(key, page)
        if (pages.size > mostPages) {
          const oldest = pages.keys().next().value!
          pages.delete(oldest)
          failedAt.delete(oldest)
        }
        return page
      })
      .catch((error) => {
        if (pages.has(key)) failedAt.set(key, now())
        throw error
      })
      .finally(() => making.delete(key))
    making.set(key, made)
    return made
  }

  return {
    prepare,
    last(site, path) {
      const page = pages.get(`${site} ${path}`)
      return page && now() - page.madeAt <= staleIfErrorMs ? page : null
    },
    ageOf: (page) => now() - page.madeAt,
    async get(site, path, render) {
      const key = `${site} ${path}`
      const page = pages.get(key)
      const age = page ? now() - page.madeAt : Number.POSITIVE_INFINITY
      // A page from the future was made before the clock was set back: it is served once more, and made anew.
      if (page && age >= 0 && age < freshMs) return page
      const paused = now() - (failedAt.get(key) ?? Number.NEGATIVE_INFINITY) < pauseMs
      if (page && paused && age <= staleIfErrorMs) return page
      const fresh = make(key, path, render)
      if (!page || age > staleIfErrorMs) return fresh
      if (age < staleMs) {
        fresh.catch(() => {})
        return page
      }
      return fresh.catch(() => page)
    },
  }
}

/**
 * A page that is not there is drawn whole, in the reader's language, and marked; Next's own way to say 404 leaves
 * an empty body to readers without script.
 */
const statusOf = (answer: PageAnswer, html: string): number =>
  Number(/<meta name="desk-status" content="(\d{3})"/.exec(html)?.[1] ?? answer.status)

/** A record that is closed says so in its head (app/head.ts). */
function tenseOf(answer: PageAnswer, html: string): Tense {
  if (answer.isOld || statusOf(answer, html) !== 200) return 'passing'
  return html.includes('<meta name="desk-lasting"') ? 'lasting' : 'usual'
}

/** A script as a content security policy names it. */
export const hashOf = (script: string): string =>
  `'sha256-${createHash('sha256').update(script).digest('base64')}'`

/** Only scripts of our own and the very inline ones of this page run; nobody may frame it. */
function policyOf(html: string): string {
  const hashes = new Set<string>()
  for (const [, attributes = '', script = ''] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (attributes.includes('src=') || attributes.includes('application/ld+json')) continue
    hashes.add(hashOf(script))
  }
  return [
    "default-src 'none'",
    `script-src 'self' ${[...hashes].join(' ')}`.trim(),
    "style-src 'self'",
    // Bars are as long as their share, which stands in a style attribute.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
