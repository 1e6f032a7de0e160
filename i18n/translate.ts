import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format'
import type { Locale } from '#core/locale.ts'

/** Compiled messages by dotted key. Plain JSON, so a page can hand the few that an island needs to the browser. */
export type Messages = Record<string, CompiledMessage>

export type Values = Record<string, string | number>

export interface Translator {
  locale: Locale
  /** BCP 47 tag that fixes calendar and digits, so that server and browser never disagree. */
  tag: string
  (key: string, values?: Values): string
  /** For messages with <tags>: each tag is wrapped by the function of its name. */
  rich<Part>(key: string, values: FormatValues<Part>): (string | Part)[]
}

/** Plain "ar" gives other digits on other machines; the tag pins them. */
export const localeTags: Record<Locale, string> = { en: 'en', ar: 'ar-u-nu-latn-ca-gregory' }

export const direction = (locale: Locale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr')

const cached = <Args extends [tag?: string | string[], options?: object], Result>(
  make: (...args: Args) => Result,
) => {
  const made = new Map<string, Result>()
  return (...args: Args): Result => {
    const key = JSON.stringify(args)
    const known = made.get(key)
    if (known) return known
    const fresh = make(...args)
    made.set(key, fresh)
    return fresh
  }
}

/** Intl objects are dear to make and cheap to keep. */
const formatters = {
  getNumberFormat: cached(
    (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  ),
  getDateTimeFormat: cached(
    (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  ),
  getPluralRules: cached(
    (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
  ),
}

export const { getNumberFormat, getDateTimeFormat } = formatters

/** A translator over some messages. An unknown key is a defect of ours and throws. */
export function createTranslator(locale: Locale, messages: Messages): Translator {
  const tag = localeTags[locale]
  const find = (key: string): CompiledMessage => {
    const message = messages[key]
    if (message === undefined) throw new Error(`no message "${key}" in ${locale}`)
    return message
  }
  const translate = (key: string, values?: Values): string => {
    const said = format<string>(find(key), tag, values, { formatters })
    return Array.isArray(said) ? said.join('') : said
  }
  const rich = <Part>(key: string, values: FormatValues<Part>): (string | Part)[] => {
    const said = format<Part>(find(key), tag, values, { formatters })
    return Array.isArray(said) ? said : [said]
  }
  return Object.assign(translate, { locale, tag, rich })
}
