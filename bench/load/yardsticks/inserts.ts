/**
 * Bare node:http before Postgres. `single`: one INSERT and commit a request. `batched`: whoever is waiting goes into
 * the next INSERT together. Nothing is checked, nothing is counted.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { insertBatch, newRow, openPool, singleSql } from './rows.ts'

process.once('disconnect', () => process.exit(0))

const [url = '', way = 'single'] = process.argv.slice(2)
const pool = await openPool(url, 10)

let waiting: { row: unknown[]; resolve(): void; reject(error: unknown): void }[] = []
let isWriting = false

async function writeWaiting(): Promise<void> {
  isWriting = true
  while (waiting.length > 0) {
    const batch = waiting
    waiting = []
    await insertBatch(
      pool,
      batch.map(({ row }) => row),
    ).then(
      () => batch.forEach(({ resolve }) => void resolve()),
      (error) => batch.forEach(({ reject }) => void reject(error)),
    )
  }
  isWriting = false
}

const store = (row: unknown[]): Promise<unknown> => {
  if (way === 'single') return pool.query(singleSql, row)
  return new Promise<void>((resolve, reject) => {
    waiting.push({ row, resolve, reject })
    if (!isWriting) void writeWaiting()
  })
}

const server = createServer((request, response) => {
  let text = ''
  request.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  request.on('end', async () => {
    try {
      JSON.parse(text)
      const row = newRow()
      await store(row)
      const body = JSON.stringify({ id: row[2], status: 'received' })
      response.writeHead(201, { 'content-type': 'application/json', 'content-length': String(body.length) })
      response.end(body)
    } catch {
      response.writeHead(503).end()
    }
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
