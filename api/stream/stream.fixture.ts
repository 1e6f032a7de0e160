import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StateView } from '#core/view.ts'
import type { SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'
import type { StreamLimits } from './stream.ts'

/** A desk with a socket, and readers of its streams. */

export interface StreamEvent<Data> {
  id?: string
  event: string
  data: Data
}

export interface StreamReader<Data> {
  response: IncomingMessage
  /** The next event but beats, which come when they do; null at the end of the stream. */
  next(): Promise<StreamEvent<Data> | null>
  /** The stream's last word on when to come again. */
  readonly retryMs: number | null
  leave(): void
}

export interface OpenDesk extends Desk {
  port: number
  listen<Data = StateView>(
    path: string,
    given?: { lastEventId?: string | undefined; address?: string },
  ): Promise<StreamReader<Data>>
  close(): Promise<void>
}

export const streamOf = (slug: string): string => `/api/v1/services/${slug}/stream`

/** A desk that listens on a free port. */
export async function openListeningDesk(
  world: SmallWorld,
  startAt: number,
  streamLimits: Partial<StreamLimits> = {},
): Promise<OpenDesk> {
  const desk = await openDesk(world, startAt, { streamLimits })
  await desk.api.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = desk.api.app.server.address() as AddressInfo
  return {
    ...desk,
    port,
    listen: (path, { lastEventId, address = '10.1.1.1' } = {}) =>
      readStream(port, path, {
        'x-forwarded-for': address,
        ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
      }),
    close: () => desk.api.app.close(),
  }
}

/** Reads as browsers do: frames end with an empty line; an event without an id has the one before it. */
async function readStream<Data>(
  port: number,
  path: string,
  headers: Record<string, string>,
): Promise<StreamReader<Data>> {
  const request = http.get({ port, host: '127.0.0.1', path, headers, agent: false })
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject)
  })
  // Who leaves is told so.
  request.on('error', () => {})
  response.setEncoding('utf8')
  const chunks = response[Symbol.asyncIterator]()
  let text = ''
  let retryMs: number | null = null
  const frame = async (): Promise<Record<string, string> | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        return Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/s)))
      }
      const chunk = await chunks.next().catch(() => ({ done: true as const, value: undefined }))
      if (chunk.done) return null
      text += chunk.value
    }
  }
  return {
    response,
    async next() {
      for (;;) {
        const fields = await frame()
        if (!fields) return null
        if (fields.retry) retryMs = Number(fields.retry)
        if (fields.data === undefined || fields.event === 'beat') continue
        const { id, event = 'message', data } = fields
        return { ...(id !== undefined && { id }), event, data: JSON.parse(data) as Data }
      }
    },
    get retryMs() {
      return retryMs
    },
    leave: () => request.destroy(),
  }
}
