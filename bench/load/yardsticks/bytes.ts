/** Bare node:http that answers everybody the same bytes: what a server in Node can do at best. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

process.once('disconnect', () => process.exit(0))

interface Bytes {
  status: number
  headers: Record<string, string>
  /** base64 */
  body: string
}

let given: { status: number; headers: Record<string, string>; body: Buffer } | null = null

const server = createServer((_request, response) => {
  response.writeHead(given?.status ?? 503, given?.headers)
  response.end(given?.body)
})
server.keepAliveTimeout = 60_000

process.on('message', ({ status, headers, body }: Bytes) => {
  const bytes = Buffer.from(body, 'base64')
  given = { status, headers: { ...headers, 'content-length': String(bytes.length) }, body: bytes }
  process.send?.({ ok: true })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
