import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WaitingRoom {
  port: number
  close(): Promise<void>
}

/** Holds the port at a first start without a store: alive, not ready, and nothing to show yet. */
export async function openWaitingRoom({ host, port }: { host: string; port: number }): Promise<WaitingRoom> {
  const server = http.createServer((request, response) => {
    const isAlive = request.url === '/healthz'
    response.writeHead(isAlive ? 200 : 503, {
      'content-type': isAlive ? 'application/json; charset=utf-8' : 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'close',
      ...(!isAlive && { 'retry-after': String(5 + Math.floor(Math.random() * 11)) }),
    })
    const problem = { type: '/problems/busy', title: 'The database is away.', status: 503 }
    response.end(JSON.stringify(isAlive ? { status: 'ok' } : problem))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
