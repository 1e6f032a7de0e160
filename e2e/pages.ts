import type { APIRequestContext } from '@playwright/test'

export type Language = 'en' | 'ar'
export const languages = ['en', 'ar'] as const
export const themes = ['light', 'dark'] as const

/** Every page there is, by the name its pictures carry; addresses without the language. */
export const pages = {
  home: '',
  service: '/status/whatsapp',
  'service-reports': '/status/whatsapp/reports',
  'service-history': '/status/whatsapp/history',
  'service-map': '/status/whatsapp/map?map=1',
  search: '/search?q=stc',
  'search-nothing': '/search?q=zzzzzz',
  categories: '/categories',
  category: '/categories/ai',
  archive: '/incidents',
  map: '/map?map=1',
  country: '/map/sa',
  'compare-picker': '/compare',
  compare: '/compare/chatgpt-vs-whatsapp',
  embed: '/embed?s=whatsapp',
  developers: '/developers',
  'developers-api': '/developers/api',
  'developers-changelog': '/developers/changelog',
  methodology: '/methodology',
  playground: '/methodology/playground?s=whatsapp',
  platform: '/platform',
  request: '/request',
  following: '/following',
  settings: '/settings',
  offline: '/offline',
  about: '/about',
  privacy: '/privacy',
  terms: '/terms',
  accessibility: '/accessibility',
  unknown: '/status/notoin',
  missing: '/no-such-page',
} as const

/** Those that are compared with their pictures on a quiet day. */
export const pictured = (({ home, service, archive, map, compare, embed }) => ({
  home,
  service,
  archive,
  map,
  compare,
  embed,
}))(pages)

/** Pages that answer 404, by right. */
export const missing: readonly string[] = [pages.unknown, pages.missing]

/** The newest incident's page, without the language. */
export async function newestIncident(request: APIRequestContext, site: string): Promise<string> {
  const { incidents } = (await (await request.get(`${site}/api/v1/incidents`)).json()) as {
    incidents: { id: string }[]
  }
  return `/incidents/${incidents[0]!.id}`
}
