import { z } from 'zod'
import { type Locale, locales } from '#core/locale.ts'
import { rowStateOf } from '#core/row-state.ts'
import type { ServiceCard } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import { statusKeyOf } from '#i18n/verdict.ts'
import type { Hub } from '#notify/hub.ts'
import { type Router, sendPublicJson } from './http.ts'
import type { ReadParts } from './services.ts'

/** So many finds are offered while somebody types. */
const mostOffered = 8
/** Answers kept: what many type at the same time. */
const mostKept = 500
const keptMs = 5_000
/** Whoever types the same again within this asks nobody. */
const browserSeconds = 30

const bare = (chunks: string[]): string => chunks.join('')

/** Names of services while somebody types: from memory alone, so that it costs the store nothing. */
export function searchRoutes(app: Router, { view, hub, now }: ReadParts): void {
  const kept = new Map<string, { json: string; at: number }>()

  function answer(q: string, lang: Locale): string {
    const key = `${lang} ${q}`
    const known = kept.get(key)
    if (known && now() - known.at < keptMs && known.at <= now()) return known.json
    const t = translatorOf(lang)
    const services = view.find(q, mostOffered).map((card) => offer(card, lang, hub))
    const n = services.length
    const json = JSON.stringify({
      services,
      summary: t.rich<string>(n > 0 ? 'search.found' : 'search.none', { bdi: bare, n, q }).join(''),
      // Where there is nothing to go to, one can ask for it.
      ask: n > 0 ? null : t.rich<string>('search.ask', { bdi: bare, q }).join(''),
    })
    kept.delete(key)
    kept.set(key, { json, at: now() })
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    return json
  }

  app.get(
    '/api/v1/search',
    {
      schema: {
        summary: 'Services whose names fit what is being typed, with their status, best first',
        description: `At most ${mostOffered}; both scripts, typing errors and keyboard slips are understood. Words are in \`lang\`.`,
        tags: ['services'],
        querystring: z.object({
          q: z.string().trim().min(1).max(80),
          lang: z.enum(locales).default('en'),
        }),
      },
    },
    async (request, reply) => {
      const { q, lang } = request.query
      return sendPublicJson(request, reply, answer(q, lang), browserSeconds)
    },
  )
}

/** One service as it is offered: its state and, where that says something, its count, in words. */
function offer({ slug, name }: ServiceCard, lang: Locale, hub: Pick<Hub, 'state'>) {
  const t = translatorOf(lang)
  const state = hub.state(slug)
  const row = state && rowStateOf(state)
  const status = state?.status ?? 'unknown'
  const n = state?.reports15m ?? 0
  return {
    slug,
    name: name[lang],
    status,
    label: t(row ? statusKeyOf(row) : `status.${status}`),
    reports15m: n,
    reports: t('search.reports', { n }),
  }
}
