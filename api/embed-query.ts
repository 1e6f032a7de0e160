import { isLocale, type Locale } from '#core/locale.ts'

/** What the address of an embed or badge may ask for. Unknown values fall back silently: a host page never breaks. */

export const sizes = ['bar', 'card', 'chart'] as const
export type Size = (typeof sizes)[number]

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export type Query = Record<string, unknown>

const oneOf = <Value extends string>(known: readonly Value[], asked: unknown, otherwise: Value): Value =>
  known.find((value) => value === asked) ?? otherwise

export const sizeOf = (query: Query): Size => oneOf(sizes, query.size, 'card')

export const themeOf = (query: Query, otherwise: Theme = 'auto'): Theme =>
  oneOf(themes, query.theme, otherwise)

/** The first of our languages in the order the reader prefers (RFC 9110, 12.5.4), else English. */
export function preferredLocale(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
      return { locale: tag.trim().split('-')[0] ?? '', quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { locale } of wanted) if (isLocale(locale)) return locale
  return 'en'
}

/** The language of an answer, and whether the reader's header decided it (then caches must know: Vary). */
export function localeOf(
  query: Query,
  acceptLanguage: string | undefined,
): { locale: Locale; varies: boolean } {
  const asked = typeof query.lang === 'string' ? query.lang.toLowerCase() : ''
  return isLocale(asked)
    ? { locale: asked, varies: false }
    : { locale: preferredLocale(acceptLanguage), varies: true }
}
