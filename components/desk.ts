import type { Locale } from '#core/locale.ts'
import { type Clock, createClock, levantMonth, pageZones } from '#i18n/time.ts'
import type { Translator } from '#i18n/translate.ts'

/** What every block is drawn with: the language, its words and the clock of one time zone. */
export interface Desk {
  locale: Locale
  t: Translator
  clock: Clock
}

/** A desk in the zone of the first HTML, or in the reader's own. */
export const deskOn = (t: Translator, zone: string = pageZones[t.locale], levant = false): Desk => ({
  locale: t.locale,
  t,
  clock: createClock(t, zone, levant ? levantMonth : undefined),
})
