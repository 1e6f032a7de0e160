import { slugPattern } from '#core/report.ts'

/** Where a page's address has its one proper form elsewhere: that form, or null. Path without its query. */
export function movedTo(pathname: string, query: URLSearchParams): string | null {
  const [, locale, section, ...rest] = pathname.split('/')
  if (section === 'map') return movedMap(`/${locale}`, rest, query)
  return null
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
