import { z } from 'zod'
import { rangeNames } from '#core/bucket.ts'
import { roundVerdict } from '#core/detect/verdict-rounding.ts'
import { locales } from '#core/locale.ts'
import { slugPattern } from '#core/report/report.ts'
import { explainVerdict } from '#i18n/explain.ts'
import { translatorOf } from '#i18n/index.ts'
import type { Hub } from '#notify/hub.ts'
import type { PublicView } from '#store/view/public-view.ts'
import { sendProblem } from './errors.ts'
import { type Router, sendPublicJson } from './http.ts'
import { stampOf } from './keep.ts'

export interface ReadParts {
  view: PublicView
  hub: Hub
  now: () => number
}

const slugParams = z.object({ slug: z.string().regex(slugPattern) })

/** Reading services: what pages show, as JSON. */
export function serviceRoutes(app: Router, { view, hub, now }: ReadParts): void {
  app.get(
    '/api/v1/services',
    {
      schema: {
        summary: 'Find services by name, list some by slug, or list what is in trouble',
        tags: ['services'],
        querystring: z.object({
          q: z.string().trim().min(1).max(100).optional(),
          /** Up to 50 services by slug, separated by commas; unknown ones are left out. */
          slugs: z
            .string()
            .max(50 * 65)
            .transform((list) =>
              [...new Set(list.split(','))].filter((slug) => slugPattern.test(slug)).slice(0, 50),
            )
            .optional(),
          limit: z.coerce.number().int().min(1).max(50).default(20),
        }),
      },
    },
    async (request, reply) => {
      const { q, slugs, limit } = request.query
      const services = slugs
        ? await view.listServices(slugs, now())
        : q
          ? await view.search(q, limit, now())
          : (await view.readHome(now())).trouble
      return sendPublicJson(request, reply, JSON.stringify({ services }), 5)
    },
  )

  app.get(
    '/api/v1/services/:slug',
    {
      schema: {
        summary: 'One service: status, reasons, series, incidents, places, kinds of problem',
        tags: ['services'],
        params: slugParams,
        querystring: z.object({ range: z.enum(rangeNames).default('24h') }),
      },
    },
    async (request, reply) => {
      const found = await view.readService(request.params.slug, request.query.range, now())
      if (!found) return sendProblem(request, reply, 'unknown-service')
      return sendPublicJson(request, reply, JSON.stringify(found), 2)
    },
  )

  app.get(
    '/api/v1/services/:slug/state',
    { schema: { summary: 'Status of one service, small and quick', tags: ['services'], params: slugParams } },
    async (request, reply) => {
      const { slug } = request.params
      const stamp = stampOf(hub, slug)
      const state = hub.state(slug)
      if (!state) return sendProblem(request, reply, 'unknown-service')
      const ageMs = state.stale ? now() - Date.parse(state.at) : 0
      const keep = { kind: 'status', freshMs: 1_000, stamp, ageMs } as const
      // Queries mean nothing here: a stranger could make up any number of them.
      return sendPublicJson(
        request,
        reply,
        JSON.stringify(state),
        2,
        request.url.includes('?') ? undefined : keep,
      )
    },
  )

  app.get(
    '/api/v1/services/:slug/verdict',
    {
      schema: {
        summary: 'Why we say so: the numbers of a verdict, and the same in words of both languages',
        description:
          'The verdict of now, or the last one in the log at or before `at`. Numbers are rounded as in the words.',
        tags: ['services'],
        params: slugParams,
        querystring: z.object({ at: z.iso.datetime({ offset: true }).optional() }),
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const { at } = request.query
      const state = hub.state(slug)
      if (!state) return sendProblem(request, reply, 'unknown-service')
      const found = at ? await view.readVerdict(slug, Date.parse(at)) : state.verdict
      if (!found) return sendProblem(request, reply, 'no-verdict')
      const verdict = roundVerdict(found)
      const words = Object.fromEntries(
        locales.map((locale) => [locale, explainVerdict(translatorOf(locale), verdict)]),
      )
      return sendPublicJson(request, reply, JSON.stringify({ service: slug, verdict, words }), 2)
    },
  )
}
