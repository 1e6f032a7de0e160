import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { locales } from '#core/locale.ts'
import { pictureVersion } from '#core/picture-version.ts'
import { slugPattern } from '#core/report/report.ts'
import { translatorOf } from '#i18n/index.ts'
import type { Hub } from '#notify/hub.ts'
import type { PublicView } from '#store/view/public-view.ts'
import { sendProblem } from '../errors.ts'
import { hasTag, type Router } from '../http.ts'
import { type Keep, keepReady, type Stamp, stampOf } from '../keep.ts'
import type { Picture } from './album.ts'
import { incidentPicture } from './incident-picture.ts'
import { TooManyPictures } from './painter.ts'
import { servicePicture } from './service-picture.ts'
import { pictureSize } from './sheet.ts'
import { sitePicture } from './site-picture.ts'
import type { Studio } from './studio.ts'

export interface PictureParts {
  view: PublicView
  hub: Pick<Hub, 'state'>
  now: () => number
  studio: Studio
}

/** While people report, numbers change every few seconds: within one status a picture so young is good enough. */
const leastMs = 60_000
const freshSeconds = { open: 60, ended: 86_400 }

const localeParam = z.enum(locales)

/** GET /og/{locale}.png, /og/{locale}/{slug}.png and /og/{locale}/i/{id}.png: what a link looks like where it is pasted. */
export function pictureRoutes(app: Router, parts: PictureParts): void {
  const { view, hub, now, studio } = parts

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { bytes }: Picture,
    { seconds, keep }: { seconds: number; keep: Omit<Keep, 'body' | 'kind' | 'encoding'> | undefined },
  ) {
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    reply.headers({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-type': 'image/png',
      'cache-control': `public, max-age=${seconds}, s-maxage=${seconds}, stale-while-revalidate=600, stale-if-error=86400`,
      etag,
    })
    if (keep) keepReady(reply, { ...keep, kind: 'picture', encoding: 'identity', body: bytes })
    return hasTag(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(bytes)
  }

  app.get(
    '/og/:locale/:slug.png',
    {
      schema: { hide: true, params: z.object({ locale: localeParam, slug: z.string().regex(slugPattern) }) },
    },
    async (request, reply) => {
      const { locale, slug } = request.params
      const stamp = stampOf(hub, slug)
      const state = hub.state(slug)
      const found = state && (await view.readService(slug, '24h', now()))
      if (!found) return sendProblem(request, reply, 'unknown-service')
      const said = found.state
      const standing = `${said.status} ${said.unknownReason} ${said.stale} ${said.incident?.id} ${found.sample}`
      const version = pictureVersion(said)
      const picture = await studio
        .get(
          `service ${locale} ${slug} ${standing}`,
          `${said.version} ${version}`,
          () => ({ box: servicePicture(translatorOf(locale), found), format: 'png', ...pictureSize }),
          leastMs,
        )
        .catch(busyAnswer(request, reply))
      if (!picture) return reply
      return send(request, reply, picture, {
        seconds: freshSeconds.open,
        keep: keepUnder(request.url, version, stamp),
      })
    },
  )

  app.get(
    '/og/:locale.png',
    { schema: { hide: true, params: z.object({ locale: localeParam }) } },
    async (request, reply) => {
      const { locale } = request.params
      const home = await view.readHome(now())
      const worst = home.trouble[0]?.state.status
      const picture = await studio
        .get(
          `site ${locale} ${home.stale} ${worst} ${home.sample}`,
          home.at,
          () => ({ box: sitePicture(translatorOf(locale), home), format: 'png', ...pictureSize }),
          leastMs,
        )
        .catch(busyAnswer(request, reply))
      if (!picture) return reply
      const keep = request.url.includes('?') ? undefined : { freshMs: 10_000 }
      return send(request, reply, picture, { seconds: freshSeconds.open, keep })
    },
  )

  app.get(
    '/og/:locale/i/:id.png',
    { schema: { hide: true, params: z.object({ locale: localeParam, id: z.string().max(120) }) } },
    async (request, reply) => {
      const { locale, id } = request.params
      const at = now()
      const [incident, series, sample] = await Promise.all([
        view.readIncident(id, at),
        view.readIncidentSeries(id, at),
        view.isSample(),
      ])
      if (!incident || !series) return sendProblem(request, reply, 'not-found')
      const { endedAt, status, peak15m, reports, timeline, falseAlarm } = incident
      const standing = `${endedAt} ${status} ${falseAlarm?.at}`
      const picture = await studio
        .get(
          `incident ${locale} ${id} ${standing}`,
          `${peak15m} ${reports} ${timeline.length}`,
          () => ({
            box: incidentPicture(translatorOf(locale), incident, series, { sample, now: at }),
            format: 'png',
            ...pictureSize,
          }),
          leastMs,
        )
        .catch(busyAnswer(request, reply))
      if (!picture) return reply
      return send(request, reply, picture, {
        seconds: endedAt ? freshSeconds.ended : freshSeconds.open,
        keep: undefined,
      })
    },
  )
}

/** Too many wait for the painter already: who asks now may come back. */
export const busyAnswer =
  (request: FastifyRequest, reply: FastifyReply) =>
  (error: unknown): null => {
    if (!(error instanceof TooManyPictures)) throw error
    sendProblem(request, reply, 'overloaded', { retryAfterSeconds: 5 + Math.floor(Math.random() * 6) })
    return null
  }

/** Kept ready under its own address only: a stranger could make up any number of others. */
const keepUnder = (url: string, version: string, stamp: Stamp) => {
  const query = url.split('?')[1]
  return query === undefined || query === `v=${version}` ? { freshMs: 60_000, stamp } : undefined
}
