import { z } from 'zod'
import { slugPattern } from '#core/report/report.ts'
import { sendProblem } from './errors.ts'
import { type Router, sendPublicJson } from './http.ts'
import type { ReadParts } from './services.ts'

const hour = z
  .string()
  .regex(/^([01]?\d|2[0-3])$/)
  .transform(Number)
  .optional()
const seconds = 15

/** Reading places: what maps show, as JSON. */
export function placeRoutes(app: Router, { view, now }: Pick<ReadParts, 'view' | 'now'>): void {
  app.get(
    '/api/v1/places',
    {
      schema: {
        summary: 'Reports of an hour by country, against what is usual there',
        description:
          'Of all services, or of one category. `hour` is the hour of the day (UTC) whose latest full run is meant; without it, the running hour. Places under five reports are left out.',
        tags: ['places'],
        querystring: z.object({ category: z.string().regex(slugPattern).optional(), hour }),
      },
    },
    async (request, reply) => {
      const { category, hour } = request.query
      const found = await view.readPlaces({ category, hour: hour ?? null }, now())
      if (!found) return sendProblem(request, reply, 'not-found')
      return sendPublicJson(request, reply, JSON.stringify(found), seconds)
    },
  )

  app.get(
    '/api/v1/places/:country',
    {
      schema: {
        summary: 'One country: services with reports from there, and what is said of them there',
        tags: ['places'],
        params: z.object({ country: z.string().regex(/^[a-z]{2}$/i) }),
      },
    },
    async (request, reply) => {
      const found = await view.readCountry(request.params.country.toUpperCase(), now())
      if (!found) return sendProblem(request, reply, 'not-found')
      return sendPublicJson(request, reply, JSON.stringify(found), seconds)
    },
  )

  app.get(
    '/api/v1/services/:slug/places',
    {
      schema: {
        summary: 'Reports of an hour on one service by country, against what is usual there',
        tags: ['places'],
        params: z.object({ slug: z.string().regex(slugPattern) }),
        querystring: z.object({ hour }),
      },
    },
    async (request, reply) => {
      const asked = { service: request.params.slug, hour: request.query.hour ?? null }
      const found = await view.readPlaces(asked, now())
      if (!found) return sendProblem(request, reply, 'unknown-service')
      return sendPublicJson(request, reply, JSON.stringify(found), seconds)
    },
  )
}
