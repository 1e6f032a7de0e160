/**
 * What the service worker keeps: the offline pages of this build, files whose names change with their content, and
 * the service pages visited last. Nothing else is ever kept: no API, no stream, no administration.
 */

/** Changes with every build, put in its place when the script is built. */
declare const workerVersion: string

const shellCache = `desk-shell-${workerVersion}`
const fileCache = 'desk-files'
const pageCache = 'desk-pages'

const mostFiles = 150
const mostPages = 20
/** So long a page may take before a kept one is shown in its place. */
const patienceMs = 3_000

const filePrefix = '/_next/static/'
export const isFile = ({ pathname }: URL): boolean => pathname.startsWith(filePrefix)
/** Pages of ours, and the bare addresses that lead to them. */
export const isPage = ({ pathname }: URL): boolean => /^\/(?:$|(?:en|ar|status)(?:\/|$))/.test(pathname)
/** A query may name a report: such a page is one person's. */
const isKeptPage = ({ pathname, search }: URL): boolean =>
  search === '' && /^\/(?:en|ar)\/status\/[a-z0-9-]+$/.test(pathname)

/** What was put in first goes first. */
async function keepAtMost(most: number, cache: Cache): Promise<void> {
  const all = await cache.keys()
  for (const old of all.slice(0, Math.max(0, all.length - most))) await cache.delete(old)
}

/** A file by its name, asked for once. */
export async function takeFile(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const cache = await caches.open(fileCache)
    await cache.put(request, answer.clone())
    await keepAtMost(mostFiles, cache)
  }
  return answer
}

async function keepPage(url: URL, answer: Response): Promise<void> {
  const isOurs = answer.ok && !/private|no-store/.test(answer.headers.get('cache-control') ?? '')
  if (!isOurs || answer.redirected) return
  const cache = await caches.open(pageCache)
  await cache.delete(url.pathname)
  await cache.put(url.pathname, answer)
  await keepAtMost(mostPages, cache)
}

const shellFor = async ({ pathname }: URL, languages: readonly string[]): Promise<Response | undefined> => {
  const [, named = ''] = pathname.split('/')
  const locale = named === 'en' || named === 'ar' ? named : languages[0]?.startsWith('ar') ? 'ar' : 'en'
  return (await caches.open(shellCache)).match(`/${locale}/offline`, { ignoreVary: true })
}

/** The page from the network; a kept one when that takes too long or fails; else the offline page. */
export async function openPage(
  request: Request,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Response> {
  const url = new URL(request.url)
  const kept = isKeptPage(url)
    ? await (await caches.open(pageCache)).match(url.pathname, { ignoreVary: true })
    : undefined
  const fresh = fetch(request).then((answer) => {
    if (isKeptPage(url)) waitUntil(keepPage(url, answer.clone()).catch(() => {}))
    return answer
  })
  const failed = fresh.catch(() => null)
  // An answer that comes late is kept all the same.
  waitUntil(failed)
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs))
  const answer = await Promise.race(kept ? [failed, late] : [failed])
  if (answer && (answer.status < 500 || !kept)) return answer
  return kept ?? (await shellFor(url, navigator.languages)) ?? fresh
}

/** Keeps what the first page of a visit was made of: it came before there was a worker. */
export async function keepFirstPage(page: string, files: string[]): Promise<void> {
  const url = new URL(page, location.origin)
  if (isKeptPage(url)) await keepPage(url, await fetch(url.pathname))
  for (const file of files.slice(0, mostFiles)) {
    const address = new URL(file, location.origin)
    if (address.origin === location.origin && isFile(address))
      await takeFile(new Request(address)).catch(() => {})
  }
}

/**
 * Fetches the offline pages with every file they name, and the script that fills them. A page whose own script is
 * missing shows an error in its place; so these files are the shell's own, and never go for younger ones.
 */
export async function keepShell(): Promise<void> {
  const cache = await caches.open(shellCache)
  const files = new Set<string>()
  for (const locale of ['en', 'ar']) {
    const answer = await fetch(`/${locale}/offline`, { cache: 'no-cache' })
    if (!answer.ok) throw new Error(`no offline page: ${answer.status}`)
    const html = await answer.clone().text()
    for (const [file] of html.matchAll(/\/_next\/static\/[\w./~-]+\.(?:css|js|woff2)/g)) files.add(file)
    await cache.put(`/${locale}/offline`, answer)
  }
  await cache.addAll([...files])
  const script = await fetch('/device.js', { cache: 'no-cache' })
  if (script.ok) await cache.put('/device.js', script)
}

/** The pages' own script: from the network while there is one, so that a new build is never held back. */
export const takeDeviceScript = async (request: Request): Promise<Response> => {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await (await caches.open(shellCache)).match('/device.js', { ignoreVary: true })
    if (!kept) throw error
    return kept
  }
}

/** Drops what earlier builds kept. */
export async function dropOldShells(): Promise<void> {
  const ours = [shellCache, fileCache, pageCache]
  for (const name of await caches.keys())
    if (name.startsWith('desk-') && !ours.includes(name)) await caches.delete(name)
}
