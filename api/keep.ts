import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Hub } from '#notify/hub.ts'

/** What a route says of an answer that is the same for everybody: it may be kept ready (server/door), and how long. */
export interface Keep {
  /** Under overload, pictures are made anew no more before pages are, and those before what tells of a state. */
  kind: 'picture' | 'page' | 'status'
  /** The whole body, whether it is sent now or its reader has it already. */
  body: string | Buffer
  /** How the body is compressed already. Absent: it is not, and may be. */
  encoding?: 'br' | 'gzip' | 'identity'
  /** So long it is as good as new… */
  freshMs: number
  /** …and only while its stamp is what it was before the answer was made. */
  stamp?: Stamp | undefined
  /** So much longer others get it while the next one is made for one of them. */
  graceMs?: number
  /** How old it was already. */
  ageMs?: number
  /** It names the host by which it was asked. */
  byHost?: boolean
  /** Whoever chose something by cookie (core/choices.ts) gets another answer, which is kept nowhere. */
  byChoices?: boolean
}

export interface Stamp {
  was: string
  now(): string
}

/** Older than this, an answer says its age. */
export const newMs = 2_000

/** Says how old an answer is that is not new any more. */
export function sayAge(reply: FastifyReply, ageMs: number): void {
  if (ageMs >= newMs) reply.header('age', String(Math.floor(ageMs / 1_000)))
}

const marks = new WeakMap<ServerResponse, Keep>()

/** Marks the answer as one to be kept ready. Without a door in front, this says nothing. */
export const keepReady = (reply: FastifyReply, keep: Keep): void => void marks.set(reply.raw, keep)

/** What was said of an answer. */
export const keepOf = (reply: FastifyReply): Keep | undefined => marks.get(reply.raw)

/** Changes with everything that is said of a service: its state, how fresh its numbers are, whether it is shown. */
export function stampOf(hub: Pick<Hub, 'state'>, slug: string): Stamp {
  const now = () => {
    const state = hub.state(slug)
    if (!state) return ''
    // Of what was never looked at, the time is always now.
    return state.version === 0 ? `0 ${state.stale}` : `${state.version} ${state.at} ${state.stale}`
  }
  return { was: now(), now }
}
