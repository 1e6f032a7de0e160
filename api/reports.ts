import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { idempotencyKey, reportInput, slugPattern } from '#core/report.ts'
import { unitsOf } from '#ingest/address.ts'
import type { Intake, Refusal } from '#ingest/intake.ts'
import type { Tokens } from '#ingest/tokens.ts'
import type { Directory } from '#store/directory.ts'
import { sendProblem } from './errors.ts'
import { addressOf, header, isOwnOrigin, type Router } from './http.ts'

export interface ReportParts {
  intake: Intake
  tokens: Tokens
  directory: Directory
  now: () => number
  isTrusted(address: string): boolean
  publicUrl?: string | undefined
}

const slugParams = z.object({ slug: z.string().regex(slugPattern) })
const keyHeader = z.object({ 'idempotency-key': idempotencyKey.optional() })

/** Reports by JSON: the way of our own script, and of programs. */
export function reportRoutes(app: Router, parts: ReportParts): void {
  const { intake, tokens, now } = parts

  const refuse = (request: FastifyRequest, reply: FastifyReply, reason: Refusal, seconds?: number) =>
    sendProblem(request, reply, reason, { retryAfterSeconds: seconds })

  app.post(
    '/api/v1/services/:slug/reports',
    {
      schema: {
        summary: 'Report a problem',
        tags: ['reports'],
        params: slugParams,
        headers: keyHeader,
        body: reportInput,
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
      const result = await intake.submit({
        slug: request.params.slug,
        input: request.body,
        idempotencyKey: request.headers['idempotency-key'] ?? null,
        address: addressOf(request, parts.isTrusted),
        userAgent: header(request, 'user-agent') ?? '',
      })
      if (result.kind === 'refused') return refuse(request, reply, result.reason, result.retryAfterSeconds)
      if (result.replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(result.answer.status === 'received' ? 201 : 200).send(result.answer)
    },
  )

  app.get(
    '/api/v1/services/:slug/report-token',
    {
      schema: {
        summary: 'Token that shows a report came from our page',
        tags: ['reports'],
        params: slugParams,
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      if (!parts.directory.bySlug(slug)) return sendProblem(request, reply, 'unknown-service')
      const address = addressOf(request, parts.isTrusted)
      const unit = (address && unitsOf(address)?.unit) || 'unreadable'
      return reply.header('cache-control', 'no-store').send({ token: tokens.issuePage(slug, unit, now()) })
    },
  )

  app.delete(
    '/api/v1/reports/:receipt',
    {
      schema: {
        summary: 'Take a report back',
        tags: ['reports'],
        params: z.object({ receipt: z.string().regex(/^[A-Za-z0-9_-]{68,284}$/) }),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
      const result = await intake.undo(request.params.receipt)
      if (result === 'undone') return reply.code(204).send()
      return sendProblem(request, reply, result, result === 'busy' ? { retryAfterSeconds: 5 } : {})
    },
  )
}
