import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionMostMs } from '#core/editor.ts'
import { header, isHttps } from '../http.ts'

/** The cookie by which an editor's browser is known. It goes to our own pages only, and no script sees it. */

const plain = 'desk-editor'
/** Browsers take such a name only over https, for this very host and all of its paths. */
const bound = `__Host-${plain}`

/** What the browser holds; null: nothing. */
export function tokenOf(request: FastifyRequest, publicUrl: string | undefined): string | null {
  const name = isHttps(request, publicUrl) ? bound : plain
  const cookies = (header(request, 'cookie') ?? '').slice(0, 4_000).split(';')
  const found = cookies.map((cookie) => cookie.trim()).find((cookie) => cookie.startsWith(`${name}=`))
  const token = found?.slice(name.length + 1) ?? ''
  return /^[\w-]{20,40}$/.test(token) ? token : null
}

/** @param token '' forgets it */
export function setToken(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string | undefined,
  token: string,
): void {
  const safe = isHttps(request, publicUrl)
  const parts = [
    `${safe ? bound : plain}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${token ? sessionMostMs / 1000 : 0}`,
    ...(safe ? ['Secure'] : []),
  ]
  reply.header('set-cookie', parts.join('; '))
}
