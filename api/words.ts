import { z } from 'zod'
import { locales } from '#core/locale.ts'
import { messagesOf } from '#i18n/index.ts'
import { laterWords } from '#i18n/later-words.ts'
import { type Router, sendPublicJson } from './http.ts'

/** Words of our own pages that not everybody needs: they travel when they are asked for. */
export function wordsRoutes(app: Router): void {
  app.get(
    '/api/v1/words/:locale',
    { schema: { hide: true, params: z.object({ locale: z.enum(locales) }) } },
    async (request, reply) =>
      sendPublicJson(request, reply, JSON.stringify(messagesOf(request.params.locale, laterWords)), 60),
  )
}
