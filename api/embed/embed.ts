import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Series } from '#core/bucket.ts'
import { slugPattern } from '#core/report/report.ts'
import { translatorOf } from '#i18n/index.ts'
import type { Translator } from '#i18n/translate.ts'
import type { Hub } from '#notify/hub.ts'
import { stampOf } from '../keep.ts'
import { absentBarOf, barOf } from './embed-bar.ts'
import { sendCached, sha256, sharedHeaders } from './embed-cache.ts'
import { absentOf, cardOf, chartOf } from './embed-card.ts'
import { documentOf, type Sheet } from './embed-document.ts'
import {
  askedLocale,
  digitsOf,
  dressOf,
  isPlain,
  type Query,
  type Size,
  sampleStatusOf,
  sizeOf,
  sizes,
} from './embed-query.ts'
import { sampleOf } from './embed-sample.ts'
import { styles } from './embed-style.ts'
import type { EmbedData } from './embed-words.ts'

export interface EmbedParts {
  /** Through the public view: a hidden service is null here as everywhere. */
  readEmbed(slug: string): Promise<EmbedData | null>
  hub: Pick<Hub, 'state'>
  /** The last 24 hours with usual and alert levels, for size=chart. Without it the chart draws counts alone. */
  readDay?(slug: string): Promise<Series | null>
  /** embed/loader.ts and embed/frame.ts as the browser gets them (embed/build.ts). */
  loader: string
  frame: string
}

/** The one place that may be framed by anybody; therefore nothing in it may act (no forms, no state-changing press). */
const policyOf = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script, 'base64')}'`,
    `style-src 'sha256-${sha256(style, 'base64')}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    'frame-ancestors *',
  ].join('; ')

const documentHeaders = {
  ...sharedHeaders,
  'content-type': 'text/html; charset=utf-8',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  'cache-control': 'public, max-age=30, stale-while-revalidate=60, stale-if-error=86400',
}

const loaderHeaders = {
  ...sharedHeaders,
  'content-type': 'text/javascript; charset=utf-8',
}

/** Its curve comes from the store, where it may be a second old; with that, two seconds is the oldest there is. */
const keptEmbed = { kind: 'status', freshMs: 500, graceMs: 500 } as const

/** The script changes with a start of ours only. */
const keptLoader = ({ url }: FastifyRequest) =>
  url.includes('?') ? undefined : ({ kind: 'status', freshMs: 3_600_000 } as const)

function sheetOf(t: Translator, size: Size, data: EmbedData | null, day: Series | null): Sheet {
  if (size === 'bar') return data ? barOf(t, data) : absentBarOf(t)
  if (!data) return absentOf(t)
  return size === 'chart' ? chartOf(t, data, day) : cardOf(t, data)
}

/** GET /embed/{slug}, the live box that other sites frame, and GET /embed.js, the script that makes the frame. */
export function embedRoutes(app: FastifyInstance, parts: EmbedParts): void {
  const { loader, frame } = parts
  const policies = Object.fromEntries(sizes.map((size) => [size, policyOf(styles[size], frame)]))

  app.get<{ Params: { slug: string }; Querystring: Query }>('/embed/:slug', async (request, reply) => {
    const { slug } = request.params
    const size = sizeOf(request.query)
    const { locale, varies } = askedLocale(request.query, request.headers['accept-language'])
    const t = translatorOf(locale)
    const stamp = stampOf(parts.hub, slug)
    const found = slugPattern.test(slug) ? await parts.readEmbed(slug) : null
    const sample = sampleStatusOf(request.query)
    const data = found && sample ? sampleOf(found, sample) : found
    const day = data && !sample && size === 'chart' && parts.readDay ? await parts.readDay(slug) : null
    const document = documentOf(t, sheetOf(t, size, data, day), {
      ...dressOf(request.query),
      digits: digitsOf(request.query, locale),
      style: styles[size],
      script: frame,
    })
    const headers = {
      ...documentHeaders,
      'content-security-policy': policies[size] ?? '',
      'content-language': locale,
      ...(varies ? { vary: 'Accept-Language' } : {}),
    }
    return sendCached(request, reply, headers, document, {
      // A tick that moved nothing but the time of the numbers is no news.
      sense: data ? document.replaceAll(data.state.at, '') : document,
      keep: data && isPlain(request.query) ? { ...keptEmbed, stamp } : undefined,
    })
  })

  app.get('/embed.js', (request, reply) =>
    sendCached(
      request,
      reply,
      { ...loaderHeaders, 'cache-control': 'public, max-age=3600, stale-while-revalidate=86400' },
      loader,
      { keep: keptLoader(request) },
    ),
  )

  app.get(`/${loaderName(loader)}`, (request, reply) =>
    sendCached(
      request,
      reply,
      { ...loaderHeaders, 'cache-control': 'public, max-age=31536000, immutable' },
      loader,
      { keep: keptLoader(request) },
    ),
  )
}

/** The loader's address that never changes its content, for pages that pin it by hash (SRI). */
export const loaderName = (loader: string): string => `embed.${sha256(loader, 'hex').slice(0, 12)}.js`
