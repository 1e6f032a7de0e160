import { z } from 'zod'
import { locales } from '#core/locale.ts'
import { type Problem, problems, problemTitle, problemType, sendProblem } from './errors.ts'
import { localeOf, type Router, sendPublicJson } from './http.ts'

/** Each kind of problem answers at its own address: a page for people, its titles and status for programs. */
export function problemRoutes(app: Router): void {
  app.get(
    '/problems/:problem',
    { schema: { hide: true, params: z.object({ problem: z.string().max(60) }) } },
    async (request, reply) => {
      const { problem } = request.params
      if (!Object.hasOwn(problems, problem)) return sendProblem(request, reply, 'not-found')
      const known = problem as Problem
      reply.header('vary', 'Accept, Accept-Language')
      if (String(request.headers.accept).includes('text/html')) {
        return reply.redirect(`/${localeOf(request)}/developers/api#problem-${known}`, 307)
      }
      const title = Object.fromEntries(locales.map((locale) => [locale, problemTitle(known, locale)]))
      const body = { type: problemType(known), status: problems[known], title }
      return sendPublicJson(request, reply, JSON.stringify(body), 3_600)
    },
  )
}
