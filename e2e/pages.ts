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
  'developers-webhooks': '/developers/webhooks',
  'developers-changelog': '/developers/changelog',
  methodology: '/methodology',
  playground: '/methodology/playground?s=whatsapp',
  platform: '/platform',
  request: '/request',
  tell: '/tell?s=whatsapp',
  'tell-answer': '/tell?s=whatsapp&k=AAAAAAAAAAAAAAAAAAAAAA',
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
export const pictured = (({ home, service, archive, map, compare, embed, methodology }) => ({
  home,
  service,
  history: '/status/chatgpt/history',
  archive,
  map,
  compare,
  embed,
  methodology,
}))(pages)

/** Those that are compared while ChatGPT is in trouble; the incidents' pages come beside them. */
export const picturedInTrouble = {
  'home-trouble': pages.home,
  'service-trouble': '/status/chatgpt',
  'map-trouble': pages.map,
  'compare-trouble': pages.compare,
} as const

/** Pages that answer 404, by right. */
export const missing: readonly string[] = [pages.unknown, pages.missing]

/** The page of the incident that the stage's outage made, or of the last one before it: the same in every run. */
export async function stagedIncident(
  request: APIRequestContext,
  site: string,
  which: 'open' | 'over',
): Promise<string> {
  const answer = await request.get(`${site}/api/v1/incidents?service=chatgpt&severity=major&limit=100`)
  const { incidents } = (await answer.json()) as {
    incidents: { id: string; endedAt: string | null; falseAlarm: boolean }[]
  }
  const found = incidents.find(
    ({ endedAt, falseAlarm }) => !falseAlarm && (endedAt === null) === (which === 'open'),
  )
  if (!found) throw new Error(`the stage has no incident of ChatGPT that is ${which}`)
  return `/incidents/${found.id}`
}
