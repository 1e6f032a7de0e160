import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Keep, keepOf, newMs } from '#api/keep.ts'
import { readChoices } from '#core/choices.ts'
import { compress, encodingOf } from './encoding.ts'
import type { Kind } from './gauge.ts'
import { makeReady, sendReady } from './ready.ts'
import { createShelf, type Kept, type ShelfLimits } from './shelf.ts'

/** So old it is still better than none, when a new one cannot be made. What is kept longer is the page cache's. */
const lastMs = 60_000
/** Smaller bodies go in one packet anyway. */
const leastCompressed = 1_000

export interface DoorParts {
  now: () => number
  /** Whether nothing of this kind is to be made anew just now. */
  sheds(kind: Kind): boolean
  limits?: ShelfLimits
}

/** What stands in front of Fastify and answers what it has ready. */
export interface Door {
  /** Answers, if the answer is here; false: Fastify has to. */
  answer(request: IncomingMessage, response: ServerResponse): boolean
  /** Takes its place before the app. To be called before routes are made, so that it hears what all of them say. */
  attach(app: FastifyInstance): void
}

/**
 * Ready answers, told from each other by what their Vary says. Routes mark what is everybody's (api/keep.ts); the
 * door keeps it as it left and repeats it, so that an answer said a thousand times a second is made once.
 */
export function createDoor({ now, sheds, limits }: DoorParts): Door {
  const shelf = createShelf(limits ?? { mostAddresses: 5_000, mostBytes: 64 * 1024 * 1024 })
  let shut = false

  const isFresh = ({ keptAt, freshMs, stamp }: Kept, at: number): boolean => {
    // An answer from the future was kept before the clock was set back.
    if (at < keptAt || at - keptAt >= freshMs) return false
    return stamp === undefined || stamp.now() === stamp.was
  }
  const isUsable = ({ bornAt }: Kept, at: number) => at >= bornAt && at - bornAt < lastMs
  /** Somebody is out already to have the next one made. */
  const isAwaited = ({ askedAt, graceMs, keptAt, freshMs }: Kept, at: number) =>
    at - askedAt < graceMs && at - keptAt < freshMs + graceMs
  const ageOf = ({ bornAt }: Kept, at: number) => {
    const age = at - bornAt
    return age < newMs ? 0 : Math.floor(age / 1_000)
  }

  /** Keeps what is sent, and sends it compressed as it is kept. */
  async function keepSent(request: FastifyRequest, reply: FastifyReply, keep: Keep, payload: unknown) {
    if (reply.statusCode !== 200 && reply.statusCode !== 304) return payload
    const cacheControl = String(reply.getHeader('cache-control'))
    if (!cacheControl.startsWith('public') || reply.hasHeader('set-cookie')) return payload
    const plain = typeof keep.body === 'string' ? Buffer.from(keep.body) : keep.body
    const mayCompress = keep.encoding === undefined && plain.length >= leastCompressed
    const encoding = mayCompress
      ? encodingOf(request.headers['accept-encoding'] as string)
      : (keep.encoding ?? 'identity')
    const body = mayCompress ? await compress(plain, encoding) : plain
    if (mayCompress) {
      const vary = reply.getHeader('vary')
      reply.header('vary', vary ? `${vary}, Accept-Encoding` : 'Accept-Encoding')
    }
    const at = now()
    if (!isApart(request.headers)) {
      const { kind, freshMs, stamp, graceMs = 0, ageMs = 0, byHost = false, byChoices = false } = keep
      shelf.put(
        request.url,
        request.headers,
        {
          ready: makeReady(reply.getHeaders(), body, encoding),
          kind,
          freshMs,
          stamp,
          byChoices,
          graceMs,
          keptAt: at,
          bornAt: at - ageMs,
          askedAt: Number.NEGATIVE_INFINITY,
        },
        { vary: String(reply.getHeader('vary') ?? ''), byHost },
      )
    }
    if (reply.statusCode === 304 || !mayCompress) return payload
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    return body
  }

  const answer = (request: IncomingMessage, response: ServerResponse): boolean => {
    const { method, url, headers } = request
    if (shut || (method !== 'GET' && method !== 'HEAD')) return false
    const kept = shelf.find(url!, headers)
    if (!kept || isApart(headers)) return false
    if (kept.byChoices && readChoices(headers.cookie)) return false
    const at = now()
    if (!isFresh(kept, at)) {
      const holds = isUsable(kept, at) && (isAwaited(kept, at) || sheds(kept.kind))
      if (!holds) {
        kept.askedAt = at
        return false
      }
    }
    sendReady(kept.ready, request, response, ageOf(kept, at))
    return true
  }

  return {
    answer,
    attach(app) {
      app.addHook('onSend', (request, reply, payload, done) => {
        const keep = keepOf(reply)
        if (!keep) return done(null, payload)
        keepSent(request, reply, keep, payload).then((sent) => done(null, sent), done)
      })
      // From here on connections are to end, and Fastify tells them so.
      app.addHook('preClose', async () => {
        shut = true
      })
      const handlers = app.server.listeners('request')
      app.server.removeAllListeners('request')
      app.server.on('request', (request, response) => {
        if (answer(request, response)) return
        for (const handle of handlers) handle.call(app.server, request, response)
      })
    },
  }
}

/** Requests that could mean something else by the same address, or by a person: neither answered from here nor kept. */
const isApart = (headers: IncomingHttpHeaders): boolean =>
  headers.authorization !== undefined ||
  headers.rsc !== undefined ||
  headers['next-router-prefetch'] !== undefined ||
  headers['next-router-state-tree'] !== undefined
