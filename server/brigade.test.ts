import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import type { StateView } from '#core/view.ts'
import { openTestDatabase } from '#store/test-database.ts'
import { giveQuietWeek } from '#watch/watch.fixture.ts'
import { createRig, type Rig } from './rig.ts'

// Breadth, not volume, opens an incident: through the public API, with tokens of our page.

const noon = Date.parse('2026-03-17T12:00:00Z')
let rig: Rig
let drop: () => Promise<void>

beforeEach(async () => {
  const database = await openTestDatabase()
  drop = database.drop
  rig = await createRig(database.db, noon)
  await rig.watch.stop()
  const idOf = (slug: string) => rig.directory.bySlug(slug)!.id
  await giveQuietWeek({ db: rig.db, idOf }, 'chatgpt', noon)
  await rig.pass(0)
})
afterEach(async () => {
  await rig.close()
  await drop()
})

/** Somebody opens the page at an address, reads, and taps. */
async function report(address: string): Promise<void> {
  const headers = { 'x-forwarded-for': address, 'user-agent': 'Firefox/150' }
  const page = await rig.api.app.inject({ url: '/api/v1/services/chatgpt/report-token', headers })
  rig.clock.now += 50
  const answer = await rig.api.app.inject({
    method: 'POST',
    url: '/api/v1/services/chatgpt/reports',
    headers,
    payload: { token: page.json().token },
  })
  expect(answer.statusCode).toBe(201)
}
const state = async () =>
  (await rig.api.app.inject({ url: '/api/v1/services/chatgpt/state' })).json<StateView>()
const endOfMinute = () => rig.pass(minuteMs - ((rig.clock.now - noon) % minuteMs) + 2_500)

describe('a brigade of 200 addresses of one network', () => {
  it('never opens an incident, and its reports are answered and counted as any', async () => {
    const seen = new Set<string>()
    for (let minute = 0; minute < 10; minute++) {
      for (let i = 0; i < 20; i++) await report(`203.0.113.${minute * 20 + i + 1}`)
      await endOfMinute()
      seen.add((await state()).status)
    }
    for (let minute = 0; minute < 15; minute++) {
      await endOfMinute()
      seen.add((await state()).status)
    }
    expect([...seen]).toEqual(['none'])
    const [counted] = await rig.db.query('SELECT sum(reporters)::int AS people FROM report_bucket_minute')
    expect(counted).toEqual({ people: 200 })
    expect(await rig.db.query('SELECT id FROM incident')).toEqual([])
  })
})

describe('a true crowd of 30 networks', () => {
  it('opens one, though it is far smaller', async () => {
    const seen: string[] = []
    for (let minute = 0; minute < 6; minute++) {
      for (let i = 0; i < 10; i++) await report(`198.51.${(minute * 10 + i) % 30}.${minute + 1}`)
      await endOfMinute()
      seen.push((await state()).status)
    }
    expect(seen).toContain('possible')
    expect(await rig.db.query('SELECT id FROM incident')).toHaveLength(1)
  })
})
