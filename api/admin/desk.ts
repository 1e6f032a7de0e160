import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type EditorAct, mayDo } from '#core/editor.ts'
import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { createClock, pageZones } from '#i18n/time.ts'
import type { Database } from '#store/db.ts'
import { recordAct } from '#store/editor/audit.ts'
import { countWaiting } from '#store/editor/overview.ts'
import { type Person, readSession } from '#store/editor/people.ts'
import { sendProblem } from '../errors.ts'
import { type Html, html } from '../html.ts'
import { addressIn, isOwnOrigin, type Router } from '../http.ts'
import { deskDocument, type Section } from './desk-frame.ts'
import { type DeskPage, type DeskRequest, localeParam, type Outcome } from './desk-request.ts'
import { tokenOf } from './desk-session.ts'

export interface DeskParts {
  db: Database
  now: () => number
  publicUrl?: string | undefined
}

type Request = FastifyRequest<{ Params: z.infer<typeof localeParam> }>

/** Nothing of the desk is kept by anybody, framed, or looked for. */
export const deskHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // With none at all, browsers would not say that a form is of our own page.
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
}

export const sendDocument = (reply: FastifyReply, document: string, status = 200): FastifyReply =>
  reply
    .code(status)
    .headers({ ...deskHeaders, 'content-type': 'text/html; charset=utf-8' })
    .send(document)

export interface Desk {
  /** A page of the desk for whoever is signed in. `draw` answers null: there is no such thing. */
  page(path: string, section: Section, draw: (desk: DeskRequest) => Promise<DeskPage | null>): void
  /** A button of the desk: only for those who may, only from a page of ours, and written into the log. */
  act<Fields extends z.ZodType>(
    path: string,
    act: EditorAct,
    section: Section,
    fields: Fields,
    work: (desk: DeskRequest, fields: z.infer<Fields>) => Promise<Outcome>,
  ): void
  /** Something else for whoever is signed in. */
  file(path: string, send: (desk: DeskRequest, reply: FastifyReply) => Promise<FastifyReply>): void
}

/**
 * What pages and buttons of the desk have in common: who asks, what they may, and how they are answered.
 * `afterwards`: what follows an act that is done and in the log. It never fails, for the act did not.
 */
export function createDesk(
  app: Router,
  { db, now, publicUrl, afterwards }: DeskParts & { afterwards(act: EditorAct): Promise<void> },
): Desk {
  const schema = { params: localeParam, hide: true }

  const requestOf = (request: Request, person: Person): DeskRequest => {
    const { locale, ...params } = request.params
    const t = translatorOf(locale)
    return {
      ...{ person, locale, t, now: now() },
      clock: createClock(t, pageZones[locale]),
      params: params as Record<string, string>,
      query: Object.fromEntries(addressIn(request.url)?.query ?? []),
    }
  }

  const personOf = async (request: FastifyRequest): Promise<Person | null> => {
    const token = tokenOf(request, publicUrl)
    // A page that comes anew by itself is no use of the session: nobody may be there.
    const isUse = addressIn(request.url)?.query.get('live') !== '1'
    return token ? readSession(db, token, now(), isUse) : null
  }

  const toSignIn = (reply: FastifyReply, locale: Locale, path: string): FastifyReply =>
    reply
      .headers(deskHeaders)
      .redirect(`/admin/${locale}/sign-in${path ? `?to=${encodeURIComponent(path)}` : ''}`, 303)

  const send = async (
    reply: FastifyReply,
    desk: DeskRequest,
    page: DeskPage,
    section: Section,
    path: string,
  ) => {
    const frame = { section, path, said: saidOf(desk), waiting: await countWaiting(db) }
    return sendDocument(reply, deskDocument(desk, frame, page), page.status)
  }

  const missing = (desk: DeskRequest): DeskPage => ({
    title: desk.t('admin.missing'),
    body: html`<p><a href="/admin/${desk.locale}">${desk.t('admin.nav.overview')}</a></p>`,
    status: 404,
  })

  const pathOf = (request: FastifyRequest): string =>
    (addressIn(request.url)?.pathname ?? '').replace(/^\/admin\/(en|ar)/, '')

  return {
    page(path, section, draw) {
      app.get(`/admin/:locale${path}`, { schema }, async (request, reply) => {
        const person = await personOf(request)
        const at = pathOf(request)
        if (!person) return toSignIn(reply, request.params.locale, at)
        const desk = requestOf(request, person)
        return send(reply, desk, (await draw(desk)) ?? missing(desk), section, at)
      })
    },
    file(path, answer) {
      app.get(`/admin/:locale${path}`, { schema }, async (request, reply) => {
        const person = await personOf(request)
        if (!person) return toSignIn(reply, request.params.locale, '')
        return answer(requestOf(request, person), reply.headers(deskHeaders))
      })
    },
    act(path, act, section, fields, work) {
      app.post(`/admin/:locale${path}`, { schema }, async (request, reply) => {
        if (!isOwnOrigin(request, publicUrl)) return sendProblem(request, reply, 'foreign-origin')
        const person = await personOf(request)
        // What was typed is still in the browser: it goes back, signs in elsewhere, and sends again.
        if (!person) return toSignIn(reply, request.params.locale, `/${section}`)
        const desk = requestOf(request, person)
        const refuse = (key: string, status: number) =>
          send(reply, desk, { title: desk.t(key), body: html``, status }, section, `/${section}`)
        if (!mayDo(person.role, act)) return refuse('admin.mayNot', 403)
        const read = fields.safeParse(request.body)
        if (!read.success) return refuse('admin.fault.form', 422)
        const outcome = await work(desk, read.data)
        if (outcome.kind === 'missing') return send(reply, desk, missing(desk), section, `/${section}`)
        if (outcome.kind === 'again') return send(reply, desk, outcome.page, section, `/${section}`)
        const { subject, reason, before, after } = outcome
        await recordAct(db, {
          ...{ at: now(), editor: person.name, role: person.role, act, subject },
          ...{ reason, before, after },
        })
        await afterwards(act)
        if (outcome.kind === 'shown') return send(reply, desk, outcome.page, section, `/${section}`)
        return reply.headers(deskHeaders).redirect(`/admin/${desk.locale}${outcome.to}`, 303)
      })
    },
  }
}

/** What was done a moment ago, by the address one is sent to after it. */
const words =
  'published official over saved added closed merged restored dropped ended tested resent stopped started removed'.split(
    ' ',
  )

function saidOf({ t, query }: DeskRequest): Html | null {
  const { said = '' } = query
  return words.includes(said) ? html`<p class="said" role="status">${t(`admin.said.${said}`)}</p>` : null
}
