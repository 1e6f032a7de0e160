/** Bare node:http that keeps everybody's stream open and writes one event to all when it is told to. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

process.once('disconnect', () => process.exit(0))

const open = new Set<ServerResponse>()
const event = (id: number, data: string) => `id: ${id}\nevent: state\ndata: ${data}\n\n`
let id = 0

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
  response.write(event(id, '{}'))
  open.add(response)
  response.on('close', () => open.delete(response))
})

process.on('message', ({ data }: { data: string }) => {
  const bytes = event(++id, data)
  for (const response of open) response.write(bytes)
  process.send?.({ listeners: open.size })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
