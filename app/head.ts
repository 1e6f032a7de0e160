import type { Metadata } from 'next'
import { headers } from 'next/headers'
import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { type Crumb, type DatasetFacts, structuredData } from './structured-data.ts'

/** Public origin of this site: told by the front, else what the browser asked for. */
export async function siteOrigin(): Promise<string> {
  const asked = await headers()
  const told = asked.get('x-desk-origin')
  if (told) return told.replace(/\/$/, '')
  const protocol = asked.get('x-forwarded-proto') ?? 'http'
  return `${protocol}://${asked.get('x-forwarded-host') ?? asked.get('host') ?? 'localhost'}`
}

/** What a page's head tells of it. */
export interface PageSubject {
  locale: Locale
  /** Address without its language and query: "/status/chatgpt". */
  path: string
  title: string
  description: string
  indexed: boolean
  /** Its share image: address without origin and language, and what is seen on it. Absent: that of the site. */
  image?: { path: string; alt: string } | undefined
  /** When what it says was last true, ISO. */
  modified?: string | undefined
  /** It will hardly change any more: caches may keep it for long (server/pages/page-lifetime.ts). */
  isLasting?: boolean | undefined
  /** The way to it from the home page, itself included. */
  crumbs?: Crumb[] | undefined
  dataset?: DatasetFacts | undefined
  /** Short facts that chats show beside the title. */
  labels?: [name: string, value: string][] | undefined
  /** Service whose incidents its feeds tell. Absent: all. */
  feed?: { slug: string; name: string } | undefined
}

const feedTypes = {
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  json: 'application/feed+json',
} as const

/**
 * Head of a page: title, description, canonical, both languages, feeds, what is shown where its address is pasted, and
 * no robots where data is made up. The front puts it in order (server/pages/page-head.ts).
 */
export async function pageHead(page: PageSubject): Promise<Metadata> {
  const { locale, path, title, description, feed, labels = [] } = page
  const origin = await siteOrigin()
  const t = translatorOf(locale)
  const brand = t('brand')
  const address = (language: Locale): string => `${origin}/${language}${path}`
  const url = address(locale)
  const image = page.image ?? { path: '.png', alt: t('share.siteAlt', { brand }) }
  const feedPath = feed ? `/status/${feed.slug}/feed` : '/feed'
  const feedTitle = feed ? t('feed.service', { s: feed.name, brand }) : t('feed.all', { brand })
  const crumbs = page.crumbs && [{ name: brand, path: '' }, ...page.crumbs]
  const data = structuredData({ ...page, origin, url, crumbs })
  return {
    title: t('titled', { title, brand }),
    description,
    alternates: {
      canonical: url,
      languages: { en: address('en'), ar: address('ar'), 'x-default': address('en') },
      types: Object.fromEntries(
        Object.entries(feedTypes).map(([kind, type]) => [
          type,
          [{ url: `${origin}${feedPath}.${kind}?lang=${locale}`, title: feedTitle }],
        ]),
      ),
    },
    openGraph: {
      type: 'website',
      siteName: brand,
      title,
      description,
      url,
      locale,
      alternateLocale: locale === 'en' ? 'ar' : 'en',
      images: {
        url: `${origin}/og/${locale}${image.path}`,
        type: 'image/png',
        width: 1200,
        height: 630,
        alt: image.alt,
      },
    },
    twitter: { card: 'summary_large_image' },
    other: {
      ...Object.fromEntries(
        labels.flatMap(([name, value], index) => [
          [`twitter:label${index + 1}`, name],
          [`twitter:data${index + 1}`, value],
        ]),
      ),
      'desk-data': data,
      ...(page.isLasting && { 'desk-lasting': '1' }),
    },
    ...(!page.indexed && { robots: { index: false } }),
  }
}

/**
 * Head of a page for something that does not exist. Next's own notFound() answers 404 with a body that only
 * script fills in, so we draw a real page and mark it; the front answers it with the status named here.
 */
export function missingHead(locale: Locale): Metadata {
  const t = translatorOf(locale)
  return {
    title: t('titled', { title: t('error.notFoundTitle'), brand: t('brand') }),
    robots: { index: false },
    other: { 'desk-status': '404' },
  }
}
