import { runningRule } from '#core/detect/running-rule.ts'
import { readScorecard } from '#core/detect/scorecard.ts'
import figures from '#docs/scorecard.json' with { type: 'json' }
import { type Router, sendPublicJson } from './http.ts'

const body = JSON.stringify({ rule: runningRule, scorecard: readScorecard(figures) })

/** The rule in force and how often it is wrong: the figures of the methodology page. */
export function methodologyRoutes(app: Router): void {
  app.get(
    '/api/v1/methodology',
    {
      schema: {
        summary: 'The rule in force, and the detector’s published error figures',
        description: 'The figures of docs/scorecard.md, measured by `npm run scorecard`.',
        tags: ['methodology'],
      },
    },
    async (request, reply) => sendPublicJson(request, reply, body, 300),
  )
}
