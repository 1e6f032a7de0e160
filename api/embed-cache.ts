import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

export const sha256 = (text: string, encoding: 'base64' | 'base64url' | 'hex'): string =>
  createHash('sha256').update(text).digest(encoding)

/** Does If-None-Match name this tag? Weak comparison, as RFC 9110 asks for GET. */
const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch
    ?.split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag.slice(2)) ?? false

/**
 * Sends `body` with an ETag, or 304 to who has it. `sense` is what the tag is made of: the body without what
 * changes each tick and changes nothing for the reader (the tag is weak for that reason).
 */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  headers: Record<string, string>,
  body: string,
  sense = body,
): FastifyReply {
  const etag = `W/"${sha256(sense, 'base64url').slice(0, 22)}"`
  reply.headers({ ...headers, etag })
  return isKnown(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(body)
}

/** Shared by all that other sites show: loadable from anywhere, tells nobody where it was seen. */
export const sharedHeaders = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-robots-tag': 'noindex',
}
