'use client'
import { useSyncExternalStore } from 'react'
import type { Locale } from '#core/locale.ts'
import { readerZone } from '#device/preferences.ts'
import { pageZones } from '#i18n/time.ts'

const never = () => () => {}

/** The page's zone in the first HTML and while hydrating, the reader's own after that. */
export const useZone = (locale: Locale): string =>
  useSyncExternalStore(never, readerZone, () => pageZones[locale])
