/** How long a page may be kept at the edge, by what it shows (DESIGN.md 1.2). Browsers always ask again. */

/** Seconds; null: by nobody but its reader's own browser. */
export interface Lifetime {
  seconds: number
  staleSeconds: number
}

const hour = 3_600
const day = 86_400
/** So old a page is still better than none. */
const staleIfErrorSeconds = day

const ofRange: Record<string, number> = { '7d': 60, '30d': 300 }
/** Pages below a service's. */
const ofService: Record<string, number> = { reports: 15, history: 300, map: 60 }
const ofSection: Record<string, number> = {
  search: 60,
  map: 60,
  compare: 60,
  categories: 15,
  embed: hour,
  developers: hour,
  methodology: 300,
  platform: 15,
  request: hour,
  about: day,
  privacy: day,
  terms: day,
  accessibility: day,
  offline: day,
}
/** What only the reader's device knows is drawn there. */
const ofDevice = ['following', 'settings']

/** What is known of a page beside its address: that it is soon another, or hardly ever. */
export type Tense = 'passing' | 'usual' | 'lasting'

/**
 * The lifetime of the page at `address`, a path with the query that it knows.
 * @param now ms
 */
export function lifetimeOf(address: string, tense: Tense, now: number): Lifetime | null {
  const [path = '', search] = address.split('?')
  const query = new URLSearchParams(search)
  const [, , section = '', first, second] = path.split('/')
  if (ofDevice.includes(section)) return null
  const stale = (seconds: number, staleSeconds = 60): Lifetime => ({ seconds, staleSeconds })
  if (tense === 'passing') return stale(15)
  if (section === 'status') {
    if (second !== undefined) return stale(ofService[second] ?? 15)
    return stale(ofRange[query.get('range') ?? ''] ?? 15, 120)
  }
  if (section === 'incidents') {
    if (first !== undefined && second === undefined) return stale(tense === 'lasting' ? hour : 15)
    const month = second === undefined ? query.get('month') : `${first}-${second}`
    // A month that is over stays as it was.
    return stale(month && month < new Date(now).toISOString().slice(0, 7) ? hour : 60)
  }
  // The form to choose services says nothing of now.
  if (section === 'compare' && first === undefined && query.size === 0) return stale(hour)
  return stale(ofSection[section] ?? 15)
}

/** Cache-Control of a page that is the same for everybody. */
export const cacheControlOf = (lifetime: Lifetime | null): string =>
  lifetime
    ? `public, max-age=0, s-maxage=${lifetime.seconds}, stale-while-revalidate=${lifetime.staleSeconds}, stale-if-error=${staleIfErrorSeconds}`
    : 'private, no-cache'
