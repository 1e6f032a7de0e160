import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { embedBox } from '#core/embed-box.ts'
import type { Locale } from '#core/locale.ts'
import type { ServiceCard } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import type { Translator } from '#i18n/translate.ts'
import type { Directory } from '#store/service/directory.ts'
import type { PublicView } from '#store/view/public-view.ts'
import { sendProblem } from '../errors.ts'
import { writeXml } from '../feed/feed-text.ts'
import { html } from '../html.ts'
import { localeOf, originOf, type Router } from '../http.ts'
import { pictureSize } from '../picture/sheet.ts'
import { sendCached, sharedHeaders } from './embed-cache.ts'
import { type Size, sizeOf } from './embed-query.ts'

export interface OembedParts {
  directory: Pick<Directory, 'bySlug'>
  view: Pick<PublicView, 'readIncident'>
  now: () => number
  publicUrl?: string | undefined
}

/** How long a consumer may keep the answer: it names no number, only where to find them. */
const cacheSeconds = 300
const headers = {
  ...sharedHeaders,
  'cache-control': `public, max-age=${cacheSeconds}, stale-while-revalidate=600, stale-if-error=86400`,
}

/** A chart grows with its place; unasked it is so wide. */
const chartWidth = 720

type Answer = Record<string, string | number>

/** What an address of this site leads to; null: nothing that could be shown elsewhere. */
interface Target {
  slug?: string
  incident?: string
  locale: Locale | null
  /** The form asked for by the address of a widget. */
  size: Size | null
}

/** Reads an address of this site, by its host: people paste both http and https, with and without the last slash. */
export function targetOf(address: string, host: string): Target | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  if (!/^https?:$/.test(url.protocol) || url.host !== host) return null
  const path = url.pathname.replace(/\/+$/, '')
  const asked = url.searchParams.get('lang')
  const page = /^(?:\/(en|ar))?\/(status|incidents)\/([a-z0-9-]+)$/.exec(path)
  if (page) {
    const [, locale, kind, id] = page
    return {
      ...(kind === 'status' ? { slug: id! } : { incident: id! }),
      locale: (locale as Locale | undefined) ?? null,
      size: null,
    }
  }
  const [, slug] = /^\/embed\/([a-z0-9-]+)$/.exec(path) ?? []
  if (!slug) return null
  const locale = asked === 'en' || asked === 'ar' ? asked : null
  return { slug, locale, size: sizeOf(Object.fromEntries(url.searchParams)) }
}

/** The widget that fits: as asked for by its own address, else a card; a bar where there is no room for one. */
function fitBox(size: Size | null, most: { width: number; height: number }) {
  const form =
    (size ?? 'card') === 'chart' && most.height < embedBox('chart').height ? 'card' : (size ?? 'card')
  const fitting = most.height < embedBox(form).height ? 'bar' : form
  const { height, width } = embedBox(fitting)
  return { form: fitting, height, width: Math.min(most.width, width ?? chartWidth) }
}

/**
 * One bare frame and nothing else: consumers drop scripts, styles and whatever stands around it. It holds still without
 * any of them.
 */
function richAnswer(
  t: Translator,
  service: ServiceCard,
  { origin, size, most }: { origin: string; size: Size | null; most: { width: number; height: number } },
): Answer {
  const { form, width, height } = fitBox(size, most)
  const name = service.name[t.locale]
  const src = `${origin}/embed/${service.slug}?size=${form}&lang=${t.locale}`
  const title = t('embed.frameTitle', { s: name, brand: t('brand') })
  return {
    type: 'rich',
    title: t('oembed.title', { s: name }),
    width,
    height,
    html: html`<iframe src="${src}" width="${width}" height="${height}" frameborder="0" scrolling="no" referrerpolicy="origin" title="${title}"></iframe>`
      .text,
    ...thumbnail(`${origin}/og/${t.locale}/${service.slug}.png`, most),
  }
}

/** A picture may not be larger than what was asked for. */
const thumbnail = (url: string, most: { width: number; height: number }): Answer =>
  most.width < pictureSize.width || most.height < pictureSize.height
    ? {}
    : { thumbnail_url: url, thumbnail_width: pictureSize.width, thumbnail_height: pictureSize.height }

const pixels = z.coerce.number().int().min(1).max(10_000).default(10_000)

/** GET /oembed: the widget of a pasted address, for editors and chats that ask its site what to show (oembed.com). */
export function oembedRoutes(app: Router, parts: OembedParts): void {
  const { directory, view, now } = parts

  async function read(request: FastifyRequest, address: string, most: { width: number; height: number }) {
    const origin = originOf(request, parts.publicUrl)
    const target = targetOf(address, new URL(origin).host)
    if (!target) return null
    const t = translatorOf(target.locale ?? localeOf(request))
    const service = directory.bySlug(target.slug ?? '')
    const said = {
      version: '1.0',
      provider_name: t('brand'),
      provider_url: `${origin}/`,
      cache_age: cacheSeconds,
    }
    const varies = target.locale === null
    if (service)
      return { varies, answer: { ...said, ...richAnswer(t, service, { origin, size: target.size, most }) } }
    const incident = target.incident ? await view.readIncident(target.incident, now()) : null
    if (!incident) return null
    // A record is read on its own page: there is no widget of one.
    const title = t('oembed.incident', { s: incident.service.name[t.locale] })
    const picture = thumbnail(`${origin}/og/${t.locale}/i/${incident.id}.png`, most)
    return { varies, answer: { ...said, type: 'link', title, ...picture } }
  }

  app.get(
    '/oembed',
    {
      schema: {
        summary: 'The widget of a pasted address, for editors and chats (oEmbed)',
        description:
          'Addresses of services, incidents and widgets of this site. format=xml gives the same as XML.',
        tags: ['embed'],
        querystring: z.object({
          url: z.string().min(1).max(500),
          format: z.string().max(20).default('json'),
          maxwidth: pixels,
          maxheight: pixels,
        }),
      },
    },
    async (request, reply): Promise<FastifyReply> => {
      const { url, format, maxwidth, maxheight } = request.query
      if (format !== 'json' && format !== 'xml') return sendProblem(request, reply, 'no-format')
      const found = await read(request, url, { width: maxwidth, height: maxheight })
      if (!found) return sendProblem(request, reply, 'not-found')
      const type = format === 'xml' ? 'text/xml' : 'application/json'
      const body = format === 'xml' ? writeXml('oembed', found.answer) : JSON.stringify(found.answer)
      return sendCached(
        request,
        reply,
        {
          ...headers,
          'content-type': `${type}; charset=utf-8`,
          ...(found.varies && { vary: 'Accept-Language' }),
        },
        body,
      )
    },
  )
}
