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
