import type { Locale } from '#core/locale.ts'

const files = {
  markaziLatin: new URL('./markazi-latin.woff2', import.meta.url),
  markaziArabic: new URL('./markazi-arabic.woff2', import.meta.url),
  publicSans: new URL('./public-sans.woff2', import.meta.url),
  notoSansArabic: new URL('./noto-sans-arabic.woff2', import.meta.url),
}
export const fontsOf = (locale: Locale): string[] => locale === 'ar' ? [files.markaziArabic.href, files.notoSansArabic.href, files.markaziLatin.href] : [files.markaziLatin.href, files.publicSans.href]
