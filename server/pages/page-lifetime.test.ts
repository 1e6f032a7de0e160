import { expect, it } from 'vitest'
import { cacheControlOf, lifetimeOf } from './page-lifetime.ts'

const now = Date.parse('2026-03-17T12:00:00Z')
const hour = 3_600
const day = 86_400

/** The route map of the design: address, seconds at the edge, and while a new one is made. */
const table: [address: string, seconds: number, staleSeconds: number][] = [
  ['/en', 15, 60],
  ['/en/search?q=chat', 60, 60],
  ['/en/status/chat', 15, 120],
  ['/en/status/chat?range=1h', 15, 120],
  ['/en/status/chat?range=24h', 15, 120],
  ['/en/status/chat?range=7d', 60, 120],
  ['/en/status/chat?range=30d', 300, 120],
  ['/en/status/chat/reports', 15, 60],
  ['/en/status/chat/history', 300, 60],
  ['/en/status/chat/map', 60, 60],
  ['/en/incidents', 60, 60],
  ['/en/incidents?month=2026-02', hour, 60],
  ['/en/incidents?month=2026-03', 60, 60],
  ['/en/incidents/2026/02', hour, 60],
  ['/en/incidents/2026/03', 60, 60],
  ['/en/incidents/2026-03-17-chat-k7q2', 15, 60],
  ['/en/map', 60, 60],
  ['/en/map/sa', 60, 60],
  ['/en/compare/bank-vs-chat', 60, 60],
  ['/en/compare?s=bank', 60, 60],
  ['/en/compare', hour, 60],
  ['/en/categories', 15, 60],
  ['/en/categories/ai', 15, 60],
  ['/en/embed', hour, 60],
  ['/en/developers', hour, 60],
  ['/en/developers/api', hour, 60],
  ['/en/developers/changelog', hour, 60],
  ['/en/methodology', 300, 60],
  ['/en/platform', 15, 60],
  ['/en/request', hour, 60],
  ['/en/about', day, 60],
  ['/en/privacy', day, 60],
  ['/en/terms', day, 60],
  ['/en/accessibility', day, 60],
]

it.each(table)(
  '%s is kept for %i s, and %i s more while a new one is made',
  (address, seconds, staleSeconds) => {
    for (const path of [address, address.replace('/en', '/ar')])
      expect(lifetimeOf(path, 'usual', now)).toEqual({ seconds, staleSeconds })
  },
)

it('an incident that is over for good is kept for an hour', () => {
  const address = '/ar/incidents/2026-03-17-chat-k7q2'
  expect(lifetimeOf(address, 'lasting', now)?.seconds).toBe(hour)
  expect(cacheControlOf(lifetimeOf(address, 'lasting', now))).toBe(
    'public, max-age=0, s-maxage=3600, stale-while-revalidate=60, stale-if-error=86400',
  )
})

it('what a device draws is kept by no edge', () => {
  for (const address of ['/en/following', '/ar/settings'])
    expect(cacheControlOf(lifetimeOf(address, 'usual', now))).toBe('private, no-cache')
})

it('what is not there, or is shown in place of what cannot be made, is asked for again soon', () => {
  for (const address of ['/en/about', '/en/incidents/2026/02'])
    expect(lifetimeOf(address, 'passing', now)?.seconds).toBe(15)
})
