import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Locale } from '#core/locale.ts'
import type { Challenge } from '#core/report/proof.ts'
import { translatorOf } from '#i18n/index.ts'
import { isStoreAway } from '#store/db.ts'
import { forAnybody, localeOf } from './http.ts'

/** Every way in which the API says no. The type never changes; title and status are told by it. */
export const problems = {
  'not-found': 404,
  'unknown-service': 404,
  'no-verdict': 404,
  'method-not-allowed': 405,
  'bad-request': 400,
  invalid: 422,
  'too-large': 413,
  'address-too-long': 414,
  'media-type': 415,
  'foreign-origin': 403,
  'too-many': 429,
  paused: 409,
  closed: 410,
  proof: 403,
  'no-note': 404,
  'no-incident': 409,
  'key-reused': 422,
  undone: 410,
  gone: 404,
  expired: 410,
  forged: 404,
  'no-push': 404,
  'no-mail': 404,
  'no-format': 501,
  busy: 503,
  away: 503,
  'too-many-streams': 503,
  overloaded: 503,
  internal: 500,
} as const

export type Problem = keyof typeof problems

export interface FieldFault {
  /** JSON pointer (RFC 6901). */
  pointer: string
  code: string
}

/** Stable identifier of a kind of problem (RFC 9457 `type`), which answers itself: api/problems.ts. */
export const problemType = (problem: Problem): string => `/problems/${problem}`

/** The kind sentence for a person, in their language. */
export const problemTitle = (problem: Problem, locale: Locale): string =>
  translatorOf(locale)(`api.problem.${problem}`)

/** Answers with problem+json (RFC 9457). Nothing of what was sent is echoed. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  extra: {
    retryAfterSeconds?: number | undefined
    errors?: FieldFault[]
    allow?: string
    challenge?: Challenge
  } = {},
): FastifyReply {
  if (extra.retryAfterSeconds) reply.header('retry-after', String(extra.retryAfterSeconds))
  if (extra.allow) reply.header('allow', extra.allow)
  const locale = localeOf(request)
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return reply
    .code(problems[problem])
    .headers({
      // Other sites' pages may know why they got nothing; of writes they are told nothing.
      ...(isRead && forAnybody),
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': locale,
      'cache-control': 'no-store',
    })
    .send(
      JSON.stringify({
        type: problemType(problem),
        title: problemTitle(problem, locale),
        status: problems[problem],
        instance: `urn:request:${request.id}`,
        ...(extra.errors && { errors: extra.errors }),
        ...(extra.challenge && { challenge: extra.challenge }),
      }),
    )
}

const ofFastify: Record<string, Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request',
}

/** All that is thrown on the way ends here: bad input is never a 500, and a 500 never tells of our insides. */
export function installErrorHandler(app: FastifyInstance, log: (error: unknown) => void): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const errors = error.validation.map((fault) => ({
        pointer: fault.instancePath.slice(0, 64),
        code: fault.keyword ?? 'invalid',
      }))
      // An address that cannot be one of ours is simply not there.
      if (error.validationContext === 'params') return sendProblem(request, reply, 'not-found')
      return sendProblem(request, reply, 'invalid', { errors })
    }
    const known = ofFastify[error.code]
    if (known) return sendProblem(request, reply, known)
    if (error.statusCode && error.statusCode < 500) return sendProblem(request, reply, 'bad-request')
    // The store is away, and nothing is known that could be said instead (server/memory/view-memory.ts).
    if (error.statusCode === 503 || isStoreAway(error)) {
      return sendProblem(request, reply, 'away', { retryAfterSeconds: 5 + Math.floor(Math.random() * 11) })
    }
    log(error)
    return sendProblem(request, reply, 'internal')
  })
}
