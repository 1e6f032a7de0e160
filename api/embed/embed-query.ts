import { isLocale, type Locale, locales } from '#core/locale.ts'
import { type Status, statuses } from '#core/status.ts'
import { languageOf } from '../http.ts'

/** What the address of an embed or badge may ask for. Unknown values fall back silently: a host page never breaks. */

export const sizes = ['bar', 'card', 'chart'] as const
export type Size = (typeof sizes)[number]

export const themes = ['auto', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Without a ground of its own: its letters are as the device wants them, or for a light or a dark ground around it. */
const clearThemes = { transparent: 'auto', 'transparent-light': 'light', 'transparent-dark': 'dark' } as const

export const digitSets = ['latn', 'arab'] as const
export type DigitSet = (typeof digitSets)[number]

/** States that a sample may show (api/embed/embed-sample.ts). */
const samples = statuses

export type Query = Record<string, unknown>

const oneOf = <Value extends string>(known: readonly Value[], asked: unknown, otherwise: Value): Value =>
  known.find((value) => value === asked) ?? otherwise

export const sizeOf = (query: Query): Size => oneOf(sizes, query.size, 'card')

export const themeOf = (query: Query, otherwise: Theme = 'auto'): Theme =>
  oneOf(themes, query.theme, otherwise)

/** The theme of an embed, and whether what is around it shows through. */
export function dressOf(query: Query): { theme: Theme; isClear: boolean } {
  const clear = Object.entries(clearThemes).find(([name]) => name === query.theme)?.[1]
  return { theme: clear ?? themeOf(query), isClear: clear !== undefined }
}

/** Digits are chosen for Arabic; in English there is one set. */
export const digitsOf = (query: Query, locale: Locale): DigitSet =>
  locale === 'ar' ? oneOf(digitSets, query.digits, 'latn') : 'latn'

/** The state of which a made-up sample is asked for; null: the real one. */
export const sampleStatusOf = (query: Query): Status | null =>
  samples.find((status) => status === query.sample) ?? null

/** What each name may say; anything else is a stranger's wording of the same. */
const words: Record<string, readonly string[]> = {
  size: sizes,
  theme: [...themes, ...Object.keys(clearThemes)],
  lang: locales,
  digits: digitSets,
  sample: samples,
}

/** Whether an address asks in our own words only: such addresses are few, and worth keeping answers for. */
export const isPlain = (query: Query): boolean =>
  Object.entries(query).every(([name, value]) => words[name]?.includes(String(value)) ?? false)

/** The language of an answer, and whether the reader's header decided it (then caches must know: Vary). */
export function askedLocale(
  query: Query,
  acceptLanguage: string | undefined,
): { locale: Locale; varies: boolean } {
  const asked = typeof query.lang === 'string' ? query.lang.toLowerCase() : ''
  return isLocale(asked)
    ? { locale: asked, varies: false }
    : { locale: languageOf(acceptLanguage), varies: true }
}
