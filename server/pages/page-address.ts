import { rangeNames } from '#core/bucket.ts'
import { mostCompared } from '#core/compare/compare-set.ts'
import { ruleInForce } from '#core/detect/rule.ts'
import { readHour } from '#core/place/places.ts'
import { slugPattern } from '#core/report/report.ts'

/** An address under /en or /ar, brought to the form in which it is asked of the page process. */
export interface PageAddress {
  path: string
  /** The same for everybody, and one of few: worth keeping. Otherwise made anew for each who asks. */
  shared: boolean
  /** One person's answer: nobody else may get it. */
  personal: boolean
}

/** What the page may say in place of the form after a report without script. */
const said = [
  'duplicate',
  'undone',
  'busy',
  'slow',
  'invalid',
  'paused',
  'gone',
  'wait',
  'works',
  'flagged',
  'note',
]

/** The same of the form to ask for a service. */
const saidOfRequest = ['noted', 'again', 'invalid', 'slow', 'busy']

/** What the settings page and the list of followed services say after a form of theirs. */
const saidOfChoices = ['saved', 'cookieGone', 'cookieRefused', 'full']

/** Options of the embed builder. */
const ofBuilder = 's part form size theme lang digits ground colour width state'.split(' ')

const severities = ['major', 'possible']
const monthPattern = /^20\d\d-(0[1-9]|1[0-2])$/
const archiveFilters = ['service', 'category', 'country', 'severity']

const keep = (query: URLSearchParams, names: string[]): string => {
  const kept = new URLSearchParams()
  for (const name of names) {
    const value = query.get(name)
    if (value) kept.set(name, value.slice(0, 300))
  }
  const text = kept.toString()
  return text && `?${text}`
}

/**
 * Reads a page's address. Only queries that a page knows are passed on, so that nobody can fill the cache with
 * made-up ones.
 * @param known what is ours: receipts, and slugs that became a part of another
 */
export function readPageAddress(
  pathname: string,
  query: URLSearchParams,
  known: { isReceipt(receipt: string): boolean; mergedInto(slug: string): string | null },
): PageAddress {
  const shared = (names: string[] = []): PageAddress => ({
    path: pathname + keep(query, names),
    shared: true,
    personal: false,
  })
  const single = (names: string[], personal: boolean): PageAddress => ({
    path: pathname + keep(query, names),
    shared: false,
    personal,
  })
  const [, , section, ...rest] = pathname.split('/')
  if (section === 'status' && rest.length === 1) {
    const receipt = known.isReceipt(query.get('r') ?? '') ? ['r'] : []
    if (said.includes(query.get('said') ?? ''))
      return single(['said', ...receipt, 'at', 'added', 'w', 'problem', 'range'], true)
    if (receipt.length > 0) return single(['r', 'hid', 'range'], true)
    // Who was led here by another service's address is told why.
    if (known.mergedInto(query.get('from') ?? '') === rest[0]) return shared(['from'])
    return rangeNames.some((name) => name === query.get('range')) ? shared(['range']) : shared()
  }
  if ((section === 'settings' || section === 'following') && rest.length === 0)
    return shared(saidOfChoices.includes(query.get('said') ?? '') ? ['said'] : [])
  if (section === 'tell' && rest.length === 0) return single(['s', 'k', 'said'], true)
  if (section === 'request' && rest.length === 0) {
    if (saidOfRequest.includes(query.get('said') ?? '')) {
      return single(['said', 'name', 'website'], true)
    }
    return query.get('name') ? single(['name'], false) : shared()
  }
  if (
    (section === 'status' && rest.length === 2 && rest[1] === 'reports') ||
    (section === 'incidents' && rest.length === 1)
  ) {
    const before = query.get('before') ?? ''
    return /^[0-9a-f-]{36}$/.test(before) ? single(['before'], false) : shared()
  }
  if (section === 'status' && rest.length === 2 && rest[1] === 'history')
    return shared(
      [
        severities.includes(query.get('severity') ?? '') ? 'severity' : '',
        monthPattern.test(query.get('month') ?? '') ? 'month' : '',
      ].filter(Boolean),
    )
  if (section === 'compare') return readCompareAddress(pathname, query, rest.length > 0, shared)
  if (section === 'map' || (section === 'status' && rest[1] === 'map' && rest.length === 2))
    return readMapAddress(query, section === 'map' && rest.length === 0, shared)
  if (section === 'search' && query.has('q')) return single(['q'], false)
  if (section === 'methodology' && rest[0] === 'playground' && query.size > 0)
    return single(['s', ...Object.keys(ruleInForce)], false)
  if (section === 'embed' && query.size > 0) return single(ofBuilder, false)
  if (section === 'incidents' && (rest.length === 0 || rest.length === 2)) {
    // Filters are anybody's words and of any number: their answers are kept nowhere.
    if (archiveFilters.some((name) => query.get(name))) return single(['month', ...archiveFilters], false)
    if (rest.length === 0 && monthPattern.test(query.get('month') ?? '')) return shared(['month'])
  }
  return shared()
}

/** Who is told that a choice was saved and sends no cookie has a browser that keeps none: that is said instead. */
export const unkept = (address: PageAddress): PageAddress => ({
  ...address,
  path: address.path.replace('/settings?said=saved', '/settings?said=cookieRefused'),
})

/** A map by hour of the day and, of the world, by category: few enough to be kept. */
function readMapAddress(
  query: URLSearchParams,
  isWorld: boolean,
  shared: (names?: string[]) => PageAddress,
): PageAddress {
  const names = readHour(query.get('hour') ?? '') === null ? [] : ['hour']
  if (query.get('map') === '1') names.push('map')
  if (isWorld && slugPattern.test(query.get('category') ?? '')) names.push('category')
  return shared(names)
}

const units = ['times', 'reports']
const notes = ['twice', 'most']

/** A comparison by range and unit is kept; what somebody types to choose services is not. */
function readCompareAddress(
  pathname: string,
  query: URLSearchParams,
  isSet: boolean,
  shared: (names?: string[]) => PageAddress,
): PageAddress {
  const known = (name: string, values: readonly string[]) =>
    values.includes(query.get(name) ?? '') ? [name] : []
  if (isSet) return shared([...known('range', rangeNames), ...known('unit', units), ...known('note', notes)])
  const asked = new URLSearchParams()
  for (const text of query.getAll('s').slice(0, mostCompared)) if (text) asked.append('s', text.slice(0, 80))
  if (asked.size === 0) return shared()
  for (const name of known('note', notes)) asked.set(name, query.get(name)!)
  return { path: `${pathname}?${asked}`, shared: false, personal: false }
}
