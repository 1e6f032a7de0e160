import { z } from 'zod'
import { slugPattern } from '#core/report.ts'
import { sendProblem } from './errors.ts'
import { type Router, sendPublicJson } from './http.ts'
import type { ReadParts } from './services.ts'

/** Reading incidents. */
export function incidentRoutes(app: Router, { view, now }: Pick<ReadParts, 'view' | 'now'>): void {
  app.get(
    '/api/v1/incidents',
    {
      schema: {
        summary: 'Incidents, newest first',
        tags: ['incidents'],
        querystring: z.object({
          month: z
            .string()
            .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
            .optional(),
          service: z.string().regex(slugPattern).optional(),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
      },
    },
    async (request, reply) => {
      const { month, service, limit } = request.query
      const incidents = await view.listIncidents({ month, slug: service, limit }, now())
      return sendPublicJson(request, reply, JSON.stringify({ incidents }), 15)
    },
  )

  app.get(
    '/api/v1/incidents/:id',
    {
      schema: {
        summary: 'One incident with its timeline and numbers',
        tags: ['incidents'],
        params: z.object({ id: z.string().max(120) }),
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const [incident, series] = await Promise.all([
        view.readIncident(id, now()),
        view.readIncidentSeries(id, now()),
      ])
      if (!incident) return sendProblem(request, reply, 'not-found')
      return sendPublicJson(request, reply, JSON.stringify({ ...incident, series }), 5)
    },
  )
}
