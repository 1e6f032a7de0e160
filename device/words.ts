import type { Locale } from '#core/locale.ts'
import { createClock } from '#i18n/time.ts'
import { createTranslator, type Messages, type Translator } from '#i18n/translate.ts'
import { readerZone } from './preferences.ts'

/** The messages of device/build.ts in both languages, put in its place when the script is built. */
declare const deviceMessages: Record<Locale, Messages>

export const pageLocale = (): Locale => (document.documentElement.lang === 'ar' ? 'ar' : 'en')

let made: Translator | undefined

/** The translator of the open page's language. */
export function words(): Translator {
  made ??= createTranslator(pageLocale(), deviceMessages[pageLocale()])
  return made
}

/** A moment in the reader's zone: "14:46", "14:46 yesterday". */
export const momentText = (at: string | number): string =>
  createClock(words(), readerZone()).moment(at, Date.now())
