import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import type { Provenance } from '#store/incident/incidents.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { backdateServices, insertBuckets } from '#store/sample.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
import { readServices, type ServiceRecord } from '#store/service/services.ts'
import { appendVerdicts } from '#store/watch/verdicts.ts'
import { writeIncidents } from '../demo/incidents.ts'
import { createRandom } from '../demo/random.ts'
import { replay } from '../demo/replay.ts'
import { emptyTally, type Tally } from '../demo/tally.ts'
import { runReplay } from './command.fixture.ts'
import { drawQuiet } from './draw.ts'
import { readReconstruction, reconstructionNames } from './reconstruction.ts'
import { replayStored } from './stored.ts'
import { storedText } from './stored-text.ts'

const now = Date.UTC(2026, 10, 25, 12)
const days = 21
const from = now - days * 1440 * minuteMs
const riseAt = now - 300 * minuteMs

let world: Awaited<ReturnType<typeof openTestDatabase>>
let services: ServiceRecord[]

beforeAll(async () => {
  world = await openTestDatabase()
  await installCatalogue(world.db, now)
  await ensurePartitions(world.db, from, now)
  await backdateServices(world.db, from)
  services = await readServices(world.db)
}, 120_000)

afterAll(() => world?.drop())

/** Three quiet weeks, and half an hour of ten people a minute. */
function drawTally(): Tally {
  const random = createRandom('stored')
  const tally = emptyTally(from, (now - from) / minuteMs)
  drawQuiet(random, tally, tally.reporters.length, () => 0.2)
  for (let i = 0; i < 30; i++) tally.reporters[(riseAt - from) / minuteMs + i]! += random.poisson(10)
  tally.count.set(tally.reporters)
  tally.evidence.set(tally.reporters)
  return tally
}

/** Writes the minutes, the incident and the log of one service as the watch would; the incident's address. */
async function tell(slug: string, provenance: Provenance, keptFrom: number): Promise<string> {
  const { db } = world
  const service = services.find((one) => one.slug === slug)!
  const tally = drawTally()
  const told = replay(tally, [{ from: riseAt - 120 * minuteMs, to: now }])
  const rows = [...tally.reporters].flatMap((reporters, i) => {
    const minute = from + i * minuteMs
    if (reporters === 0 || minute < keptFrom) return []
    return [
      {
        serviceId: service.id,
        minute,
        problemId: 0,
        classId: 0,
        count: reporters,
        reporters,
        weight: reporters * 1000,
      },
    ]
  })
  await insertBuckets(db, rows)
  await appendVerdicts(
    db,
    told.logged.map((verdict) => ({ serviceId: service.id, verdict })),
  )
  const [incident] = told.incidents.filter((one) => one.startedAt > riseAt - 30 * minuteMs)
  await writeIncidents(db, [{ service, incident: incident!, provenance, falseAlarm: null, anchors: [] }])
  const row = await db.prisma.incident.findFirstOrThrow({ where: { serviceId: service.id } })
  return row.publicId
}

describe('a stored incident', () => {
  it('is told by today’s rule as it was told then, if the rule has not changed', async () => {
    const id = await tell('chatgpt', 'live', from)
    const report = (await replayStored(world.db, id, now, 'en'))!
    expect(report).toMatchObject({ id, slug: 'chatgpt', provenance: 'live', learnt: { from: 'minutes' } })
    expect(report.learnt.days).toBeGreaterThan(20)
    expect(report.log.major).not.toBeNull()
    expect(report.today).toEqual(report.log)
    expect(report.laterBy).toEqual({ possible: 0, major: 0, recovering: 0, none: 0 })
    expect(report.agreement.minutes).toBeGreaterThan(30)
    expect(report.agreement.same).toBe(report.agreement.minutes)
    const at = report.log.major!.slice(0, 16).replace('T', ' ')
    expect(storedText(report, 'en')).toContain(
      `The log says “major problems” at ${at}; today’s rule says ${at}.`,
    )
  })

  it('is played from its own record where the weeks before are gone', async () => {
    const id = await tell('spotify', 'sample', riseAt - 120 * minuteMs)
    const report = (await replayStored(world.db, id, now, 'ar'))!
    expect(report.learnt).toMatchObject({ from: 'record' })
    expect(Math.abs(report.laterBy.major!)).toBeLessThanOrEqual(3)
    expect(report.today.none).not.toBeNull()
    expect(storedText(report, 'ar')).toContain('يقول السجل')
  })

  it('is found by the command in the database of the environment; one that is not there is not', async () => {
    vi.stubEnv('DATABASE_URL', world.url)
    vi.useFakeTimers({ now, toFake: ['Date'] })
    try {
      const { publicId } = await world.db.prisma.incident.findFirstOrThrow({ where: { provenance: 'live' } })
      const found = await runReplay('--incident', publicId)
      expect(found).toMatchObject({ code: 0, err: '' })
      expect(found.out).toContain('The log says “major problems” at 2026-11-25 07:')
      const lost = await runReplay('--incident', '2026-11-25-chatgpt-0000')
      expect(lost).toMatchObject({ code: 2, out: '' })
      expect(lost.err).toContain('There is no incident "2026-11-25-chatgpt-0000"')
    } finally {
      vi.useRealTimers()
      vi.unstubAllEnvs()
    }
  })
})

it('reconstructions know their services as the catalogue does', () => {
  const bySlug = new Map(services.map((service) => [service.slug, service]))
  for (const name of reconstructionNames()) {
    for (const service of readReconstruction(name).model.services) {
      const known = bySlug.get(service.slug)!
      expect({
        name: service.name,
        category: service.category,
        operator: service.operator,
        dependsOn: service.dependsOn,
        markets: service.markets,
      }).toEqual({
        name: known.name,
        category: known.category.slug,
        operator: known.operator.slug,
        dependsOn: known.dependsOn,
        markets: known.markets,
      })
    }
  }
})
