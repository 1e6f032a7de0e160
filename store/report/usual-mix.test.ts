import { afterAll, beforeAll, expect, it } from 'vitest'
import { problemIds } from '#core/report/report.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { createPublicView } from '../view/public-view.ts'
import { dayMs } from './salts.ts'

const now = Date.parse('2026-03-17T14:52:30Z')
let world: SmallWorld

const fourWeeks = (problem: keyof typeof problemIds, reporters: number) =>
  world.db.query(
    `INSERT INTO report_bucket_15m (service_id, slot, problem_id, count, reporters)
     SELECT $1, date_bin('15 minutes', $2::timestamptz, 'epoch') - n * interval '12 hours', $3, $4, $4
     FROM generate_series(1, 20) n`,
    [world.idOf('chat'), new Date(now), problemIds[problem], reporters],
  )
const lastHour = (problem: keyof typeof problemIds, reporters: number) =>
  world.db.query(
    `INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
     VALUES ($1, date_trunc('minute', $2::timestamptz) - interval '10 minutes', $3, 0, 0, $4, $4, 1000)`,
    [world.idOf('chat'), new Date(now), problemIds[problem], reporters],
  )

beforeAll(async () => {
  world = await openSmallWorld(now - dayMs)
  await fourWeeks('down', 9)
  await fourWeeks('login', 1)
  await lastHour('down', 20)
  await lastHour('login', 60)
})
afterAll(() => world.drop())

it('the page of a service says which kind stands out against the four weeks before', async () => {
  const view = await createPublicView(world.db, world.directory).readService('chat', '24h', now)
  expect(view?.problems.shift).toEqual({ problem: 'login', share: 0.75, usualShare: 0.1 })
  const quiet = await createPublicView(world.db, world.directory).readService('bank', '24h', now)
  expect(quiet?.problems).not.toHaveProperty('shift')
})
