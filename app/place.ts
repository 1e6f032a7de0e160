import { cache } from 'react'
import type { Locale } from '#core/locale.ts'

/**
 * Where a request is: pages for addresses that do not exist get no parameters, so the layout above them
 * writes them down. A layout is always done before what it wraps begins.
 */
export const placeOf = cache((): { locale: Locale; slug: string | null } => ({ locale: 'en', slug: null }))
