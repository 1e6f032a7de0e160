import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { canonicalJson, type Json } from '#core/canonical.ts'
import { translatorOf } from '#i18n/index.ts'
import type { PublicView } from '#store/view/public-view.ts'
import { citedOf } from '#store/view/view-incident-detail.ts'
import { askedLocale, type Query } from '../embed/embed-query.ts'
import { sendProblem } from '../errors.ts'
import { hasTag, originOf, type Router } from '../http.ts'
import { incidentPicture } from '../picture/incident-picture.ts'
import { busyAnswer } from '../picture/pictures.ts'
import { pictureSize } from '../picture/sheet.ts'
import type { Studio } from '../picture/studio.ts'

export interface CardParts {
  view: PublicView
  now: () => number
  studio: Studio
  publicUrl?: string | undefined
}

const types = { svg: 'image/svg+xml', png: 'image/png', json: 'application/json; charset=utf-8' } as const
type Kind = keyof typeof types

const minuteMs = 60_000

/**
 * GET /incidents/{id}/card.{svg,png,json}: an incident to be cited, as a picture that needs nothing else and as its
 * facts. The fingerprint of the facts stands on the picture, in its ETag and in a header of its own.
 */
export function cardRoutes(app: Router, { view, now, studio, publicUrl }: CardParts): void {
  async function answer(request: FastifyRequest, reply: FastifyReply, id: string, query: Query, kind: Kind) {
    const at = now()
    const detail = await view.readIncidentDetail(id, at)
    if (!detail) return sendProblem(request, reply, 'not-found')
    const { facts, sha256 } = citedOf(detail)
    const { locale, varies } = askedLocale(query, request.headers['accept-language'])
    // An open incident's card says for how long it has been going on.
    const moment = facts.final || detail.endedAt ? '' : `-${Math.floor(at / minuteMs)}`
    const tag = kind === 'json' ? sha256 : `${sha256}-${locale}${moment}`
    const etag = `"${tag}"`
    const seconds = facts.final ? 86_400 : 60
    reply.headers({
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'content-type': types[kind],
      'cache-control': `public, max-age=${seconds}, s-maxage=${seconds}, stale-while-revalidate=600, stale-if-error=86400`,
      'x-record-sha256': sha256,
      etag,
      ...(kind === 'svg' && { 'content-security-policy': "default-src 'none'; img-src data:; sandbox" }),
      ...(kind !== 'json' && varies && { vary: 'Accept-Language' }),
    })
    if (hasTag(request.headers['if-none-match'], etag)) return reply.code(304).send()
    if (kind === 'json') return reply.send(canonicalJson({ sha256, facts } as unknown as Json))
    const sample = await view.isSample()
    const link = `${originOf(request, publicUrl)}/${locale}/incidents/${id}`.replace(/^https?:\/\//, '')
    const cite = { link, sha256 }
    const picture = await studio
      .get(`card ${kind} ${id} ${tag} ${link}`, '', () => ({
        box: incidentPicture(translatorOf(locale), detail, detail.series, { sample, now: at, cite }),
        format: kind,
        ...pictureSize,
      }))
      .catch(busyAnswer(request, reply))
    return picture ? reply.send(picture.bytes) : reply
  }

  const params = z.object({ id: z.string().regex(/^[a-z0-9-]{1,120}$/) })
  const querystring = z.record(z.string(), z.unknown())
  for (const kind of Object.keys(types) as Kind[]) {
    app.get(
      `/incidents/:id/card.${kind}`,
      { schema: { hide: true, params, querystring } },
      (request, reply) => answer(request, reply, request.params.id, request.query, kind),
    )
  }
}
