import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { slugPattern } from '#core/report/report.ts'
import { type AddressList, unitsFor } from '#ingest/address.ts'
import type { Hub } from '#notify/hub.ts'
import { sendProblem } from '../errors.ts'
import { addressOf, header, type Router } from '../http.ts'
import { createChannels } from './stream-channels.ts'
import { createRoom, type RoomLimits } from './stream-room.ts'
import { createSeats, type SeatLimits } from './stream-seats.ts'
import { listTopic, serviceTopic, type Topic } from './stream-topics.ts'

export type StreamLimits = SeatLimits &
  RoomLimits & {
    /** Under load changes are told together, so often. */
    busyEveryMs: number
  }

export interface StreamParts {
  hub: Hub
  isTrusted: AddressList
  /** The house is so busy that new streams are turned away. */
  isBusy?(): boolean
  /** Other limits than the usual ones. */
  streamLimits?: Partial<StreamLimits>
}

/** A browser opens six connections to a host at most (without HTTP/2): three full ones at home, five homes a /24. */
const usualLimits: StreamLimits = {
  perProcess: 10_000,
  perPrefix: 100,
  perUnit: 20,
  beatMs: 15_000,
  lifeMs: 30 * 60_000,
  unsentBytes: 64 * 1024,
  stuckMs: 30_000,
  busyEveryMs: 10_000,
}

const mostSlugs = 50
/** Slugs of at most 64 signs, with commas. */
const listLength = mostSlugs * 65

const slugList = z
  .string()
  .max(listLength)
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(z.string().regex(slugPattern)).max(mostSlugs))

/** The live streams (server-sent events). An event is a whole state, so that resuming needs no memory of ours. */
export function streamRoutes(
  app: Router,
  { hub, isTrusted, isBusy = () => false, streamLimits }: StreamParts,
): void {
  const limits = { ...usualLimits, ...streamLimits }
  const seats = createSeats(limits)
  const room = createRoom(limits)
  const channels = createChannels(hub, room, { isBusy, busyEveryMs: limits.busyEveryMs })
  // Open streams would keep a closing server waiting for ever.
  app.addHook('preClose', async () => {
    channels.stop()
    room.close()
  })

  const open = (request: FastifyRequest, reply: FastifyReply, topic: Topic): FastifyReply => {
    const { socket } = reply.raw
    // None while an earlier request on this connection is being answered: no reader of streams does so.
    if (!socket) return sendProblem(request, reply, 'bad-request')
    const from = unitsFor(addressOf(request, isTrusted))
    if (!seats.take(from)) {
      const retryAfterSeconds = 15 + Math.floor(Math.random() * 31)
      return sendProblem(request, reply, 'too-many-streams', { retryAfterSeconds })
    }
    reply.hijack()
    sendHead(reply.raw)
    channels.join(topic, socket, header(request, 'last-event-id'), () => seats.leave(from))
    return reply
  }

  app.get(
    '/api/v1/services/:slug/stream',
    {
      // A HEAD would wait for the end of an answer that has none.
      exposeHeadRoute: false,
      schema: {
        summary: 'Changes of one service as server-sent events',
        description:
          'Event `state` is a whole state, the id its version; `stale` is one that has become too old to hold; ' +
          '`beat` says that the stream is alive. With Last-Event-ID nothing is said twice.',
        tags: ['services'],
        params: z.object({ slug: z.string().regex(slugPattern) }),
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const state = hub.state(slug)
      if (!state) return sendProblem(request, reply, 'unknown-service')
      // Of a slug that was merged into another, that other.
      return open(request, reply, serviceTopic(state.service))
    },
  )

  app.get(
    '/api/v1/stream',
    {
      exposeHeadRoute: false,
      schema: {
        summary: 'Changes of all services, or of some, as server-sent events',
        description:
          'Begins with all as they are. Events as in the stream of a service, but each is a row of a list: ' +
          'service, version, stale, and what lists show. The id is a time in ms; after Last-Event-ID some rows ' +
          `may come again, with a version that is known. \`services\`: at most ${mostSlugs} slugs, with commas.`,
        tags: ['services'],
        querystring: z.object({ services: slugList.optional() }),
      },
    },
    async (request, reply) => {
      const { services } = request.query
      // One that was hidden yesterday does not take the others from a page that still asks for it.
      if (services && !services.some((slug) => hub.state(slug))) {
        return sendProblem(request, reply, 'unknown-service')
      }
      return open(
        request,
        reply,
        listTopic(services ? new Set(services.map((slug) => hub.state(slug)?.service ?? slug)) : null),
      )
    },
  )
}

/**
 * The head alone. Without chunks: what follows is written to the socket as it is, the same bytes to all, and
 * the end of the connection is the end of the stream.
 */
function sendHead(response: ServerResponse): void {
  response.removeHeader('transfer-encoding')
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    connection: 'close',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
  })
  response.flushHeaders()
}
