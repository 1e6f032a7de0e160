import { z } from 'zod'
import { rangeNames } from '#core/bucket.ts'
import { mostCompared } from '#core/compare/compare-set.ts'
import { slugPattern } from '#core/report/report.ts'
import { type Router, sendPublicJson } from './http.ts'
import type { ReadParts } from './services.ts'

const services = z
  .string()
  .max(65 * mostCompared)
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().regex(slugPattern)).min(1).max(mostCompared))

/** Services side by side, as JSON. */
export function compareRoutes(app: Router, { view, now }: Pick<ReadParts, 'view' | 'now'>): void {
  app.get(
    '/api/v1/compare',
    {
      schema: {
        summary:
          'Up to four services side by side: state, series, incidents, and how often they rose together',
        description:
          '`services` are slugs with commas between them. Those we do not follow are named in `unknown`.',
        tags: ['compare'],
        querystring: z.object({ services, range: z.enum(rangeNames).default('24h') }),
      },
    },
    async (request, reply) => {
      const { services, range } = request.query
      return sendPublicJson(request, reply, JSON.stringify(await view.readCompare(services, range, now())), 5)
    },
  )
}
