import { z } from 'zod'
import { rangeNames } from '#core/bucket.ts'
import { slugPattern } from '#core/report.ts'
import type { Hub } from '#notify/hub.ts'
import type { PublicView } from '#store/public-view.ts'
import { sendProblem } from './errors.ts'
import { type Router, sendPublicJson } from './http.ts'

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
        summary: 'Find services by name, or list what is in trouble',
        tags: ['services'],
        querystring: z.object({
          q: z.string().trim().min(1).max(100).optional(),
          limit: z.coerce.number().int().min(1).max(50).default(20),
        }),
      },
    },
    async (request, reply) => {
      const { q, limit } = request.query
      const services = q ? await view.search(q, limit, now()) : (await view.readHome(now())).trouble
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
      const state = hub.state(request.params.slug)
      if (!state) return sendProblem(request, reply, 'unknown-service')
      return sendPublicJson(request, reply, JSON.stringify(state), 2)
    },
  )
}
