import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { reportDetails, reportInput, slugPattern } from '#core/report/report.ts'
import type { DetailsDesk, Refused } from '#ingest/details.ts'
import { sendProblem } from '../errors.ts'
import { addressOf, header, isOwnOrigin, type Router, sendPublicJson } from '../http.ts'
import type { ReadParts } from '../services.ts'
import { idempotencyKeyHeader, type ReportParts, receiptParams, sendReport } from './reports.ts'

export type DetailsApiParts = ReportParts & Pick<ReadParts, 'view'> & { details: DetailsDesk }

const slugParams = z.object({ slug: z.string().regex(slugPattern) })
const noteParams = slugParams.extend({ id: z.uuid() })
const device = z.strictObject({ device: reportInput.shape.device })

/** What people say beside the tap: details of a report, "it works", and what they make of each other's notes. */
export function detailsRoutes(app: Router, parts: DetailsApiParts): void {
  const { details, view, now } = parts

  const senderOf = (request: FastifyRequest, given: { device?: string | undefined } = {}) => ({
    address: addressOf(request, parts.isTrusted),
    userAgent: header(request, 'user-agent') ?? '',
    device: given.device,
  })
  const refuse = (request: FastifyRequest, reply: FastifyReply, { reason, retryAfterSeconds }: Refused) =>
    sendProblem(request, reply, reason, { retryAfterSeconds })

  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET') return
    reply.header('cache-control', 'no-store')
    if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
  })

  app.patch(
    '/api/v1/reports/:receipt',
    {
      schema: {
        summary: 'Say more about a report: kind, country, a note',
        description:
          'For 30 minutes after the report. What is left out stays as it is; a kind is added to those that the report names already, and it stays one report; saying the same again changes nothing. Personal data in a note is hidden, and `hidden` says what.',
        tags: ['reports'],
        params: receiptParams,
        body: reportDetails,
      },
    },
    async (request, reply) => {
      const result = await details.add(request.params.receipt, request.body, senderOf(request))
      if (result.kind === 'refused') return refuse(request, reply, result)
      if (result.kind === 'unreadable') {
        const errors = [{ pointer: '/note', code: result.fault }]
        return sendProblem(request, reply, 'invalid', { errors })
      }
      return reply.send(result.answer)
    },
  )

  app.post(
    '/api/v1/services/:slug/works',
    {
      schema: {
        summary: 'Say that it works',
        description: 'Counted apart from reports, once a person and hour; never subtracted from them.',
        tags: ['reports'],
        params: slugParams,
        body: device,
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const result = await details.works(slug, senderOf(request, request.body))
      if (result.kind === 'refused') return refuse(request, reply, result)
      const found = await view.readService(slug, '24h', now()).catch(() => null)
      return reply.code(result.isNew ? 201 : 200).send({
        status: result.isNew ? 'received' : 'already_received',
        people60m: Math.max(1, found?.works.people60m ?? 0),
      })
    },
  )

  app.get(
    '/api/v1/services/:slug/notes',
    {
      schema: {
        summary: 'What people wrote to their reports, newest first',
        description: '`since`: only newer ones than this note; `before`: only older ones.',
        tags: ['services'],
        params: slugParams,
        querystring: z.object({
          since: z.uuid().optional(),
          before: z.uuid().optional(),
          limit: z.coerce.number().int().min(1).max(50).default(10),
        }),
      },
    },
    async (request, reply) => {
      const found = await view.listNotes(request.params.slug, request.query, now())
      if (!found) return sendProblem(request, reply, 'unknown-service')
      return sendPublicJson(request, reply, JSON.stringify(found), 5)
    },
  )

  app.post(
    '/api/v1/services/:slug/notes/:id/same',
    {
      schema: {
        summary: '"Same here": report the kind of problem that a note speaks of',
        description: 'A report like any other, counted once a person and hour, and one voice for the note.',
        tags: ['reports'],
        params: noteParams,
        headers: idempotencyKeyHeader,
        body: reportInput.omit({ problem: true }),
      },
    },
    async (request, reply) => {
      const { slug, id } = request.params
      const said = await details.same(id, {
        slug,
        input: request.body,
        idempotencyKey: request.headers['idempotency-key'] ?? null,
        address: addressOf(request, parts.isTrusted),
        userAgent: header(request, 'user-agent') ?? '',
      })
      if (said.kind === 'refused') return refuse(request, reply, said)
      return sendReport(request, reply, parts, slug, said.result, { same: said.same })
    },
  )

  app.post(
    '/api/v1/services/:slug/notes/:id/flag',
    {
      schema: {
        summary: 'Flag a note',
        description: 'Flags of two different people hold it until somebody has looked at it.',
        tags: ['reports'],
        params: noteParams,
        body: device,
      },
    },
    async (request, reply) => {
      const { slug, id } = request.params
      const result = await details.flag(slug, id, senderOf(request, request.body))
      if (result.kind === 'refused') return refuse(request, reply, result)
      return reply.code(204).send()
    },
  )
}
