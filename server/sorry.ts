import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, problemTitle } from '#api/errors.ts'
import { localeOf } from '#api/http.ts'
import { embedBox } from '#core/embed-box.ts'
import { isLocale, type Locale, locales } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { direction } from '#i18n/translate.ts'

export const htmlHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
}

const style =
  'body{font:1.125rem/1.6 system-ui,sans-serif;max-width:30rem;margin:12vh auto;padding:0 16px}' +
  'a{color:inherit}iframe{border:0;border-radius:4px;width:100%;margin-block:16px}' +
  'label{display:block}input,button{font:inherit;height:44px}'
const hash = createHash('sha256').update(style).digest('base64')
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

const servicePath = /^\/(en|ar)\/status\/([a-z0-9-]+)/

const sentence = (problem: Problem, locale: Locale, again: string): string => {
  const word = translatorOf(locale)('report.retry')
  return `<p lang="${locale}" dir="auto">${problemTitle(problem, locale)} <a href="${again}">${word}</a></p>`
}

/** A service's widget: it is made of what the front holds in memory, so it answers when pages cannot. */
const widget = (slug: string, locale: Locale): string => {
  const address = `/embed/${slug}?lang=${locale}`
  return `<iframe src="${address}" height="${embedBox('card').height}" title="${translatorOf(locale)('brand')}"></iframe>`
}

/**
 * The ways on: a search, and our own status, which may be kept where this page could not be made. In few bytes: it is sent
 * when there are too many readers.
 */
const waysOn = (locale: Locale): string => {
  const t = translatorOf(locale)
  const field = `<label for="q">${t('search.label')}</label><input id="q" type="search" name="q">`
  return (
    `<form action="/${locale}/search">${field}<button>${t('search.go')}</button></form>` +
    `<p><a href="/${locale}/platform">${t('nav.platform')}</a></p>`
  )
}

/**
 * The page of last resort: says in both languages what is wrong, the reader's own first, shows at a service's
 * address how the service is, and is no dead end.
 */
export function sendSorry(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  retryAfterSeconds: number,
): FastifyReply {
  const [, named, slug] = servicePath.exec(request.url) ?? []
  const asked = named ?? request.url.slice(1, 3)
  const first = isLocale(asked) ? asked : localeOf(request)
  // What a form was sent to is no page; its service's is.
  const again = request.method === 'GET' || !slug ? '' : `/${first}/status/${slug}`
  const sentences = [...locales]
    .sort((locale) => (locale === first ? -1 : 1))
    .map((locale) => sentence(problem, locale, again))
  return reply
    .code(503)
    .headers({
      ...htmlHeaders,
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'retry-after': String(retryAfterSeconds),
    })
    .send(
      `<!doctype html><html lang="${first}" dir="${direction(first)}"><head><meta charset="utf-8">` +
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">' +
        `<title>${translatorOf(first)('brand')}</title><style>${style}</style></head>` +
        `<body>${sentences.join('')}${slug ? widget(slug, first) : ''}${waysOn(first)}</body></html>`,
    )
}
