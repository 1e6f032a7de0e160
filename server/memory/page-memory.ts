import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { isLocale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { createClock, pageZones } from '#i18n/time.ts'
import { readPageAddress } from '../pages/page-address.ts'
import type { PageAnswer, Pages } from '../pages/pages.ts'
import type { Memory } from './memory.ts'
import { mostAgeMs } from './snapshot.ts'

const gzip = promisify(zlib.gzip)
const gunzip = promisify(zlib.gunzip)

/** A page is kept anew at most so often. */
const keepEveryMs = 30_000
/** So long a page may take before an old one is shown instead. */
const patienceMs = 3_500

export interface PageMemoryParts {
  /** Pages as gzip in base64. */
  memory: Memory<string>
  now(): number
  isAway(): boolean
  /** Whether there is a public service of that slug, or was one that became a part of another. */
  isFollowed(slug: string): boolean
}

/**
 * The page process with a memory: while the store is away it is not asked at all, and readers get the page as it was,
 * with a line on top that says of when. Pages for one person are never kept.
 */
export function rememberPages(pages: Pages, { memory, now, isAway, isFollowed }: PageMemoryParts): Pages {
  const keep = async (key: string, { body }: PageAnswer) => {
    const at = now()
    if (Math.abs(at - (memory.recall(key)?.at ?? Number.NEGATIVE_INFINITY)) < keepEveryMs) return
    memory.keep(key, at, (await gzip(body)).toString('base64'))
  }
  const recall = async (key: string, path: string): Promise<PageAnswer | null> => {
    const kept = memory.recall(key)
    const slug = /^\/(?:en|ar)\/status\/([^/?]+)/.exec(path)?.[1]
    if (!kept || now() - kept.at > mostAgeMs || (slug && !isFollowed(slug))) return null
    const html = (await gunzip(Buffer.from(kept.value, 'base64'))).toString('utf8')
    const body = Buffer.from(withNotice(html, path, kept.at, now()))
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body, isOld: true }
  }

  /** Rejects if the page is late and there is something better than to wait for it. */
  const inTime = (asked: Promise<PageAnswer>, isKnown: boolean) =>
    new Promise<PageAnswer>((resolve, reject) => {
      const timer = setTimeout(() => {
        if (isKnown || isAway()) reject(new Error('the page is late'))
      }, patienceMs)
      asked.then(resolve, reject).finally(() => clearTimeout(timer))
    })

  return {
    get ready() {
      return pages.ready
    },
    pipe: pages.pipe,
    upgrade: pages.upgrade,
    stop: pages.stop,
    async fetch(path, origin) {
      const key = `${origin} ${path}`
      const isShared = isForAll(path)
      try {
        // The page about this site itself needs no store.
        if (isAway() && !isOwnAccount(path)) throw new Error('the store is away')
        const answer = await inTime(pages.fetch(path, origin), memory.recall(key) !== undefined)
        if (answer.status >= 500) throw new Error(`the page answered ${answer.status}`)
        // What is not there is told by a mark in a page that is (page-cache.ts).
        const isThere = answer.status === 200 && !answer.body.includes('<meta name="desk-status"')
        if (isShared && isThere) keep(key, answer).catch(() => {})
        // A service that was hidden since must not come back with the next trouble.
        else if (isShared) memory.forget(key)
        return answer
      } catch (error) {
        const kept = isShared ? await recall(key, path) : null
        if (!kept) throw error
        return kept
      }
    },
  }
}

/** The page that says how this site is doing. */
const isOwnAccount = (path: string): boolean => /^\/(en|ar)\/platform$/.test(path)

/** Pages with a note of their own are not remembered. */
const nothing = { isReceipt: () => false, mergedInto: () => null }

/** Whether the address in this form is the same page for everybody, and one of few. */
function isForAll(address: string): boolean {
  const [pathname = '', query] = address.split('?')
  const { path, shared } = readPageAddress(pathname, new URLSearchParams(query), nothing)
  return shared && path === address
}

/**
 * The page with the time it is of. An element that the page itself does not begin with: React passes over such a
 * stranger when it wakes the page up.
 */
function withNotice(html: string, path: string, at: number, now: number): string {
  const asked = path.split('/')[1] ?? ''
  const locale = isLocale(asked) ? asked : 'en'
  const t = translatorOf(locale)
  const clock = createClock(t, pageZones[locale])
  const iso = new Date(at).toISOString()
  const said = t.rich<string>('widget.staleSince', {
    at: `${clock.moment(at, now)} (${clock.zoneName(at)})`,
    time: (parts) => `<time datetime="${iso}">${parts.join('')}</time>`,
  })
  const style = 'display:block;padding:.75rem 1rem;border-bottom:2px solid;font-weight:600;text-align:center'
  return html.replace(
    /<body[^>]*>/,
    (body) => `${body}<output data-stale="${iso}" style="${style}">${said.join('')}</output>`,
  )
}
