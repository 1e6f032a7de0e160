'use client'
import { useEffect } from 'react'
import type { Locale } from '#core/locale.ts'
import { hasLevantMonths, readerZone } from '#device/preferences.ts'
import { pageZones } from '#i18n/time.ts'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { deskOn } from '../desk.ts'
import { redrawnEvent } from './live-parts.tsx'
import { tellTimes } from './tell-times.ts'

/**
 * Puts the times of a static page into the reader's zone once the page is hydrated. React never draws these
 * parts again, so their text may be rewritten; the live page draws its own.
 */
export function LocalTimes({ locale, messages, now }: { locale: Locale; messages: Messages; now: string }) {
  useEffect(() => {
    const zone = readerZone()
    if (zone === pageZones[locale] && !hasLevantMonths()) return
    const desk = deskOn(createTranslator(locale, messages), zone, locale === 'ar' && hasLevantMonths())
    const tell = () => {
      tellTimes(document, desk, now)
      // The hours to choose from (map/map-form.tsx): a choice holds no element.
      for (const hour of document.querySelectorAll<HTMLOptionElement>('option[data-at]')) {
        hour.textContent = desk.t('map.hour', { t: desk.clock.moment(hour.dataset.at!, now) })
      }
    }
    tell()
    document.addEventListener(redrawnEvent, tell)
    return () => document.removeEventListener(redrawnEvent, tell)
  }, [locale, messages, now])
  return null
}
