/** The two first languages. Neither is a translation of the other. */
export const locales = ['en', 'ar'] as const

export type Locale = (typeof locales)[number]

/** The cookie that names the language a reader switched to. Script sets it (device/language-link.ts), the front reads it. */
export const languageCookie = 'lang'

/** One text in both languages. */
export type Text = Record<Locale, string>

export const isLocale = (value: string): value is Locale => (locales as readonly string[]).includes(value)
