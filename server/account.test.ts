import Fastify from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDesk } from '#api/desk.fixture.ts'
import { minuteMs } from '#core/bucket.ts'
import { platformView } from '#core/platform.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { recordGap } from '#store/watch/gaps.ts'
import { createAccount } from './account.ts'
import { createAttendance } from './attendance.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(() => world.drop())

it('gives account of the site, and goes on from memory when the store is away', async () => {
  let isAway = false
  const desk = await openDesk(world, noon)
  const now = () => desk.clock.now
  const attendance = createAttendance(now)
  const account = createAccount({
    ...{ db: world.db, directory: world.directory, hub: desk.hub, attendance, now },
    ...{ isAway: () => isAway, pagesReady: () => true, sample: false, processes: 1 },
  })
  const word = async (name: string) => (await account()).parts.find((part) => part.name === name)!.word
  expect(await word('detector')).toBe('unknown')
  await recordGap(world.db, { from: noon - 60 * minuteMs, to: noon - 50 * minuteMs })
  await desk.say('chat', 1)
  desk.clock.now += 2 * minuteMs
  const found = platformView.parse(await account())
  expect(found.gaps).toHaveLength(1)
  expect(found.days!.at(-1)!.missingMinutes).toBe(10)
  expect(found).toMatchObject({ onTime: false, behindSeconds: 120, storeAway: false })

  isAway = true
  desk.clock.now += 20 * minuteMs
  const away = platformView.parse(await account())
  expect(away).toMatchObject({ storeAway: true, onTime: false, gaps: found.gaps })
  expect(Date.parse(away.knownAt!)).toBe(noon)
  expect(await word('reports')).toBe('down')
  expect(await word('website')).toBe('ok')
  await desk.api.app.close()
})

it('knows by the answers that are given when each part last worked', async () => {
  let at = noon
  const attendance = createAttendance(() => at)
  const app = Fastify()
  attendance.attach(app)
  let code = 201
  app.post('/api/v1/services/chat/reports', (_request, reply) => reply.code(code).send('{}'))
  const send = () => app.inject({ method: 'POST', url: '/api/v1/services/chat/reports', payload: {} })
  expect(attendance.reportMedian()).toBeNull()
  await send()
  at += minuteMs
  code = 503
  await send()
  expect(attendance.of('reports')).toEqual({ lastGoodAt: noon, lastBadAt: noon + minuteMs })
  expect(attendance.reportMedian()!.answers).toBe(1)
  expect(attendance.of('website').lastGoodAt).toBeNull()
  await app.close()
})
