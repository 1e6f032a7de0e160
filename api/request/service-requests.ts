import { requestFields } from '#core/report/request.ts'
import type { Requests } from '#ingest/requests.ts'
import { sendProblem } from '../errors.ts'
import { addressOf, header, isOwnOrigin, type Router } from '../http.ts'
import type { ReportParts } from '../report/reports.ts'

export type RequestParts = Pick<ReportParts, 'tokens' | 'now' | 'isTrusted' | 'publicUrl'> & {
  requests: Requests
}

/** Asking for a service that is not followed yet, by JSON. */
export function requestRoutes(app: Router, parts: RequestParts): void {
  app.post(
    '/api/v1/service-requests',
    {
      schema: {
        summary: 'Ask for a service that is not followed yet',
        description:
          'Each person counts once a day for each name. 201: counted; 200: asked already, or followed already.',
        tags: ['services'],
        body: requestFields,
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
      const result = await parts.requests.submit({
        ...request.body,
        address: addressOf(request, parts.isTrusted),
        userAgent: header(request, 'user-agent') ?? '',
      })
      switch (result.kind) {
        case 'invalid': {
          const errors = Object.entries(result.faults).map(([field, code]) => ({
            pointer: `/${field}`,
            code,
          }))
          return sendProblem(request, reply, 'invalid', { errors })
        }
        case 'refused':
          return sendProblem(request, reply, result.reason, { retryAfterSeconds: result.retryAfterSeconds })
        case 'followed':
          return reply.code(200).send({ status: 'followed', service: result.slug })
        case 'noted':
          return reply
            .code(result.isNew ? 201 : 200)
            .send({ status: result.isNew ? 'noted' : 'already_noted', ...result.request })
      }
    },
  )
}
