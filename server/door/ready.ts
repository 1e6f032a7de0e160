import type { IncomingMessage, ServerResponse } from 'node:http'
import { hasTag } from '#api/http.ts'
import type { Encoding } from './encoding.ts'

/** An answer as it goes over the wire: nothing is left to be worked out when it is asked for. */
export interface Ready {
  etag: string
  /** Name, value, name, value…: what Node writes with the least work. */
  headers: string[]
  /** The same for who has the body already. */
  notModified: string[]
  body: Buffer
}

/** Said anew by each answer, or of one sending only. */
const unkept = ['age', 'content-length', 'content-encoding']

/** An answer of these headers, in this order, as Fastify would have sent it. */
export function makeReady(headers: Record<string, unknown>, body: Buffer, encoding: Encoding): Ready {
  const kept = Object.entries(headers)
    .filter(([name]) => !unkept.includes(name))
    .flatMap(([name, value]) => [name, String(value)])
  return {
    etag: String(headers.etag ?? ''),
    headers: [
      ...kept,
      ...(encoding === 'identity' ? [] : ['content-encoding', encoding]),
      'content-length',
      String(body.length),
    ],
    notModified: kept,
    body,
  }
}

/** Writes it. @param age seconds, for an answer that is not new any more */
export function sendReady(ready: Ready, request: IncomingMessage, response: ServerResponse, age = 0): void {
  const known = hasTag(request.headers['if-none-match'], ready.etag)
  const headers = known ? ready.notModified : ready.headers
  response.writeHead(known ? 304 : 200, age > 0 ? ['age', String(age), ...headers] : headers)
  if (known || request.method === 'HEAD') response.end()
  else response.end(ready.body)
}
