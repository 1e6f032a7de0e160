import { afterAll, beforeAll, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { ruleInForce } from '#core/detect/rule.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const quarterMs = 15 * minuteMs
let world: SmallWorld
let desk: Desk

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  const id = world.idOf('chat')
  // Four weeks of quarters with six people each, and an hour of many, of which the minutes are kept.
  await world.db.query(
    `INSERT INTO report_bucket_15m (service_id, slot, problem_id, count, reporters)
     SELECT $1, slot, 1, 6, 6 FROM generate_series($2::timestamptz, $3::timestamptz, '15 minutes') AS slot`,
    [id, new Date(noon - 28 * 86_400_000), new Date(noon - quarterMs)],
  )
  await world.db.query(
    `INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
     SELECT $1, minute, 1, 0, 0, 20, 20, 20000 FROM generate_series($2::timestamptz, $3::timestamptz, '1 minute') AS minute`,
    [id, new Date(noon - 24 * 3_600_000), new Date(noon - 23 * 3_600_000 - minuteMs)],
  )
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const ask = (query = '', slug = 'chat') => desk.api.app.inject(`/api/v1/services/${slug}/playground${query}`)

it('says what would have fired, what of it is new, and by which rule', async () => {
  const answer = await ask()
  expect(answer.statusCode).toBe(200)
  const found = answer.json()
  expect(found.rule).toEqual(ruleInForce)
  expect(found.counts).toEqual({ incidents: 1, fresh: 1, lost: 0 })
  expect(found.played[0]).toMatchObject({ worst: 'major', isNew: true })
  expect(Math.abs(Date.parse(found.played[0].startedAt) - (noon - 86_400_000))).toBeLessThan(10 * minuteMs)
  expect(found.series.reporters).toHaveLength(14 * 24)
  expect(found.data.spread).toBeGreaterThan(0)
})

it('leaves everything as it is', async () => {
  await ask('?possibleNats=4')
  for (const table of ['incident', 'transition', 'verdict', 'detector_state', 'service_state']) {
    expect(await world.db.query(`SELECT 1 FROM ${table} LIMIT 1`), table).toEqual([])
  }
})

it('finds nothing where no count is unlikely enough, and a real incident is lost then', async () => {
  await world.db.query(
    `INSERT INTO incident (service_id, id, public_id, status, worst, started_at, detected_at, ended_at, peak_15m, reports, provenance, epoch)
     VALUES ($1, gen_random_uuid(), '2026-03-16-chat-aaaa', 'none', 'major', $2, $2, $3, 300, 1200, 'live', 1)`,
    [world.idOf('chat'), new Date(noon - 24 * 3_600_000), new Date(noon - 23 * 3_600_000)],
  )
  const { counts, real } = (await ask('?possibleNats=30&factor=10&possibleNetworks=0&majorNats=60')).json()
  const strict = (await ask('?possibleNats=5')).json()
  expect(strict.counts.lost).toBe(0)
  expect(counts.incidents + counts.lost).toBe(1)
  expect(real[0].id).toBe('2026-03-16-chat-aaaa')
})

it('refuses what is no rule, and knows no hidden or unknown service', async () => {
  expect((await ask('?possibleNats=-1')).statusCode).toBe(422)
  expect((await ask('?factor=many')).statusCode).toBe(422)
  expect((await ask('', 'nobody')).statusCode).toBe(404)
})

it('sends away whoever comes when too many play', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => ask(`?majorNats=${20 + i}`)))
  const codes = answers.map((answer) => answer.statusCode)
  expect(codes.filter((code) => code === 200).length).toBeGreaterThan(0)
  expect(codes.filter((code) => code === 503).length).toBeGreaterThan(0)
  expect(codes.every((code) => code === 200 || code === 503)).toBe(true)
})
