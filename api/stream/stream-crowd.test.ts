import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { StateView } from '#core/view.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type OpenDesk, openListeningDesk, type StreamReader, streamOf } from './stream.fixture.ts'

// Many readers over true sockets: those who come and go, those who are slow, and too many.

const noon = Date.parse('2026-03-17T12:00:00Z')
/** On a machine that does much else. */
const patience = 60_000
let world: SmallWorld
let desk: OpenDesk

beforeEach(async () => {
  world = await openSmallWorld(noon)
})
afterEach(async () => {
  await desk.close()
  await world.drop()
})

const addressOf = (reader: number) => `10.2.${reader >> 6}.${reader & 63}`
const listen = (reader = 0, lastEventId?: string) =>
  desk.listen(streamOf('chat'), { address: addressOf(reader), lastEventId })

it(
  'tells every event to each of five hundred',
  async () => {
    desk = await openListeningDesk(world, noon)
    const readers = await Promise.all(Array.from({ length: 500 }, (_, reader) => listen(reader)))
    const hearFour = async (reader: StreamReader<StateView>) => {
      const versions = []
      for (let event = 0; event < 4; event++) versions.push((await reader.next())!.data.version)
      return versions
    }
    const heard = Promise.all(readers.map(hearFour))
    for (const version of [1, 2, 3]) await desk.say('chat', version)
    expect(new Set((await heard).map(String))).toEqual(new Set(['0,1,2,3']))
    for (const reader of readers) reader.leave()
  },
  patience,
)

it(
  'loses and repeats nothing for readers who are cut off at any time',
  async () => {
    desk = await openListeningDesk(world, noon)
    let version = 0
    /** Speaks so often; each reader takes so many events before it is cut off, and comes back. */
    const plan = fc.record({
      changes: fc.integer({ min: 1, max: 25 }),
      stays: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(plan, async ({ changes, stays }) => {
        const last = version + changes
        const follow = async (): Promise<number[]> => {
          const versions: number[] = []
          let id: string | undefined
          for (let visit = 0; versions.at(-1) !== last; visit++) {
            const reader = await listen(0, id)
            const most = stays[visit] ?? Number.POSITIVE_INFINITY
            for (let taken = 0; taken < most && versions.at(-1) !== last; taken++) {
              const event = (await reader.next())!
              expect(event.id).toBe(String(event.data.version))
              id = event.id
              versions.push(event.data.version)
            }
            reader.leave()
          }
          return versions
        }
        const followers = Promise.all([follow(), follow(), follow()])
        while (version < last) await desk.say('chat', ++version)
        for (const versions of await followers) {
          expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other))
        }
      }),
      { numRuns: 15 },
    )
  },
  patience,
)

it(
  'cuts a reader who does not read, and tells the others everything',
  async () => {
    desk = await openListeningDesk(world, noon)
    const slow = await listen(0)
    slow.response.socket.pause()
    const readers = await Promise.all([1, 2].map((reader) => listen(reader)))
    for (const reader of readers) await reader.next()
    // Two machines' buffers take some megabytes before anything has to wait.
    const incident = {
      id: 'x'.repeat(1_000_000),
      startedAt: '',
      endedAt: null,
      peak15m: 1,
      peakAt: null,
      confirmed: false,
    }
    for (let version = 1; version <= 12; version++) {
      await desk.say('chat', version, { incident })
      for (const reader of readers) expect((await reader.next())!.data.version).toBe(version)
    }
    slow.response.socket.resume()
    let last = 0
    for (let event = await slow.next(); event; event = await slow.next()) last = event.data.version
    expect(last).toBeLessThan(12)
    for (const reader of readers) reader.leave()
  },
  patience,
)

it('has room for so many of one address, of its neighbourhood, and altogether; the others may ask later', async () => {
  desk = await openListeningDesk(world, noon, { perUnit: 2, perPrefix: 3, perProcess: 4 })
  const addresses = ['10.1.1.1', '10.1.1.1', '10.1.1.1', '10.1.1.2', '10.1.1.3', '10.1.2.1', '10.1.3.1']
  const readers = []
  for (const address of addresses) readers.push(await desk.listen(streamOf('chat'), { address }))
  expect(readers.map(({ response }) => response.statusCode)).toEqual([200, 200, 503, 200, 503, 200, 503])
  const refused = readers.filter(({ response }) => response.statusCode === 503)
  for (const { response } of refused) {
    const seconds = Number(response.headers['retry-after'])
    expect(seconds).toBeGreaterThanOrEqual(15)
    expect(seconds).toBeLessThanOrEqual(45)
  }
  for (const reader of readers) reader.leave()
})

it('has room for twenty of one household as it is set up', async () => {
  desk = await openListeningDesk(world, noon)
  const readers = await Promise.all(Array.from({ length: 20 }, () => listen()))
  const [refused, other] = [await listen(), await listen(1)]
  expect([refused, other].map(({ response }) => response.statusCode)).toEqual([503, 200])
  for (const reader of [...readers, refused, other]) reader.leave()
})
