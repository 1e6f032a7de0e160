import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLocale, type Locale, locales } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { direction } from '#i18n/translate.ts'
import { sendCached, sharedHeaders } from './embed/embed-cache.ts'
import { sendProblem } from './errors.ts'
import { localeOf } from './http.ts'

/** What makes an app of the site: its scripts and icons (device/), as they are sent. */
export interface AppFiles {
  /** /device.js */
  device: string
  /** /sw.js */
  worker: string
  /** By file name. */
  icons: Record<string, Buffer>
}

export interface AppParts {
  app: AppFiles
}

const types: Record<string, string> = { svg: 'image/svg+xml', png: 'image/png' }

/** Colours of the light theme's ground and of the mark (app/styles/tokens.css). */
const colours = { background_color: '#fbfaf7', theme_color: '#fbfaf7' }

/** Web app manifest (W3C) in one language; the app is the same in both, so it is installed once. */
export function manifestOf(locale: Locale): Record<string, unknown> {
  const t = translatorOf(locale)
  const icon = (file: string, sizes: string, purpose = 'any') => ({
    src: `/icons/${file}`,
    sizes,
    type: types[file.split('.').at(-1)!],
    purpose,
  })
  return {
    id: '/',
    name: t('brand'),
    short_name: t('brand'),
    description: t('offline.appDescription'),
    lang: locale,
    dir: direction(locale),
    start_url: `/${locale}`,
    scope: '/',
    display: 'standalone',
    ...colours,
    categories: ['utilities', 'news'],
    icons: [
      icon('desk.svg', 'any'),
      icon('desk-192.png', '192x192'),
      icon('desk-512.png', '512x512'),
      icon('desk-maskable-512.png', '512x512', 'maskable'),
    ],
    shortcuts: [
      { name: t('following.h1'), url: `/${locale}/following` },
      { name: t('nav.incidents'), url: `/${locale}/incidents` },
    ],
  }
}

/** GET /manifest.webmanifest, the worker, the device's script and the icons. */
export function appRoutes(app: FastifyInstance, { app: files }: AppParts): void {
  const sendManifest = (request: FastifyRequest, reply: FastifyReply, locale: Locale, vary?: string) =>
    sendCached(
      request,
      reply,
      {
        ...sharedHeaders,
        'content-type': 'application/manifest+json; charset=utf-8',
        'content-language': locale,
        'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
        ...(vary && { vary }),
      },
      JSON.stringify(manifestOf(locale)),
    )
  app.get<{ Querystring: { lang?: string } }>('/manifest.webmanifest', (request, reply) => {
    const asked = request.query.lang ?? ''
    return isLocale(asked)
      ? sendManifest(request, reply, asked)
      : sendManifest(request, reply, localeOf(request), 'Accept-Language')
  })
  for (const locale of locales)
    app.get(`/${locale}/manifest.webmanifest`, (request, reply) => sendManifest(request, reply, locale))

  const script = { ...sharedHeaders, 'content-type': 'text/javascript; charset=utf-8' }
  app.get('/sw.js', (request, reply) =>
    sendCached(
      request,
      reply,
      {
        ...script,
        // What the worker itself may ask for: this site.
        'content-security-policy': "default-src 'none'; connect-src 'self'",
        'cache-control': 'no-cache',
      },
      files.worker,
    ),
  )
  app.get('/device.js', (request, reply) =>
    sendCached(
      request,
      reply,
      { ...script, 'cache-control': 'public, max-age=300, stale-while-revalidate=86400' },
      files.device,
    ),
  )
  const sendIcon = (request: FastifyRequest, reply: FastifyReply, name: string) => {
    const icon = Object.hasOwn(files.icons, name) ? files.icons[name] : undefined
    if (!icon) return sendProblem(request, reply, 'not-found')
    return reply
      .headers({
        ...sharedHeaders,
        'content-type': types[name.split('.').at(-1)!] ?? 'application/octet-stream',
        'content-security-policy': "default-src 'none'",
        'cache-control': 'public, max-age=86400, stale-while-revalidate=604800',
      })
      .send(icon)
  }
  app.get<{ Params: { name: string } }>('/icons/:name', (request, reply) =>
    sendIcon(request, reply, request.params.name),
  )
  // Asked for by whoever has no page that names the icon: readers of feeds, of JSON, of pictures.
  app.get('/favicon.ico', (request, reply) => sendIcon(request, reply, 'desk-192.png'))
}
