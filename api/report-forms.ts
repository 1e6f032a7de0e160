import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { locales } from '#core/locale.ts'
import { problemSlugs, type ReportInput, slugPattern } from '#core/report.ts'
import { sendProblem } from './errors.ts'
import { addressOf, header, isOwnOrigin, type Router } from './http.ts'
import type { ReportParts } from './reports.ts'

const params = z.object({ locale: z.enum(locales), slug: z.string().regex(slugPattern) })

/** Fields of the plain form. The big button sends an empty kind. */
const reportForm = z.object({
  problem: z.union([z.literal(''), z.enum(problemSlugs)]).optional(),
  token: z.string().max(300),
})

const undoForm = z.object({ receipt: z.string().max(100) })

/** What the page says in place of the form; its words are in the language files. */
type Said = 'duplicate' | 'undone' | 'busy' | 'slow' | 'invalid' | 'paused' | 'gone'

/**
 * Reports without JavaScript: a form of our page posts here and is sent back (303) to the page, which says
 * thanks. The token shows that the form was ours; such reports are believed less than those of the script.
 */
export async function reportFormRoutes(app: Router, parts: ReportParts): Promise<void> {
  const { intake, tokens, now } = parts
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  const back = (
    request: FastifyRequest<{ Params: z.infer<typeof params> }>,
    reply: FastifyReply,
    query: Record<string, string>,
  ) => {
    const { locale, slug } = request.params
    return reply
      .header('cache-control', 'no-store')
      .redirect(`/${locale}/status/${slug}?${new URLSearchParams(query)}#thanks`, 303)
  }
  const say = (
    request: FastifyRequest<{ Params: z.infer<typeof params> }>,
    reply: FastifyReply,
    said: Said,
    at?: string,
  ) => back(request, reply, { said, ...(at && { at }) })

  app.post('/:locale/status/:slug/report', { schema: { params, hide: true } }, async (request, reply) => {
    if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
    const { slug } = request.params
    if (!parts.directory.bySlug(slug)) return sendProblem(request, reply, 'unknown-service')
    const form = reportForm.safeParse(request.body)
    if (!form.success) return say(request, reply, 'invalid')
    const token = tokens.checkForm(form.data.token, slug, now())
    if (token === 'forged' || token === 'expired') return say(request, reply, 'invalid')
    const input: ReportInput = form.data.problem ? { problem: form.data.problem } : {}
    const result = await intake.submit({
      slug,
      input,
      idempotencyKey: null,
      address: addressOf(request, parts.isTrusted),
      userAgent: header(request, 'user-agent') ?? '',
    })
    if (result.kind === 'refused') {
      if (result.reason === 'paused') return say(request, reply, 'paused')
      return say(request, reply, result.reason === 'too-many' ? 'slow' : 'busy')
    }
    const { answer } = result
    if (answer.status === 'already_received') return say(request, reply, 'duplicate', answer.countedAt)
    return back(request, reply, { r: answer.receipt })
  })

  app.post(
    '/:locale/status/:slug/report/undo',
    { schema: { params, hide: true } },
    async (request, reply) => {
      if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
      const form = undoForm.safeParse(request.body)
      if (!form.success) return say(request, reply, 'invalid')
      const result = await intake.undo(form.data.receipt)
      if (result === 'undone') return say(request, reply, 'undone')
      return say(request, reply, result === 'busy' ? 'busy' : 'gone')
    },
  )
}
