import type { APIRequestContext } from '@playwright/test'

export type Language = 'en' | 'ar'
export const languages = ['en', 'ar'] as const
export const themes = ['light', 'dark'] as const

/** Every page there is, by the name its pictures carry; addresses without the language. */
export const pages = {
  home: '',
  service: '/status/whatsapp',
  search: '/search?q=stc',
  'search-nothing': '/search?q=zzzzzz',
  categories: '/categories',
  category: '/categories/ai',
  archive: '/incidents',
  methodology: '/methodology',
  privacy: '/privacy',
  embed: '/embed',
  request: '/request',
  missing: '/no-such-page',
} as const

/** Pages that answer 404, by right. */
export const missing: readonly string[] = [pages.missing, '/status/notoin']

/** The newest incident's page, without the language. */
export async function newestIncident(request: APIRequestContext, site: string): Promise<string> {
  const { incidents } = (await (await request.get(`${site}/api/v1/incidents`)).json()) as {
    incidents: { id: string }[]
  }
  return `/incidents/${incidents[0]!.id}`
}
