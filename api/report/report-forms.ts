import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { locales } from '#core/locale.ts'
import { problemSlugs, type ReportInput, reportDetails, slugPattern } from '#core/report/report.ts'
import type { DetailsRefusal } from '#ingest/details.ts'
import type { IntakeResult } from '#ingest/intake.ts'
import { sendProblem } from '../errors.ts'
import { addressOf, header, isOwnOrigin, type Router } from '../http.ts'
import type { DetailsApiParts } from './details.ts'
import { receiptParams } from './reports.ts'

const params = z.object({ locale: z.enum(locales), slug: z.string().regex(slugPattern) })

const noteParams = params.extend({ id: z.uuid(), act: z.enum(['same', 'flag']) })

type FormRequest = FastifyRequest<{ Params: z.infer<typeof params> }>

/** Fields of the plain form. The big button sends an empty kind. */
const reportForm = z.object({
  problem: z.union([z.literal(''), z.enum(problemSlugs)]).optional(),
  token: z.string().max(300),
})

const undoForm = z.object({ receipt: z.string().max(300) })
/** Whoever was asked to wait sends the same form with this. */
const waitForm = reportForm.extend({ wait: z.string().max(100).optional() })
const tokenForm = z.object({ token: z.string().max(300) })
const detailsForm = z.object({
  problem: z.union([z.literal(''), reportDetails.shape.problem]).optional(),
  country: z.union([z.literal(''), reportDetails.shape.country]).optional(),
  note: reportDetails.shape.note,
})

/** What the page says in place of the form; its words are in the language files. */
type Said =
  | 'duplicate'
  | 'undone'
  | 'busy'
  | 'slow'
  | 'invalid'
  | 'paused'
  | 'closed'
  | 'gone'
  | 'wait'
  | 'works'
  | 'flagged'
  | 'note'

/**
 * Reports without JavaScript: a form of our page posts here and is sent back (303) to the page, which says
 * thanks. The token shows that the form was ours; such reports are believed less than those of the script.
 */
export async function reportFormRoutes(app: Router, parts: DetailsApiParts): Promise<void> {
  const { intake, details, tokens, now } = parts
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  const back = (request: FormRequest, reply: FastifyReply, query: Record<string, string>) => {
    const { locale, slug } = request.params
    return reply
      .header('cache-control', 'no-store')
      .redirect(`/${locale}/status/${slug}?${new URLSearchParams(query)}#thanks`, 303)
  }
  const say = (request: FormRequest, reply: FastifyReply, said: Said, at?: string) =>
    back(request, reply, { said, ...(at && { at }) })

  app.post('/:locale/status/:slug/report', { schema: { params, hide: true } }, async (request, reply) => {
    if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
    const { slug } = request.params
    if (!parts.directory.bySlug(slug)) return sendProblem(request, reply, 'unknown-service')
    const form = waitForm.safeParse(request.body)
    if (!form.success) return say(request, reply, 'invalid')
    const token = tokens.checkForm(form.data.token, slug, now())
    if (token === 'forged' || token === 'expired') return say(request, reply, 'invalid')
    const input: ReportInput = form.data.problem ? { problem: form.data.problem } : {}
    const address = addressOf(request, parts.isTrusted)
    const { wait } = form.data
    const result = await intake.submit({
      slug,
      input,
      idempotencyKey: null,
      address,
      userAgent: header(request, 'user-agent') ?? '',
      ...(wait !== undefined && { waitToken: wait }),
    })
    return answer(request, reply, result, input)
  })

  /** Where a report by form leads. Who is too many is asked to wait, and may send again after that. */
  const answer = (request: FormRequest, reply: FastifyReply, result: IntakeResult, input: ReportInput) => {
    if (result.kind === 'refused') {
      const { reason } = result
      if (reason === 'paused' || reason === 'closed') return say(request, reply, reason)
      if (reason !== 'too-many' && reason !== 'proof') return say(request, reply, 'busy')
      const w = intake.waitTokenFor(request.params.slug, addressOf(request, parts.isTrusted))
      return back(request, reply, { said: 'wait', w, ...(input.problem && { problem: input.problem }) })
    }
    const { status, receipt, countedAt, added } = result.answer
    if (status === 'received')
      return back(request, reply, { r: receipt, ...(input.problem && { problem: input.problem }) })
    return back(request, reply, { said: 'duplicate', at: countedAt, r: receipt, ...(added && { added }) })
  }

  const senderOf = (request: FormRequest) => ({
    address: addressOf(request, parts.isTrusted),
    userAgent: header(request, 'user-agent') ?? '',
  })

  /** What a form of ours asked for could not be done. */
  const sayRefused = (request: FormRequest, reply: FastifyReply, reason: DetailsRefusal) => {
    const words: Partial<Record<DetailsRefusal, Said>> = {
      paused: 'paused',
      closed: 'closed',
      'too-many': 'slow',
      busy: 'busy',
    }
    return say(request, reply, words[reason] ?? 'gone')
  }

  /** Whether it was sent by a form of ours; answered if not. */
  const isOurs = (request: FormRequest, reply: FastifyReply): boolean => {
    const form = tokenForm.safeParse(request.body)
    const { slug } = request.params
    if (!isOwnOrigin(request, parts.publicUrl)) sendProblem(request, reply, 'foreign-origin')
    else if (!parts.directory.bySlug(slug)) sendProblem(request, reply, 'unknown-service')
    else if (!form.success || tokens.checkForm(form.data.token, slug, now()) !== 'good')
      say(request, reply, 'invalid')
    else return true
    return false
  }

  app.post('/:locale/status/:slug/works', { schema: { params, hide: true } }, async (request, reply) => {
    if (!isOurs(request, reply)) return reply
    const result = await details.works(request.params.slug, senderOf(request))
    return result.kind === 'refused'
      ? sayRefused(request, reply, result.reason)
      : say(request, reply, 'works')
  })

  app.post(
    '/:locale/status/:slug/notes/:id/:act',
    { schema: { params: noteParams, hide: true } },
    async (request, reply) => {
      if (!isOurs(request, reply)) return reply
      const { slug, id, act } = request.params
      if (act === 'flag') {
        const result = await details.flag(slug, id, senderOf(request))
        return result.kind === 'refused'
          ? sayRefused(request, reply, result.reason)
          : say(request, reply, 'flagged')
      }
      const said = await details.same(id, { slug, input: {}, idempotencyKey: null, ...senderOf(request) })
      return said.kind === 'refused'
        ? sayRefused(request, reply, said.reason)
        : answer(request, reply, said.result, {})
    },
  )

  app.post(
    '/:locale/status/:slug/report/:receipt',
    { schema: { params: params.extend({ receipt: receiptParams.shape.receipt }), hide: true } },
    async (request, reply) => {
      if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
      const form = detailsForm.safeParse(request.body)
      if (!form.success) return say(request, reply, 'invalid')
      const { problem, country, note } = form.data
      const { receipt } = request.params
      const result = await details.add(
        receipt,
        { ...(problem && { problem }), ...(country && { country }), ...(note && { note }) },
        senderOf(request),
      )
      if (result.kind === 'refused') return sayRefused(request, reply, result.reason)
      if (result.kind === 'unreadable') return back(request, reply, { said: 'note', r: receipt })
      return back(request, reply, { r: receipt, hid: result.answer.hidden.join('.') || 'none' })
    },
  )

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
