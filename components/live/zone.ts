'use client'
import { startTransition, useEffect, useState } from 'react'
import type { Locale } from '#core/locale.ts'
import { readerZone } from '#device/preferences.ts'
import { pageZones } from '#i18n/time.ts'

/**
 * The page's zone in the first HTML and while hydrating, the reader's own soon after that: told in slices, so that a slow
 * phone can be tapped meanwhile.
 */
export function useZone(locale: Locale): string {
  const [zone, setZone] = useState<string>(pageZones[locale])
  useEffect(() => startTransition(() => setZone(readerZone())), [])
  return zone
}
