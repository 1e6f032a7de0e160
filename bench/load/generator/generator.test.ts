import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type Answer, Connection, unchunk } from './connection.ts'
import { runLoad } from './load.ts'
import { personOf } from './people.ts'

async function withServer(answer: RequestListener, work: (port: number) => Promise<void>): Promise<void> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work((server.address() as AddressInfo).port)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const ask = (connection: Connection, path: string) =>
  new Promise<Answer | null>((resolve) => connection.ask(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`, resolve))

describe('a connection', () => {
  it('reads answers with a length, in chunks, empty ones, and comes back after a close', async () => {
    const answers: RequestListener = (request, response) => {
      if (request.url === '/chunks') {
        response.write('one ')
        setTimeout(() => response.end('two'), 20)
      } else if (request.url === '/known') response.writeHead(304).end()
      else if (request.url === '/close') response.writeHead(200, { connection: 'close' }).end('bye')
      else if (request.url === '/cut') request.socket.destroy()
      else response.writeHead(201, { 'content-length': '5' }).end('hello')
    }
    await withServer(answers, async (port) => {
      const connection = new Connection(port)
      const seen: (string | null)[] = []
      for (const path of ['/', '/chunks', '/known', '/close', '/cut', '/']) {
        const answer = await ask(connection, path)
        seen.push(answer && `${answer.status} ${answer.body}`)
      }
      expect(seen).toEqual(['201 hello', '200 one two', '304 ', '200 bye', null, '201 hello'])
      connection.close()
    })
  })

  it('waits for all chunks', () => {
    const whole = Buffer.from('4\r\nWiki\r\n5\r\npedia\r\n0\r\n\r\n')
    expect(unchunk(whole)?.toString()).toBe('Wikipedia')
    for (let cut = 0; cut < whole.length - 4; cut++) expect(unchunk(whole.subarray(0, cut))).toBeNull()
  })
})

describe('a crowd', () => {
  it('has nobody twice', () => {
    const people = Array.from({ length: 20_000 }, (_, number) => personOf(number))
    expect(new Set(people.map(({ address }) => address)).size).toBe(20_000)
    expect(new Set(people.map(({ device }) => device)).size).toBe(20_000)
    expect(people.every(({ device }) => /^[A-Za-z0-9_-]{16,64}$/.test(device))).toBe(true)
  })
})

describe('a load', () => {
  it('counts answers by status, keeps shares, and a rate when one is wanted', async () => {
    const answers: RequestListener = (request, response) =>
      response.writeHead(request.url === '/busy' ? 503 : 200, { 'content-length': '0' }).end()
    await withServer(answers, async (port) => {
      const asks = [
        { kind: 'get' as const, name: 'good', path: '/', weight: 3 },
        { kind: 'get' as const, name: 'busy', path: '/busy', weight: 1 },
      ]
      const { tallies } = await runLoad({ kind: 'load', port, connections: 4, seconds: 0.5, rate: 200, asks })
      const { good, busy } = tallies
      expect(good!.statuses[200]! + busy!.statuses[503]!).toBe(100)
      expect(good!.statuses[200]).toBe(75)
      expect(good!.failed + busy!.failed).toBe(0)
      expect(good!.p50).toBeLessThanOrEqual(good!.p99)
    })
  })
})
