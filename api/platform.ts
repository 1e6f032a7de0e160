import type { PlatformView } from '#core/platform.ts'
import { type Router, sendPublicJson } from './http.ts'

export interface PlatformParts {
  /** How this site itself is doing. Never rejects: it is asked when things are bad. */
  readPlatform(): Promise<PlatformView>
}

/** Can the numbers be trusted right now? Answered from memory, also while the database is away. */
export function platformRoutes(app: Router, { readPlatform }: PlatformParts): void {
  app.get(
    '/api/v1/platform',
    {
      schema: {
        summary: 'How this site itself is doing: its parts, and where data are missing',
        tags: ['platform'],
      },
    },
    async (request, reply) => {
      const keep = request.url.includes('?') ? undefined : ({ kind: 'status', freshMs: 15_000 } as const)
      return sendPublicJson(request, reply, JSON.stringify(await readPlatform()), 15, keep)
    },
  )
}
