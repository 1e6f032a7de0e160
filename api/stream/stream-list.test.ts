import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type OpenDesk, openListeningDesk, type StreamReader } from './stream.fixture.ts'

// The stream of all services over a true socket.

const noon = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000
let world: SmallWorld
let desk: OpenDesk
const versions = { chat: 0, bank: 0, 'chat-voice': 0 }

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openListeningDesk(world, noon)
  for (const slug of ['chat', 'bank', 'chat-voice'] as const) await say(slug)
})
afterAll(async () => {
  await desk.close()
  await world.drop()
})

interface Row {
  service: string
  version: number
  stale: boolean
  status: string
  reports15m: number
}

const say = (slug: keyof typeof versions, given = {}) => desk.say(slug, ++versions[slug], given)
const listen = (query = '', lastEventId?: string) =>
  desk.listen<Row>(`/api/v1/stream${query}`, { lastEventId })
const hear = async (reader: StreamReader<Row>, count: number) => {
  const events = []
  for (let n = 0; n < count; n++) events.push((await reader.next())!)
  return events
}
const names = (events: { data: Row }[]) => events.map(({ data }) => data.service).sort()

describe('the stream of all services', () => {
  it('begins with all of them as they are, and tells every change of each', async () => {
    const reader = await listen()
    const first = await hear(reader, 3)
    expect(names(first)).toEqual(['bank', 'chat', 'chat-voice'])
    expect(first.map(({ id }) => id)).toEqual([undefined, undefined, String(noon)])
    desk.clock.now += minute
    await say('bank', { status: 'major', reports15m: 30 })
    await say('chat', { reports15m: 2 })
    expect(await hear(reader, 2)).toEqual([
      {
        id: String(desk.clock.now),
        event: 'state',
        data: expect.objectContaining({
          service: 'bank',
          version: versions.bank,
          status: 'major',
          stale: false,
        }),
      },
      { id: String(desk.clock.now), event: 'state', data: expect.objectContaining({ reports15m: 2 }) },
    ])
    reader.leave()
  })

  it('tells who comes back what changed since, and a little before: never less', async () => {
    const reader = await listen()
    await hear(reader, 3)
    desk.clock.now += minute
    await say('chat')
    const { id } = (await reader.next())!
    reader.leave()
    desk.clock.now += minute
    await say('bank')
    const back = await listen('', id)
    const again = await hear(back, 2)
    expect(names(again)).toEqual(['bank', 'chat'])
    expect(again.at(-1)!.id).toBe(String(desk.clock.now))
    await say('chat-voice')
    expect((await back.next())!.data).toMatchObject({
      service: 'chat-voice',
      version: versions['chat-voice'],
    })
    back.leave()
  })

  it.each(['nonsense', '-1', '', '99999999999999'])(
    'tells someone who comes back with id "%s" all there is',
    async (id) => {
      const reader = await listen('', id)
      expect(names(await hear(reader, 3))).toEqual(['bank', 'chat', 'chat-voice'])
      reader.leave()
    },
  )

  it('tells of those that were asked for only', async () => {
    const reader = await listen('?services=bank,chat-voice,bank,no-such')
    expect(names(await hear(reader, 2))).toEqual(['bank', 'chat-voice'])
    await say('chat')
    await say('bank')
    expect((await reader.next())!.data).toMatchObject({ service: 'bank', version: versions.bank })
    reader.leave()
  })

  it.each([
    ['?services=no-such', 404],
    ['?services=', 422],
    ['?services=Chat', 422],
    ['?services=chat,', 422],
    [`?services=${Array.from({ length: 50 }, (_, n) => `chat-${n}`).join()},chat`, 422],
    [`?services=${'x'.repeat(4000)}`, 422],
  ])('is none at %s', async (query, status) => {
    const reader = await listen(query)
    expect(reader.response.statusCode).toBe(status)
    reader.leave()
  })

  it('is told in the description of the API', async () => {
    const { paths } = (await desk.api.app.inject('/api/v1/openapi.json')).json()
    expect(paths['/api/v1/stream'].get).toMatchObject({
      tags: ['services'],
      parameters: [{ in: 'query', name: 'services', required: false, schema: { type: 'string' } }],
    })
  })

  it('tells of all that they have become stale, and that they are fresh again', async () => {
    const reader = await listen()
    await hear(reader, 3)
    desk.clock.now += 3 * minute + 1
    await desk.hub.look()
    const stale = await hear(reader, 3)
    expect(stale.map(({ event, data }) => [event, data.stale, data.status])).toEqual(
      Array.from({ length: 3 }, () => ['stale', true, 'unknown']),
    )
    await say('chat')
    const fresh = await hear(reader, 3)
    expect(fresh.map(({ event, data }) => [event, data.stale])).toEqual(
      Array.from({ length: 3 }, () => ['state', false]),
    )
    reader.leave()
  })

  it('tells nothing of a service that is hidden, and ends where no other was asked for', async () => {
    const [all, some, one] = [
      await listen(),
      await listen('?services=chat-voice,bank'),
      await listen('?services=chat-voice'),
    ]
    await Promise.all([hear(all, 3), hear(some, 2), hear(one, 1)])
    await world.db.prisma.service.update({ where: { slug: 'chat-voice' }, data: { hidden: true } })
    await world.directory.refresh()
    expect((await listen('?services=chat-voice')).response.statusCode).toBe(404)
    await desk.hub.look()
    expect(await one.next()).toBeNull()
    await say('bank')
    for (const reader of [all, some]) expect((await reader.next())!.data.service).toBe('bank')
    const late = await listen()
    expect(names(await hear(late, 2))).toEqual(['bank', 'chat'])
    for (const reader of [all, some, late]) reader.leave()
  })
})
