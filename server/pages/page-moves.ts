import { comparePath, compareSet, mostCompared, readComparePath } from '#core/compare/compare-set.ts'
import { slugPattern } from '#core/report/report.ts'

/**
 * Where a page's address has its one proper form elsewhere: that form, or null. Path without its query.
 * @param findService the slug of what was typed, a slug or a name; null: nothing that is followed
 * @param mergedInto the slug of the service that this one has become a part of; null: of none
 */
export function movedTo(
  pathname: string,
  query: URLSearchParams,
  findService: (text: string) => string | null,
  mergedInto: (slug: string) => string | null,
): string | null {
  const [, locale, section, ...rest] = pathname.split('/')
  // The rows of all services, from which the front takes those of one reader (chosen-answers.ts), are nobody's page.
  if (section === 'following' && rest.join('/') === 'all') return `/${locale}/following`
  const slug = rest[0]?.toLowerCase()
  if (section === 'status' && slug && slug !== rest[0] && findService(slug) === slug)
    return join([`/${locale}/status/${slug}`, ...rest.slice(1)].join('/'), query)
  if (section === 'map') return movedMap(`/${locale}`, rest, query)
  if (section === 'compare' && rest.length <= 1)
    return movedCompare(`/${locale}`, rest[0], query, { findService, mergedInto })
  return null
}

/** Of services side by side there is one address: sorted, each once. What is not followed is left for the page to name. */
function movedCompare(
  locale: string,
  path: string | undefined,
  query: URLSearchParams,
  { findService, mergedInto }: Record<'findService' | 'mergedInto', (text: string) => string | null>,
): string | null {
  const isSlug = (text: string) => findService(text) === text || mergedInto(text) !== null
  const typed = query.getAll('s').slice(0, 2 * mostCompared)
  const asked =
    path === undefined
      ? compareSet(
          typed.map((text) => findService(text.trim().slice(0, 80)) ?? text.trim()),
          isSlug,
        )
      : readComparePath(path, isSlug)
  if (asked.unknown.length > 0 || asked.known.length === 0) return null
  const { known, ...now } = compareSet(
    asked.known.map((slug) => mergedInto(slug) ?? slug),
    isSlug,
  )
  const isTwice = asked.isTwice || now.isTwice
  const kept = new URLSearchParams()
  for (const name of ['range', 'unit']) {
    const value = query.get(name)
    if (value && /^\w{1,8}$/.test(value)) kept.set(name, value)
  }
  const note = isTwice ? 'twice' : known.length > mostCompared ? 'most' : null
  if (note) kept.set('note', note)
  const target = comparePath(known)
  const here = path === undefined ? `/compare?s=${typed[0]}` : `/compare/${path}`
  if (target === here && (path !== undefined || typed.length === 1)) return null
  return locale + target + (kept.size > 0 ? `${target.includes('?') ? '&' : '?'}${kept}` : '')
}

const join = (path: string, query: URLSearchParams): string => (query.size > 0 ? `${path}?${query}` : path)

/** The map's form asks by one field for a service or a category; countries are written small. */
function movedMap(locale: string, [country, ...more]: string[], query: URLSearchParams): string | null {
  if (country !== undefined) {
    const isLoud = /^[a-z]{2}$/i.test(country) && country !== country.toLowerCase() && more.length === 0
    return isLoud ? `${locale}/map/${country.toLowerCase()}` : null
  }
  const of = query.get('of')
  if (of === null) return null
  const [kind, slug = ''] = of.split(':')
  const kept = new URLSearchParams()
  const hour = query.get('hour')
  if (slugPattern.test(slug) && kind === 'category') kept.set('category', slug)
  if (hour && /^\d\d$/.test(hour)) kept.set('hour', hour)
  const path = kind === 'service' && slugPattern.test(slug) ? `/status/${slug}/map` : '/map'
  return join(locale + path, kept)
}
