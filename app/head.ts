import type { Metadata } from 'next'
import { headers } from 'next/headers'
import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'

/** Public origin of this site: told by the front, else what the browser asked for. */
export async function siteOrigin(): Promise<string> {
  const asked = await headers()
  const told = asked.get('x-desk-origin')
  if (told) return told.replace(/\/$/, '')
  const protocol = asked.get('x-forwarded-proto') ?? 'http'
  return `${protocol}://${asked.get('x-forwarded-host') ?? asked.get('host') ?? 'localhost'}`
}

/** Head of a page: title, description, canonical, both languages, and no robots where data is made up. */
export async function pageHead(page: {
  locale: Locale
  /** Address without its language and query: "/status/chatgpt". */
  path: string
  title: string
  description: string
  indexed: boolean
}): Promise<Metadata> {
  const origin = await siteOrigin()
  const brand = translatorOf(page.locale)('brand')
  const address = (locale: Locale): string => `${origin}/${locale}${page.path}`
  return {
    title: `${page.title} · ${brand}`,
    description: page.description,
    alternates: {
      canonical: address(page.locale),
      languages: { en: address('en'), ar: address('ar'), 'x-default': address('en') },
    },
    openGraph: {
      type: 'website',
      siteName: brand,
      title: page.title,
      description: page.description,
      url: address(page.locale),
      locale: page.locale,
    },
    ...(!page.indexed && { robots: { index: false } }),
  }
}

/**
 * Head of a page for something that does not exist. Next's own notFound() answers 404 with a body that only
 * script fills in, so we draw a real page and mark it; the front answers it with the status named here.
 */
export const missingHead = (locale: Locale): Metadata => ({
  title: translatorOf(locale)('error.notFoundTitle'),
  robots: { index: false },
  other: { 'desk-status': '404' },
})
