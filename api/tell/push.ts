import { z } from 'zod'
import { locales } from '#core/locale.ts'
import { slugPattern } from '#core/report/report.ts'
import { type AddressList, unitsFor } from '#ingest/address.ts'
import { createLimits } from '#ingest/limits.ts'
import type { Push } from '#notify/push.ts'
import { isSafeUrl, openInternet, type Reach } from '#notify/safe-address.ts'
import type { Database } from '#store/db.ts'
import { deletePush, insertPush } from '#store/push.ts'
import type { Directory } from '#store/service/directory.ts'
import { sendProblem } from '../errors.ts'
import { addressOf, isOwnOrigin, type Router } from '../http.ts'

export interface PushRouteParts {
  /** null: this site has nobody whom push services could turn to, so it sends none. */
  push: Pick<Push, 'publicKey'> | null
  /** What messages may be sent to; absent: the open internet alone. */
  pushReach?: Reach
  db: Database
  directory: Directory
  now: () => number
  isTrusted: AddressList
  publicUrl?: string | undefined
}

/** A person follows a few services at a time. */
const rate = { burst: 20, perSecond: 0.05 }

/** Visible ASCII, as browsers write addresses. */
const endpointPattern = /^[!-~]{1,1000}$/

const slugParams = z.object({ slug: z.string().regex(slugPattern) })
const subscriptionOf = (reach: Reach) =>
  z.strictObject({
    endpoint: z
      .string()
      .regex(endpointPattern)
      .refine((text) => isSafeUrl(text, reach)),
    /** As the browser gives them: an uncompressed P-256 point, and 16 random bytes. */
    keys: z.strictObject({
      p256dh: z.string().regex(/^B[\w-]{86}=?$/),
      auth: z.string().regex(/^[\w-]{22}(==)?$/),
    }),
    lang: z.enum(locales),
  })

/** "Tell me when it is over": one message to a browser that asked, then its address is forgotten. */
export function pushRoutes(app: Router, parts: PushRouteParts): void {
  const { push, db, directory, now } = parts
  const limits = createLimits({ maxKeys: 20_000 })

  app.get(
    '/api/v1/push-key',
    { schema: { summary: 'Key by which browsers know our push messages (VAPID)', tags: ['push'] } },
    async (request, reply) => {
      if (!push) return sendProblem(request, reply, 'no-push')
      return reply.header('cache-control', 'public, max-age=3600').send({ publicKey: await push.publicKey() })
    },
  )

  app.post(
    '/api/v1/services/:slug/push-subscriptions',
    {
      schema: {
        summary: 'Be told once, by web push, that the open incident is over',
        tags: ['push'],
        params: slugParams,
        body: subscriptionOf(parts.pushReach ?? openInternet),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!push) return sendProblem(request, reply, 'no-push')
      if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
      const service = directory.bySlug(request.params.slug)
      if (!service) return sendProblem(request, reply, 'unknown-service')
      const address = addressOf(request, parts.isTrusted)
      const wait = limits.take(unitsFor(address).unit, rate, now())
      if (wait > 0) return sendProblem(request, reply, 'too-many', { retryAfterSeconds: wait })
      const { endpoint, keys, lang } = request.body
      const isKept = await insertPush(db, service.id, { endpoint, ...keys, lang }, now())
      return isKept ? reply.code(201).send({ status: 'waiting' }) : sendProblem(request, reply, 'no-incident')
    },
  )

  app.delete(
    '/api/v1/services/:slug/push-subscriptions',
    {
      schema: {
        summary: 'Be told no more',
        tags: ['push'],
        params: slugParams,
        body: z.strictObject({ endpoint: z.string().regex(endpointPattern) }),
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!isOwnOrigin(request, parts.publicUrl)) return sendProblem(request, reply, 'foreign-origin')
      const service = directory.bySlug(request.params.slug)
      if (!service) return sendProblem(request, reply, 'unknown-service')
      // The same whether it was known or not: no oracle for other people's addresses.
      await deletePush(db, service.id, request.body.endpoint)
      return reply.code(204).send()
    },
  )
}
