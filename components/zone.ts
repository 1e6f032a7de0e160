'use client'
import { useSyncExternalStore } from 'react'
import type { Locale } from '#core/locale.ts'
import { pageZones } from '#i18n/time.ts'

/** The device's time zone, by its IANA name. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

const never = () => () => {}

/** The page's zone in the first HTML and while hydrating, the reader's own after that. */
export const useZone = (locale: Locale): string =>
  useSyncExternalStore(never, deviceZone, () => pageZones[locale])
