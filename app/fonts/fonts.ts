import type { Locale } from '#core/locale.ts'

// The bundler gives each file its address, the same as in the style sheet.
const markaziLatin = new URL('./markazi-latin.woff2', import.meta.url).href
const markaziArabic = new URL('./markazi-arabic.woff2', import.meta.url).href
const publicSans = new URL('./public-sans.woff2', import.meta.url).href
const notoSansArabic = new URL('./noto-sans-arabic.woff2', import.meta.url).href

const files: Record<Locale, string[]> = {
  en: [markaziLatin, publicSans],
  // Figures and the names of services are Latin in Arabic text too.
  ar: [markaziArabic, notoSansArabic, markaziLatin, publicSans],
}

/** Fonts that the first screen of a language needs: asked for before the style sheet names them. */
export const fontsOf = (locale: Locale): string[] => files[locale]
