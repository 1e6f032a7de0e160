import { z } from 'zod'
import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { closeSession, openSession } from '#store/editor/people.ts'
import { sendProblem } from '../errors.ts'
import { html } from '../html.ts'
import { isOwnOrigin, localeOf, type Router } from '../http.ts'
import { type DeskParts, deskHeaders, sendDocument } from './desk.ts'
import { plainDocument } from './desk-frame.ts'
import { textField } from './desk-pieces.ts'
import { localeParam } from './desk-request.ts'
import { setToken, tokenOf } from './desk-session.ts'

const signInFields = z.object({ key: z.string().trim().max(200), to: z.string().max(300).default('') })

/** Where one wanted to go: a path of the desk and nothing else. */
const targetOf = (locale: Locale, to: string): string =>
  `/admin/${locale}${/^\/[a-z0-9/-]{1,200}$/.test(to) && !to.startsWith('//') ? to : ''}`

function signInDocument(locale: Locale, to: string, isWrong: boolean): string {
  const t = translatorOf(locale)
  const fault = isWrong ? t('admin.signIn.wrong') : undefined
  return plainDocument(
    t,
    t('admin.signIn.h'),
    html`<p>${t('admin.signIn.note')}</p><form method="post" action="/admin/${locale}/sign-in"><input type="hidden" name="to" value="${to}">${textField(
      { id: 'key', label: t('admin.signIn.key'), type: 'password', dir: 'ltr', fault, isNeeded: true },
    )}<button class="main">${t('admin.signIn.go')}</button></form><p>${t('admin.signIn.lost')}</p>`,
  )
}

/** The door of the desk. A key opens it; it is 160 random bits, so there is nothing to guess and nobody to lock out. */
export function signInRoutes(app: Router, { db, now, publicUrl }: DeskParts): void {
  const schema = { params: localeParam, hide: true }

  app.get('/admin', { schema: { hide: true } }, async (request, reply) =>
    reply.headers({ ...deskHeaders, vary: 'Accept-Language' }).redirect(`/admin/${localeOf(request)}`, 307),
  )

  app.get('/admin/:locale/sign-in', { schema }, async (request, reply) => {
    const { to = '' } = request.query as Record<string, string>
    return sendDocument(reply, signInDocument(request.params.locale, String(to).slice(0, 300), false))
  })

  app.post('/admin/:locale/sign-in', { schema }, async (request, reply) => {
    if (!isOwnOrigin(request, publicUrl)) return sendProblem(request, reply, 'foreign-origin')
    const { locale } = request.params
    const read = signInFields.safeParse(request.body)
    const token = read.success ? await openSession(db, read.data.key, now()) : null
    if (!token) return sendDocument(reply, signInDocument(locale, read.data?.to ?? '', true), 403)
    setToken(request, reply, publicUrl, token)
    return reply.headers(deskHeaders).redirect(targetOf(locale, read.data?.to ?? ''), 303)
  })

  app.post('/admin/:locale/sign-out', { schema }, async (request, reply) => {
    if (!isOwnOrigin(request, publicUrl)) return sendProblem(request, reply, 'foreign-origin')
    const token = tokenOf(request, publicUrl)
    if (token) await closeSession(db, token)
    setToken(request, reply, publicUrl, '')
    return reply
      .headers({ ...deskHeaders, 'clear-site-data': '"cache"' })
      .redirect(`/admin/${request.params.locale}/sign-in`, 303)
  })
}
