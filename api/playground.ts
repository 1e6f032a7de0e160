import { z } from 'zod'
import { ruleAsked, ruleBounds } from '#core/detect/playground.ts'
import type { Rule } from '#core/detect/rule.ts'
import { slugPattern } from '#core/report/report.ts'
import { sendProblem } from './errors.ts'
import { type Router, sendPublicJson } from './http.ts'
import type { ReadParts } from './services.ts'

const figure = (name: keyof Rule) =>
  z.coerce.number().min(ruleBounds[name].least).max(ruleBounds[name].most).optional()

/** The threshold playground: the detector over kept minutes with other thresholds. Nothing real is touched. */
export function playgroundRoutes(app: Router, { view, now }: Pick<ReadParts, 'view' | 'now'>): void {
  app.get(
    '/api/v1/services/:slug/playground',
    {
      schema: {
        summary: 'What other thresholds would have said of the last 14 days',
        description:
          'Runs the detector over the kept minutes of one service. What is left out is as in force; the answer names the rule that was played.',
        tags: ['methodology'],
        params: z.object({ slug: z.string().regex(slugPattern) }),
        querystring: z.object({
          possibleNats: figure('possibleNats'),
          majorNats: figure('majorNats'),
          factor: figure('factor'),
          possibleNetworks: figure('possibleNetworks'),
          majorNetworks: figure('majorNetworks'),
        }),
      },
    },
    async (request, reply) => {
      const found = await view.readPlayground(request.params.slug, ruleAsked(request.query), now())
      if (!found) return sendProblem(request, reply, 'unknown-service')
      return sendPublicJson(request, reply, JSON.stringify(found), 300)
    },
  )
}
