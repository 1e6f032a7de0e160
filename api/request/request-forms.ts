import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { locales } from '#core/locale.ts'
import { requestFields, requestFormSlug } from '#core/report/request.ts'
import { sendProblem } from '../errors.ts'
import { addressOf, header, isOwnOrigin, type Router } from '../http.ts'
import type { RequestParts } from './service-requests.ts'

const params = z.object({ locale: z.enum(locales) })
const form = requestFields.extend({ token: z.string().max(300) })
type Asked = FastifyRequest<{ Params: z.infer<typeof params> }>

/**
 * Asking for a service by the plain form of our pages, the only form there is: sent back (303) to the page, which
 * says what came of it, beside the field where it concerns one. Registered where forms can be read.
 */
export function requestFormRoutes(app: Router, parts: RequestParts): void {
  const { requests, tokens, now } = parts

  const back = (request: Asked, reply: FastifyReply, query: Record<string, string>) =>
    reply
      .header('cache-control', 'no-store')
      .redirect(`/${request.params.locale}/request?${new URLSearchParams(query)}#said`, 303)

  app.post('/:locale/request', { schema: { params, hide: true } }, async (request, reply) => {
    if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
    const read = form.safeParse(request.body)
    if (!read.success) return back(request, reply, { said: 'invalid' })
    const { token } = read.data
    const name = read.data.name.slice(0, 100)
    const website = read.data.website.slice(0, 100)
    if (tokens.checkForm(token, requestFormSlug, now()) !== 'good') {
      return back(request, reply, { said: 'invalid', name, website })
    }
    const result = await requests.submit({
      ...read.data,
      address: addressOf(request, parts.isTrusted),
      userAgent: header(request, 'user-agent') ?? '',
    })
    switch (result.kind) {
      case 'followed':
        return reply
          .header('cache-control', 'no-store')
          .redirect(`/${request.params.locale}/status/${result.slug}`, 303)
      case 'invalid':
        return back(request, reply, { said: 'invalid', name, website })
      case 'refused':
        return back(request, reply, {
          said: result.reason === 'too-many' ? 'slow' : 'busy',
          name,
          website,
        })
      case 'noted':
        return back(request, reply, { said: result.isNew ? 'noted' : 'again', name: result.request.name })
    }
  })
}
