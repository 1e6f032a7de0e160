import type { FastifyInstance } from 'fastify'
import { locales } from '#core/locale.ts'
import type { Directory } from '#store/service/directory.ts'
import type { PublicView } from '#store/view/public-view.ts'
import { sendProblem } from './errors.ts'
import { originOf } from './http.ts'

export interface SiteFileParts {
  view: Pick<PublicView, 'isSample' | 'listCategories' | 'listArchive'>
  directory: Directory
  now: () => number
  publicUrl?: string | undefined
  /** Where to write about a hole in the site; absent: security.txt is not there. */
  securityContact?: string | undefined
}

const dayMs = 86_400_000
/** Pages beside those of services and categories. */
const pages = [
  ...['', '/categories', '/incidents', '/map', '/compare', '/embed', '/request'],
  ...[
    '/methodology',
    '/methodology/playground',
    '/platform',
    '/about',
    '/privacy',
    '/terms',
    '/accessibility',
  ],
  ...['/developers', '/developers/api', '/developers/webhooks', '/developers/changelog'],
]
/** One sitemap holds so many addresses (sitemaps.org); each page has one per language. */
const mostPages = 50_000 / locales.length
const listedMs = 5 * 60_000
/** A security.txt must say until when it holds (RFC 9116). */
const contactHoldsMs = 180 * dayMs

const inXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Files that robots look for: what may be read, what there is, whom to tell. Sample data are for no robot. */
export function siteFileRoutes(app: FastifyInstance, parts: SiteFileParts): void {
  const { view, directory, now, publicUrl, securityContact } = parts

  app.get('/robots.txt', { schema: { hide: true } }, async (request, reply) => {
    const rules = (await view.isSample())
      ? ['User-agent: *', 'Disallow: /']
      : [
          'User-agent: *',
          ...['/api/', '/embed/', '/en/search', '/ar/search'].map((path) => `Disallow: ${path}`),
          '',
          `Sitemap: ${originOf(request, publicUrl)}/sitemap.xml`,
        ]
    return reply
      .headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=3600' })
      .send(`${rules.join('\n')}\n`)
  })

  const listPaths = async (): Promise<string[]> => {
    const [categories, archive] = await Promise.all([
      view.listCategories(now()),
      view.listArchive(mostPages, now()),
    ])
    // The running month is at /incidents.
    const months = archive.months.filter((month) => month !== new Date(now()).toISOString().slice(0, 7))
    return [
      ...pages,
      ...categories.map(({ slug }) => `/categories/${slug}`),
      ...directory.all().map(({ slug }) => `/status/${slug}`),
      ...months.map((month) => `/incidents/${month.replace('-', '/')}`),
      ...archive.incidents.map((id) => `/incidents/${id}`),
    ].slice(0, mostPages)
  }
  let listed: { version: number; at: number; paths: Promise<string[]> } | null = null
  /** Years of incidents are many rows, and robots do not wait for each other: read once in a while. */
  const keptPaths = (): Promise<string[]> => {
    const { version } = directory
    if (listed?.version !== version || now() - listed.at > listedMs) {
      const paths = listPaths()
      listed = { version, at: now(), paths }
      paths.catch(() => {
        listed = null
      })
    }
    return listed.paths
  }

  app.get('/sitemap.xml', { schema: { hide: true } }, async (request, reply) => {
    if (await view.isSample()) return sendProblem(request, reply, 'not-found')
    const origin = originOf(request, publicUrl)
    const paths = await keptPaths()
    const address = (locale: string, path: string): string => inXml(`${origin}/${locale}${path}`)
    const entries = paths.flatMap((path) => {
      const others = locales.map(
        (locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${address(locale, path)}"/>`,
      )
      return locales.map((locale) => `<url><loc>${address(locale, path)}</loc>${others.join('')}</url>`)
    })
    return reply
      .headers({ 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' })
      .send(
        [
          '<?xml version="1.0" encoding="UTF-8"?>',
          '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
          ...entries,
          '</urlset>\n',
        ].join('\n'),
      )
  })

  app.get('/.well-known/security.txt', { schema: { hide: true } }, async (request, reply) => {
    if (!securityContact) return sendProblem(request, reply, 'not-found')
    // A whole day, so that the file is the same for everybody.
    const until = Math.floor((now() + contactHoldsMs) / dayMs) * dayMs
    const lines = [
      `Contact: ${securityContact}`,
      `Expires: ${new Date(until).toISOString()}`,
      'Preferred-Languages: en, ar',
      ...(publicUrl ? [`Canonical: ${publicUrl}/.well-known/security.txt`] : []),
    ]
    return reply
      .headers({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' })
      .send(`${lines.join('\n')}\n`)
  })
}
