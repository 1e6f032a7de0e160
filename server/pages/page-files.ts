import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from '#api/errors.ts'
import { header } from '#api/http.ts'
import { keepReady } from '#api/keep.ts'
import { compress, encodingOf } from '../door/encoding.ts'
import { fileHeaders, type PageAnswer, type Pages } from './pages.ts'

/** Files whose names change with what is in them: scripts, styles, fonts. */
export const isPageFile = (pathname: string): boolean => pathname.startsWith('/_next/static/')

const forEverMs = 365 * 86_400_000
/** A build has a few dozen. */
const mostFiles = 500

/** Fonts and pictures are packed already. */
const isText = (type: string): boolean => /javascript|css|json|text|svg/.test(type)

/**
 * Answers with a file of the pages, fetched from the page process once and compressed on the way: it sends them
 * plain, and they are three quarters of what a first visit weighs.
 */
export function createPageFiles(pages: Pick<Pages, 'fetch'>) {
  const files = new Map<string, Promise<PageAnswer>>()

  function obtain(pathname: string): Promise<PageAnswer> {
    const known = files.get(pathname)
    if (known) return known
    const fetched = pages.fetch(pathname, 'http://localhost')
    files.set(pathname, fetched)
    const forget = () => files.delete(pathname)
    fetched.then(({ status }) => status === 200 || forget(), forget)
    if (files.size > mostFiles) files.delete(files.keys().next().value!)
    return fetched
  }

  return async (request: FastifyRequest, reply: FastifyReply, pathname: string) => {
    const file = await obtain(pathname).catch(() => null)
    if (!file) return sendProblem(request, reply, 'overloaded', { retryAfterSeconds: 5 })
    if (file.status !== 200) return sendProblem(request, reply, 'not-found')
    const type = String(file.headers['content-type'])
    const encoding = isText(type) ? encodingOf(header(request, 'accept-encoding')) : 'identity'
    const body = await compress(file.body, encoding)
    reply.headers({
      ...fileHeaders,
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      ...(isText(type) && { vary: 'Accept-Encoding' }),
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    })
    keepReady(reply, { kind: 'page', body, encoding, freshMs: forEverMs })
    return reply.send(body)
  }
}
