import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, problemTitle } from '#api/errors.ts'
import { localeOf } from '#api/http.ts'
import { locales } from '#core/locale.ts'

export const htmlHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
}

/** The page of last resort, made of nothing: says in both languages what is wrong, the reader's own first. */
export function sendSorry(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  retryAfterSeconds: number,
): FastifyReply {
  const first = request.url.startsWith('/ar') ? 'ar' : localeOf(request)
  const sentences = [...locales]
    .sort((locale) => (locale === first ? -1 : 1))
    .map((locale) => `<p lang="${locale}" dir="auto">${problemTitle(problem, locale)}</p>`)
  return reply
    .code(503)
    .headers({ ...htmlHeaders, 'cache-control': 'no-store', 'retry-after': String(retryAfterSeconds) })
    .send(
      `<!doctype html><html lang="${first}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>503</title>${sentences.join('')}</html>`,
    )
}
