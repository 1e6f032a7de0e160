import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crowdOfMinute } from '#cli/demo/crowd.ts'
import { createRandom } from '#cli/demo/random.ts'
import { officialStory } from '#cli/demo/story.ts'
import { minuteMs } from '#core/bucket.ts'
import { createDetector } from '#core/detect/detect.ts'
import type { Status } from '#core/status.ts'
import type { IncidentView, StateView } from '#core/view.ts'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { readServices } from '#store/service/services.ts'
import { writeDetectors } from '#store/watch/detectors.ts'
import { createRig, type Rig } from './rig.ts'

// The way of one report, many times over: a quiet service with a past, an outage, and its end.

const startAt = Date.parse('2026-03-17T11:00:00Z')
const usual = 0.3
let rig: Rig
let drop: () => Promise<void>
const seen: [minute: number, status: Status][] = []

/** Four quiet weeks in the detector's memory. */
async function giveThePast(database: Awaited<ReturnType<typeof openTestDatabase>>): Promise<void> {
  const { db } = database
  const random = createRandom('the past')
  const service = (await readServices(db)).find((one) => one.slug === 'chatgpt')!
  const firstMinute = startAt - 28 * 86_400_000
  const detector = createDetector({ firstMinute })
  for (let minute = firstMinute; minute < startAt; minute += minuteMs) {
    const count = random.poisson(usual)
    detector.learn({ minute, evidence: count, count, breadth: null })
  }
  await db.prisma.service.update({ where: { id: service.id }, data: { createdAt: new Date(firstMinute) } })
  await writeDetectors(
    db,
    [{ serviceId: service.id, at: startAt, snapshot: detector.snapshot(), baseline: detector.baseline() }],
    startAt,
  )
}

beforeAll(async () => {
  const database = await openTestDatabase()
  drop = database.drop
  rig = await createRig(database.db, startAt)
  // The next leader, as after a restart, knows the past from the store alone.
  await rig.watch.stop()
  await giveThePast(database)
  await rig.pass(0)
  await playStory()
}, 120_000)
afterAll(async () => {
  await rig.close()
  await drop()
})

async function playStory(): Promise<void> {
  const random = createRandom('the crowd')
  const service = rig.directory.bySlug('chatgpt')!
  for (let minute = -3; minute < 56; minute++) {
    const crowd = crowdOfMinute(random, [service], () => usual, minute)
    const tokens = crowd.map((person) => {
      // Opened a while before the tap.
      return rig.tokens.issuePage(person.slug, `${person.address}/32`, rig.clock.now - 5_000)
    })
    for (const [index, person] of crowd.entries()) {
      await rig.api.app.inject({
        method: 'POST',
        url: '/api/v1/services/chatgpt/reports',
        headers: { 'x-forwarded-for': person.address, 'user-agent': person.userAgent },
        payload: {
          device: person.device,
          token: tokens[index],
          ...(person.problem && { problem: person.problem }),
        },
      })
      if (index % 5 === 4) await rig.pass(2_000)
    }
    const update = officialStory.find((one) => one.minute === minute)
    if (update) {
      const { stage, body } = update
      const row = { serviceId: service.id, stage, body, lang: 'en', url: null, postedAt: rig.clock.now }
      await recordOfficialUpdate(rig.db, row, rig.clock.now)
    }
    await rig.pass(minuteMs - ((rig.clock.now - startAt) % minuteMs))
    const { status } = (await get<StateView>('/api/v1/services/chatgpt/state')).body
    if (minute >= -2 && seen.at(-1)?.[1] !== status) seen.push([minute + 1, status])
  }
}

async function get<Body>(url: string): Promise<{ status: number; body: Body }> {
  const answer = await rig.api.app.inject({ url })
  return { status: answer.statusCode, body: answer.json<Body>() }
}

describe('an outage', () => {
  it('goes none → possible → major → recovering → none at the times the demo promises', () => {
    expect(seen.map(([, status]) => status)).toEqual(['none', 'possible', 'major', 'recovering', 'none'])
    const at = Object.fromEntries(seen.slice(1).map(([minute, status]) => [status, minute]))
    expect(at.possible).toBeLessThanOrEqual(2)
    expect(at.major).toBeLessThanOrEqual(4)
    expect(at.recovering).toBeLessThanOrEqual(25)
    expect(at.none).toBeLessThanOrEqual(50)
  })

  it('leaves an incident with its transitions, peak, reports and lead time', async () => {
    const { incidents } = (await get<{ incidents: { id: string }[] }>('/api/v1/incidents?service=chatgpt'))
      .body
    expect(incidents).toHaveLength(1)
    const incident = (await get<IncidentView>(`/api/v1/incidents/${incidents[0]!.id}`)).body
    expect(incident.worst).toBe('major')
    expect(incident.endedAt).not.toBeNull()
    expect(incident.peak15m).toBeGreaterThan(100)
    expect(incident.reports).toBeGreaterThan(incident.peak15m)
    expect(incident.leadMinutes).toBeGreaterThan(3)
    expect(incident.timeline.filter((entry) => entry.kind === 'official')).toHaveLength(officialStory.length)
    expect(incident.timeline.filter((entry) => entry.kind === 'transition')).toHaveLength(4)
    expect(incident.spans.map((span) => span.status)).toEqual(['possible', 'major'])
  })

  it('says why, with the numbers of the verdict log', async () => {
    const [log] = await rig.db.query<{ verdict: StateView['verdict'] }>(
      `SELECT verdict FROM verdict WHERE status = 'major' ORDER BY at LIMIT 1`,
    )
    const why = log!.verdict!
    expect(why.observed).toBeGreaterThanOrEqual(why.majorThreshold)
    expect(why.breadth).toBeGreaterThanOrEqual(12)
    expect(why.tailProbability).toBeCloseTo(Math.exp(-why.surprise), 12)
    expect(why.reasons).toContain('surprise-major')
  })

  it('counts every report of the crowd in the minutes and in the quarter hours alike', async () => {
    const [sums] = await rig.db.query<{ minutes: number; quarters: number; rows: number }>(
      `SELECT (SELECT sum(reporters) FROM report_bucket_minute)::int AS minutes,
         (SELECT sum(reporters) FROM report_bucket_15m)::int AS quarters,
         (SELECT count(*) FROM report WHERE counted)::int AS rows`,
    )
    expect(sums!.minutes).toBe(sums!.rows)
    expect(sums!.quarters).toBe(sums!.rows)
  })
})
