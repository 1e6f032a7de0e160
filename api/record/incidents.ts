import { z } from 'zod'
import { slugPattern } from '#core/report/report.ts'
import { citedOf } from '#store/view/view-incident-detail.ts'
import { sendPublicCsv } from '../csv.ts'
import { sendProblem } from '../errors.ts'
import { type Router, sendPublicJson } from '../http.ts'
import type { ReadParts } from '../services.ts'
import { incidentsCsv, minutesCsv } from './incident-csv.ts'

const filterQuery = z.object({
  month: z
    .string()
    .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
    .optional(),
  service: z.string().regex(slugPattern).optional(),
  category: z.string().regex(slugPattern).optional(),
  /** Incidents in which at least five people reported from there. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  severity: z.enum(['possible', 'major']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

const oneParams = z.object({ id: z.string().regex(/^[a-z0-9-]{1,120}$/) })

/** Seconds that caches may keep a record: it hardly changes once it is over. */
const secondsOf = ({ endedAt }: { endedAt: string | null }): number => (endedAt ? 60 : 5)

/** Reading incidents. */
export function incidentRoutes(app: Router, { view, now }: Pick<ReadParts, 'view' | 'now'>): void {
  const list = ({ service, ...filter }: z.infer<typeof filterQuery>) =>
    view.listIncidents({ ...filter, slug: service }, now())

  app.get(
    '/api/v1/incidents',
    { schema: { summary: 'Incidents, newest first', tags: ['incidents'], querystring: filterQuery } },
    async (request, reply) =>
      sendPublicJson(request, reply, JSON.stringify({ incidents: await list(request.query) }), 15),
  )

  app.get(
    '/api/v1/incidents.csv',
    { schema: { summary: 'The same list as CSV', tags: ['incidents'], querystring: filterQuery } },
    async (request, reply) => {
      const csv = incidentsCsv(await list(request.query))
      return sendPublicCsv(request, reply, csv, { name: 'incidents', seconds: 15 })
    },
  )

  app.get(
    '/api/v1/incidents/:id',
    {
      schema: {
        summary: 'The permanent record of an incident: what its page shows, and the fingerprint of its facts',
        description:
          '`record.sha256` is the SHA-256 of the canonical JSON (RFC 8785) of `record.facts`; it changes only while the record is not final, and with dated corrections.',
        tags: ['incidents'],
        params: oneParams,
      },
    },
    async (request, reply) => {
      const detail = await view.readIncidentDetail(request.params.id, now())
      if (!detail) return sendProblem(request, reply, 'not-found')
      const { facts, sha256 } = citedOf(detail)
      return sendPublicJson(
        request,
        reply,
        JSON.stringify({ ...detail, record: { sha256, facts } }),
        secondsOf(detail),
      )
    },
  )

  app.get(
    '/api/v1/incidents/:id/replay',
    {
      schema: {
        summary: 'What was known and said minute by minute, as it was logged then',
        tags: ['incidents'],
        params: oneParams,
      },
    },
    async (request, reply) => {
      const replay = await view.readIncidentReplay(request.params.id, now())
      if (!replay) return sendProblem(request, reply, 'not-found')
      return sendPublicJson(request, reply, JSON.stringify(replay), 15)
    },
  )

  app.get(
    '/api/v1/incidents/:id/minutes.csv',
    {
      schema: {
        summary: 'The minutes of an incident as CSV: counts, and what stood at the end of each',
        tags: ['incidents'],
        params: oneParams,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const replay = await view.readIncidentReplay(id, now())
      if (!replay) return sendProblem(request, reply, 'not-found')
      return sendPublicCsv(request, reply, minutesCsv(replay), { name: id, seconds: 15 })
    },
  )
}
