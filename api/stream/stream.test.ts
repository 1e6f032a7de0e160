import net from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { StateView } from '#core/view.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type OpenDesk, openListeningDesk, streamOf } from './stream.fixture.ts'

// The live stream of a service over a true socket.

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let desk: OpenDesk
let version = 0

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openListeningDesk(world, noon)
})
afterAll(async () => {
  await desk.close()
  await world.drop()
})

const listen = (slug: string, lastEventId?: string, address?: string) =>
  desk.listen(streamOf(slug), { lastEventId, ...(address && { address }) })

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
      data: { service: 'chat', version, reports15m: 3 },
    })
    await say({ reports15m: 4 })
    await say({ reports15m: 5, status: 'major' })
    expect((await reader.next())!.data.reports15m).toBe(4)
    expect(await reader.next()).toMatchObject({ id: String(version), data: { status: 'major' } })
    reader.leave()
  })

  it('tells someone who comes back up to date nothing before the next change', async () => {
    await say({ reports15m: 1 })
    const reader = await listen('chat', String(version))
    await say({ reports15m: 2 })
    expect(await reader.next()).toMatchObject({ id: String(version), data: { reports15m: 2 } })
    reader.leave()
  })

  it.each(['1', '0', 'nonsense', ''])(
    'tells someone who comes back with id "%s" the state of now',
    async (id) => {
      await say({ reports15m: 9 })
      const reader = await listen('chat', id)
      expect(await reader.next()).toMatchObject({ id: String(version), data: { reports15m: 9 } })
      reader.leave()
    },
  )

  it('cannot be split by what a state says', async () => {
    const evil = 'x\n\nevent: state\ndata: {"status":"none"}\n\n\u2028'
    const reader = await listen('chat', String(version))
    await say({
      incident: { id: evil, startedAt: evil, endedAt: null, peak15m: 1, peakAt: null, confirmed: false },
    })
    expect((await reader.next())!.data.incident!.id).toBe(evil)
    await say()
    expect((await reader.next())!.data.version).toBe(version)
    reader.leave()
  })

  it('says of a service we do not know that we do not, as any other answer', async () => {
    const reader = await listen('no-such-service')
    expect(reader.response.statusCode).toBe(404)
    expect(reader.response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    reader.leave()
  })

  it('forgets readers who left', async () => {
    for (let round = 0; round < 3; round++) {
      const readers = await vi.waitFor(async () => {
        const all = await Promise.all(Array.from({ length: 20 }, () => listen('chat', undefined, '10.1.2.1')))
        const isFull = all.some(({ response }) => response.statusCode !== 200)
        if (isFull) for (const reader of all) reader.leave()
        expect(isFull).toBe(false)
        return all
      })
      await say()
      for (const reader of readers) reader.leave()
    }
  })

  it('is nothing for who asks for more before an answer has come', async () => {
    const answers = await new Promise<string>((resolve) => {
      let text = ''
      const ask = (path: string) => `GET ${path} HTTP/1.1\r\nhost: desk\r\n\r\n`
      const socket = net.connect({ port: desk.port, host: '127.0.0.1' }, () => {
        socket.write(ask('/api/v1/services/chat') + ask(streamOf('chat')))
      })
      socket.on('data', (data) => {
        text += data
        if (text.includes('bad-request')) socket.destroy()
      })
      socket.on('close', () => resolve(text))
    })
    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
  })
})

describe('numbers that become old', () => {
  it('are told as stale once, while the stream stays open, and anew when they are fresh', async () => {
    await say({ status: 'major' })
    const reader = await listen('chat', String(version))
    desk.clock.now += 3 * 60_000 + 1
    const gone = vi.spyOn(world.db, 'query').mockRejectedValue(new Error('the store is away'))
    for (let look = 0; look < 3; look++) await expect(desk.hub.look()).rejects.toThrow('away')
    gone.mockRestore()
    expect(await reader.next()).toMatchObject({
      event: 'stale',
      data: { version, stale: true, status: 'unknown', unknownReason: 'stale' },
    })
    // The same state is as fresh as the next tick: one of another service.
    await desk.say('bank', 1)
    expect(await reader.next()).toMatchObject({
      event: 'state',
      id: String(version),
      data: { version, stale: false, status: 'major' },
    })
    reader.leave()
  })

  it('are told to who comes back meanwhile, and their end to who comes back after it', async () => {
    await say({ status: 'major' })
    desk.clock.now += 3 * 60_000 + 1
    const during = await listen('chat', String(version))
    const stale = (await during.next())!
    expect(stale).toMatchObject({ event: 'stale', data: { version, stale: true } })
    during.leave()
    await desk.say('bank', 2)
    const after = await listen('chat', stale.id)
    expect(await after.next()).toMatchObject({ event: 'state', data: { version, stale: false } })
    after.leave()
  })
})

describe('a service that is hidden', () => {
  it('ends the streams of those who listen to it, and begins no other', async () => {
    await desk.say('chat-voice', 1)
    const [reader, other] = [await listen('chat-voice'), await listen('chat', String(version))]
    await reader.next()
    const hide = async (hidden: boolean) => {
      await world.db.prisma.service.update({ where: { slug: 'chat-voice' }, data: { hidden } })
      await world.directory.refresh()
    }
    await hide(true)
    expect((await listen('chat-voice')).response.statusCode).toBe(404)
    await desk.hub.look()
    expect(await reader.next()).toBeNull()
    await say()
    expect((await other.next())!.data.version).toBe(version)
    await hide(false)
    await desk.hub.look()
    const again = await listen('chat-voice')
    expect((await again.next())!.data).toMatchObject({ service: 'chat-voice', version: 1 })
    for (const one of [other, again]) one.leave()
  })
})

describe('a server that closes', () => {
  it('ends its streams and says when to come back, and is not kept waiting by them', async () => {
    const other = await openListeningDesk(world, noon)
    const readers = await Promise.all(Array.from({ length: 20 }, () => other.listen(streamOf('chat'))))
    for (const reader of readers) await reader.next()
    await other.close()
    const ends = await Promise.all(readers.map((reader) => reader.next()))
    expect(ends.every((end) => end === null)).toBe(true)
    const waits = readers.map(({ retryMs }) => retryMs!)
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(5000)
    expect(new Set(waits).size).toBeGreaterThan(5)
  })
})
