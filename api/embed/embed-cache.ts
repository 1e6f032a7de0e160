import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasTag } from '../http.ts'
import { type Keep, keepReady } from '../keep.ts'

export const sha256 = (text: string, encoding: 'base64' | 'base64url' | 'hex'): string =>
  createHash('sha256').update(text).digest(encoding)

/**
 * Sends `body` with an ETag, or 304 to who has it. `sense` is what the tag is made of: the body without what
 * changes each tick and changes nothing for the reader (the tag is weak for that reason). `keep` says how long the
 * front may keep it ready; absent: not at all.
 */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Record<string, string>,
  body: string,
  { sense = body, keep }: { sense?: string; keep?: Omit<Keep, 'body'> | undefined } = {},
): FastifyReply {
  const etag = `W/"${sha256(sense, 'base64url').slice(0, 22)}"`
  reply.headers({ ...headers, etag })
  if (keep) keepReady(reply, { ...keep, body })
  return hasTag(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(body)
}

/** Shared by all that other sites show: loadable from anywhere, tells nobody where it was seen. */
export const sharedHeaders = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-robots-tag': 'noindex',
}
