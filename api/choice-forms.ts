import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  type Choices,
  choicesCookie,
  readChoices,
  themes,
  withFollowed,
  withoutFollowed,
  writeChoices,
} from '#core/choices.ts'
import { languageCookie, locales } from '#core/locale.ts'
import { slugPattern } from '#core/slug.ts'
import type { Directory } from '#store/service/directory.ts'
import { sendProblem } from './errors.ts'
import { header, isHttps, isOwnOrigin, type Router } from './http.ts'

export interface ChoiceParts {
  directory: Pick<Directory, 'bySlug'>
  publicUrl?: string | undefined
}

const yearSeconds = 365 * 86_400

const params = z.object({ locale: z.enum(locales) })
const settingsForm = z.union([
  z.object({ act: z.literal('forget') }),
  z.object({
    theme: z.union([z.literal('').transform(() => undefined), z.enum(themes)]),
    digits: z.union([z.literal('').transform(() => undefined), z.literal('arab')]),
  }),
])
const slug = z.string().regex(slugPattern)
/** `from` says that the button stands in the list. */
const followingForm = z.union([
  z.object({ follow: slug }),
  z.object({ stop: slug, from: z.literal('list').optional() }),
])

/**
 * Settings and following without script: plain forms that set one cookie and send back (303). Nothing is stored here: the
 * cookie is all there is. Registered where forms can be read.
 */
export function choiceFormRoutes(app: Router, { directory, publicUrl }: ChoiceParts): void {
  const chosenBy = (request: FastifyRequest): Choices =>
    readChoices(header(request, 'cookie')) ?? { follow: [] }

  const keep = (request: FastifyRequest, reply: FastifyReply, choices: Choices): string => {
    const value = writeChoices(choices)
    const secure = isHttps(request, publicUrl) ? '; Secure' : ''
    const age = value ? yearSeconds : 0
    reply.header(
      'set-cookie',
      `${choicesCookie}=${value}; Path=/; Max-Age=${age}; SameSite=Lax; HttpOnly${secure}`,
    )
    return value
  }
  const back = (reply: FastifyReply, path: string) =>
    reply.header('cache-control', 'no-store').redirect(path, 303)

  app.post('/:locale/settings', { schema: { params, hide: true } }, async (request, reply) => {
    if (!isOwnOrigin(request, publicUrl)) return sendProblem(request, reply, 'foreign-origin')
    const form = settingsForm.safeParse(request.body)
    if (!form.success) return sendProblem(request, reply, 'invalid')
    const { follow } = chosenBy(request)
    const kept = keep(request, reply, 'act' in form.data ? { follow: [] } : { ...form.data, follow })
    // It is said that no cookie is left: not the language's either.
    if (!kept) reply.header('set-cookie', `${languageCookie}=; Path=/; Max-Age=0`)
    return back(reply, `/${request.params.locale}/settings?said=${kept ? 'saved' : 'cookieGone'}`)
  })

  app.post('/:locale/following', { schema: { params, hide: true } }, async (request, reply) => {
    if (!isOwnOrigin(request, publicUrl)) return sendProblem(request, reply, 'foreign-origin')
    const form = followingForm.safeParse(request.body)
    if (!form.success) return sendProblem(request, reply, 'invalid')
    const { locale } = request.params
    const list = `/${locale}/following`
    const before = chosenBy(request)
    // Services that are followed here no more make room for others.
    const known = { ...before, follow: before.follow.filter(directory.bySlug) }
    if ('stop' in form.data) {
      keep(request, reply, withoutFollowed(known, form.data.stop))
      return back(reply, form.data.from ? list : `/${locale}/status/${form.data.stop}#follow`)
    }
    const { follow } = form.data
    if (!directory.bySlug(follow)) return sendProblem(request, reply, 'unknown-service')
    const choices = withFollowed(known, follow)
    if (!choices) return back(reply, `${list}?said=full`)
    keep(request, reply, choices)
    return back(reply, `/${locale}/status/${follow}#follow`)
  })
}
