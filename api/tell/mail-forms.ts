import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Locale, locales } from '#core/locale.ts'
import { type WishSaid, wishTokenPattern } from '#core/report/mail-wish.ts'
import { slugPattern } from '#core/report/report.ts'
import { type AddressList, unitsFor } from '#ingest/address.ts'
import { createLimits } from '#ingest/limits.ts'
import type { Tokens } from '#ingest/tokens.ts'
import { type Database, isStoreAway } from '#store/db.ts'
import { confirmMailWish, deleteMailWish, insertMailWish } from '#store/mail.ts'
import type { Directory } from '#store/service/directory.ts'
import { sendProblem } from '../errors.ts'
import { addressOf, isOwnOrigin, type Router } from '../http.ts'

export interface MailRouteParts {
  /** False: this site sends no mails. */
  hasMail: boolean
  db: Database
  directory: Directory
  tokens: Pick<Tokens, 'checkForm'>
  now: () => number
  isTrusted: AddressList
  publicUrl?: string | undefined
}

/** A person follows a few services at a time. */
const rate = { burst: 5, perSecond: 1 / 120 }

const params = z.object({ locale: z.enum(locales), slug: z.string().regex(slugPattern) })
const wish = z.object({ mailbox: z.string().trim().max(254).pipe(z.email()), token: z.string().max(300) })
const answerParams = z.object({ locale: z.enum(locales) })
const answerQuery = z.object({ s: z.string().regex(slugPattern), k: z.string().regex(wishTokenPattern) })
const answer = z.object({ act: z.enum(['yes', 'no']) })

/** What became of it; a store that is away is said to the person as everything else is. */
const orBusy = (settle: () => Promise<WishSaid>): Promise<WishSaid> =>
  settle().catch((error: unknown) => {
    if (isStoreAway(error)) return 'busy'
    throw error
  })

/**
 * "Tell me when it is over", by mail and by plain forms: a mailbox is named on a page of ours, and answers by the link
 * in the mail that asks it. What is said does not depend on whether a mailbox was known: no oracle for other people's.
 */
export function mailFormRoutes(app: Router, parts: MailRouteParts): void {
  const { hasMail, db, directory, tokens, now } = parts
  const limits = createLimits({ maxKeys: 20_000 })

  const say = (reply: FastifyReply, locale: Locale, slug: string, said: WishSaid) =>
    reply
      .header('cache-control', 'no-store')
      .redirect(`/${locale}/tell?${new URLSearchParams({ said, s: slug })}`, 303)

  app.post('/:locale/status/:slug/tell', { schema: { params, hide: true } }, async (request, reply) => {
    if (!hasMail) return sendProblem(request, reply, 'no-mail')
    if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
    const { locale, slug } = request.params
    const service = directory.bySlug(slug)
    if (!service) return sendProblem(request, reply, 'unknown-service')
    const read = wish.safeParse(request.body)
    if (!read.success || tokens.checkForm(read.data.token, slug, now()) !== 'good')
      return say(reply, locale, slug, 'invalid')
    if (limits.take(unitsFor(addressOf(request, parts.isTrusted)).unit, rate, now()) > 0)
      return say(reply, locale, slug, 'slow')
    const { mailbox } = read.data
    return say(
      reply,
      locale,
      slug,
      await orBusy(async () =>
        (await insertMailWish(db, service.id, { mailbox, lang: locale }, now())) ? 'asked' : 'over',
      ),
    )
  })

  // What a mail program sends to take a wish back (RFC 8058); what it says there is in the address already.
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, _body, done) =>
    done(null, {}),
  )

  /** The mailbox's answer; a mail program that takes the wish back by itself sends no `act`, and follows no redirect. */
  app.post(
    '/:locale/tell',
    { schema: { params: answerParams, querystring: answerQuery, hide: true } },
    async (request: FastifyRequest, reply) => {
      const { locale } = request.params as z.infer<typeof answerParams>
      const { s, k } = request.query as z.infer<typeof answerQuery>
      const read = answer.safeParse(request.body)
      if (!read.success) {
        await deleteMailWish(db, k)
        return reply.header('cache-control', 'no-store').code(200).send()
      }
      const said = await orBusy(async () => {
        if (read.data.act === 'yes') return (await confirmMailWish(db, k, now())) ? 'yes' : 'gone'
        await deleteMailWish(db, k)
        return 'no'
      })
      return say(reply, locale, s, said)
    },
  )
}
