import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createReader, type PushReader } from './push-reader.fixture.ts'

/**
 * A push service on this machine, with its browsers. POST /browsers: one more, answered with what `subscribe()` gives;
 * GET its endpoint: the messages it was sent, opened.
 */
export async function openPushService(): Promise<{ origin: string; close(): void }> {
  const browsers = new Map<string, { reader: PushReader; taken: unknown[] }>()
  const answer = async (request: http.IncomingMessage): Promise<{ status: number; body?: unknown }> => {
    const { url = '', method } = request
    if (method === 'POST' && url === '/browsers') {
      const path = `/browsers/${browsers.size}`
      const reader = createReader(origin + path)
      browsers.set(path, { reader, taken: [] })
      const { endpoint, ...keys } = reader.address
      return { status: 200, body: { endpoint, keys } }
    }
    const browser = browsers.get(url)
    if (!browser) return { status: 404 }
    if (method === 'GET') return { status: 200, body: browser.taken }
    browser.taken.push(browser.reader.unseal(Buffer.concat(await request.toArray())))
    return { status: 201 }
  }
  const server = http.createServer((request, response) => {
    answer(request).then(
      ({ status, body }) => response.writeHead(status).end(JSON.stringify(body)),
      // A message that cannot be opened is not taken.
      () => response.writeHead(400).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, close: () => server.close() }
}
