import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { idempotencyKey, reportInput, slugPattern } from '#core/report/report.ts'
import { type AddressList, unitsFor } from '#ingest/address.ts'
import type { Intake, IntakeResult } from '#ingest/intake.ts'
import type { Tokens } from '#ingest/tokens.ts'
import type { Directory } from '#store/service/directory.ts'
import { sendProblem } from '../errors.ts'
import { addressOf, header, isOwnOrigin, type Router } from '../http.ts'

export interface ReportParts {
  intake: Intake
  tokens: Tokens
  directory: Directory
  now: () => number
  isTrusted: AddressList
  publicUrl?: string | undefined
}

const slugParams = z.object({ slug: z.string().regex(slugPattern) })
export const idempotencyKeyHeader = z.object({ 'idempotency-key': idempotencyKey.optional() })
export const receiptParams = z.object({ receipt: z.string().regex(/^[A-Za-z0-9_-]{68,284}$/) })

/** What came of a report. Who is refused for being too many is told what would let them by. */
export function sendReport(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: ReportParts,
  slug: string,
  result: IntakeResult,
  more: { same?: number } = {},
): FastifyReply {
  if (result.kind === 'refused') {
    const { reason, retryAfterSeconds } = result
    const asks = reason === 'too-many' || reason === 'proof'
    const challenge = asks && parts.intake.challenge(slug, addressOf(request, parts.isTrusted))
    return sendProblem(request, reply, reason, { retryAfterSeconds, ...(challenge && { challenge }) })
  }
  if (result.replayed) reply.header('idempotency-replayed', 'true')
  return reply.code(result.answer.status === 'received' ? 201 : 200).send({ ...result.answer, ...more })
}

/** Reports by JSON: the way of our own script, and of programs. */
export function reportRoutes(app: Router, parts: ReportParts): void {
  const { intake, tokens, now } = parts

  app.post(
    '/api/v1/services/:slug/reports',
    {
      schema: {
        summary: 'Report a problem',
        tags: ['reports'],
        params: slugParams,
        headers: idempotencyKeyHeader,
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
      return sendReport(request, reply, parts, request.params.slug, result)
    },
  )

  app.get(
    '/api/v1/services/:slug/report-token',
    {
      schema: {
        summary: 'Token that shows a report came from our page',
        description:
          'In a flood it comes with a `challenge`: then it is worth something only with a `proof`, the smallest number whose PBKDF2-HMAC-SHA-256 (password: the number in digits, salt: the token, 16 bytes) begins with `bits` zero bits.',
        tags: ['reports'],
        params: slugParams,
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      if (!parts.directory.bySlug(slug)) return sendProblem(request, reply, 'unknown-service')
      const address = addressOf(request, parts.isTrusted)
      const challenge = intake.challengeFor(slug, address)
      const token = challenge?.token ?? tokens.issuePage(slug, unitsFor(address).unit, now())
      return reply.header('cache-control', 'no-store').send({ token, ...(challenge && { challenge }) })
    },
  )

  app.delete(
    '/api/v1/reports/:receipt',
    {
      schema: {
        summary: 'Take a report back',
        tags: ['reports'],
        params: receiptParams,
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
