import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from '#api/errors.ts'
import { sendSorry } from '../sorry.ts'
import type { Gauge, Kind } from './gauge.ts'

const always = /^\/(healthz|readyz)$/
const picture = /^\/(og\/|incidents\/[^/]+\/card\.)/
const stream = /^\/api\/v1\/(services\/[^/]+\/)?stream$/
const status = /^\/(api\/v1\/services\/[^/]+\/state$|badge\/|embed[/.]|(status\/[^/]+\/)?(feed|history)\.)/
const token = /^\/api\/v1\/services\/[^/]+\/report-token$/
const read = /^\/(api|_next)\//
/** Anybody may try keys; what signed-in editors do is in nobody's way. */
const signIn = /^\/admin\/(en|ar)\/sign-in$/
const editors = /^\/admin(\/|\?|$)/

/**
 * What a request is when it comes to giving up. null: never given up here. Whole pages are not: only making them
 * anew costs something, and the page routes see to that.
 */
export function kindOf(method: string, url: string): Kind | null {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  if (always.test(path)) return null
  if (signIn.test(path)) return 'page'
  if ((method !== 'GET' && method !== 'HEAD') || token.test(path)) return 'report'
  if (picture.test(path)) return 'picture'
  if (stream.test(path)) return 'stream'
  if (status.test(path) || editors.test(path)) return 'status'
  return read.test(path) ? 'page' : null
}

/** Some seconds, not the same for all: who is sent away together shall not come back together. */
const between = (least: number, most: number) => least + Math.floor(Math.random() * (most - least + 1))

/**
 * Gives every request that has work to do a slot, or gives it up: pictures first, then streams, pages, status, and reports last
 * (RELIABILITY 3.4). Asked when the body is here: who sends slowly holds no slot.
 */
export function shedLoad(app: FastifyInstance, gauge: Gauge): void {
  app.addHook('preValidation', (request, reply, done) => {
    const kind = kindOf(request.method, request.raw.url ?? '')
    if (!kind) return done()
    const leave = gauge.enter(kind)
    if (!leave) return void refuse(request, reply, kind)
    reply.raw.once('close', leave)
    done()
  })
}

function refuse(request: FastifyRequest, reply: FastifyReply, kind: Kind): FastifyReply {
  if (kind === 'stream')
    return sendProblem(request, reply, 'too-many-streams', { retryAfterSeconds: between(15, 45) })
  const retryAfterSeconds = between(5, 10)
  // A form without script, or the editors' desk: there is a person before it.
  if ((kind === 'report' && !request.url.startsWith('/api/')) || editors.test(request.url))
    return sendSorry(request, reply, 'busy', retryAfterSeconds)
  return sendProblem(request, reply, kind === 'report' ? 'busy' : 'overloaded', { retryAfterSeconds })
}
