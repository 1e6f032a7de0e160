import http, { type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { StateView } from '#core/view.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

// The live stream over a true socket.

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: Desk
let port: number
let version = 0

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  await desk.api.app.listen({ host: '127.0.0.1', port: 0 })
  port = (desk.api.app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

interface StreamEvent {
  id: string
  event: string
  state: StateView
}

/** A reader as browsers are: frames end with an empty line; `id`, `event` and `data` are its fields. */
async function listen(slug: string, lastEventId?: string, address = '10.1.1.1') {
  const request = http.get({
    port,
    host: '127.0.0.1',
    path: `/api/v1/services/${slug}/stream`,
    headers: {
      'x-forwarded-for': address,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
  })
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject)
  })
  response.setEncoding('utf8')
  const chunks = response[Symbol.asyncIterator]()
  let text = ''
  /** The next frame as its fields; null at the end of the stream. */
  const frame = async (): Promise<Record<string, string> | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        return Object.fromEntries(lines.map((line) => line.split(/: ?(.*)/s)))
      }
      const chunk = await chunks.next()
      if (chunk.done) return null
      text += chunk.value
    }
  }
  const next = async (): Promise<StreamEvent | null> => {
    for (;;) {
      const fields = await frame()
      if (!fields) return null
      if (fields.data === undefined) continue
      return { id: fields.id!, event: fields.event!, state: JSON.parse(fields.data) as StateView }
    }
  }
  return { response, next, leave: () => request.destroy() }
}

const say = (given: Partial<StateView> = {}) => desk.say('chat', ++version, given)

describe('the stream of a service', () => {
  it('begins with the state of now, and tells every change', async () => {
    await say({ reports15m: 3 })
    const reader = await listen('chat')
    expect(reader.response.statusCode).toBe(200)
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
    })
    expect(await reader.next()).toMatchObject({
      id: String(version),
      event: 'state',
      state: { service: 'chat', version, reports15m: 3 },
    })
    await say({ reports15m: 4 })
    await say({ reports15m: 5, status: 'major' })
    expect((await reader.next())!.state.reports15m).toBe(4)
    expect(await reader.next()).toMatchObject({ id: String(version), state: { status: 'major' } })
    reader.leave()
  })

  it('tells someone who comes back up to date nothing before the next change', async () => {
    await say({ reports15m: 1 })
    const reader = await listen('chat', String(version))
    await say({ reports15m: 2 })
    expect(await reader.next()).toMatchObject({ id: String(version), state: { reports15m: 2 } })
    reader.leave()
  })

  it.each(['1', '0', 'nonsense', ''])(
    'tells someone who comes back with id "%s" the state of now',
    async (id) => {
      await say({ reports15m: 9 })
      const reader = await listen('chat', id)
      expect(await reader.next()).toMatchObject({ id: String(version), state: { reports15m: 9 } })
      reader.leave()
    },
  )

  it('cannot be split by what a state says', async () => {
    const evil = 'x\n\nevent: state\ndata: {"status":"none"}\n\n\u2028'
    const reader = await listen('chat', String(version))
    await say({ incident: { id: evil, startedAt: evil, endedAt: null, peak15m: 1, peakAt: null } })
    expect((await reader.next())!.state.incident!.id).toBe(evil)
    await say()
    expect((await reader.next())!.state.version).toBe(version)
    reader.leave()
  })

  it('says of a service we do not know that we do not, as any other answer', async () => {
    const reader = await listen('no-such-service')
    expect(reader.response.statusCode).toBe(404)
    expect(reader.response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    reader.leave()
  })

  it('forgets readers who left', async () => {
    await vi.waitUntil(() => desk.hub.listeners === 0)
    const readers = await Promise.all(Array.from({ length: 12 }, () => listen('chat')))
    for (const reader of readers) await reader.next()
    expect(desk.hub.listeners).toBe(12)
    for (const reader of readers.slice(5)) reader.leave()
    await vi.waitUntil(() => desk.hub.listeners === 5)
    await say()
    expect((await readers[0]!.next())!.state.version).toBe(version)
    for (const reader of readers) reader.leave()
    await vi.waitUntil(() => desk.hub.listeners === 0)
  })

  it('has room for twenty of one household, and for others then', async () => {
    await vi.waitUntil(() => desk.hub.listeners === 0)
    const readers = await Promise.all(Array.from({ length: 20 }, () => listen('chat')))
    const refused = await listen('chat')
    expect(refused.response.statusCode).toBe(503)
    expect(Number(refused.response.headers['retry-after'])).toBeGreaterThan(0)
    const other = await listen('chat', undefined, '10.1.1.2')
    expect(other.response.statusCode).toBe(200)
    readers[0]!.leave()
    await vi.waitUntil(() => desk.hub.listeners === 20)
    const again = await listen('chat')
    expect(again.response.statusCode).toBe(200)
    for (const reader of [...readers, refused, other, again]) reader.leave()
  })
})

describe('a server that closes', () => {
  it('ends its streams and says when to come back, and is not kept waiting by them', async () => {
    const other = await openDesk(world, noon)
    await other.api.app.listen({ host: '127.0.0.1', port: 0 })
    const before = port
    port = (other.api.app.server.address() as AddressInfo).port
    const reader = await listen('chat')
    port = before
    await reader.next()
    await other.api.app.close()
    expect(await reader.next()).toBeNull()
    expect(other.hub.listeners).toBe(0)
  })
})
