import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bucketStart } from '#core/bucket.ts'
import { isTrouble, type Status } from '#core/status.ts'
import { readRecord } from '#store/incident/records.ts'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
import { createDirectory, type Directory } from '#store/service/directory.ts'
import { readServices } from '#store/service/services.ts'
import { claimKind } from '#store/settings.ts'
import { createPublicView, type PublicView } from '#store/view/public-view.ts'
import { readVerdicts } from '#store/watch/verdicts.ts'
import { seedHistory } from './history.ts'
import { createRandom } from './random.ts'
import { makeServiceHistory } from './service-history.ts'

const now = Date.UTC(2026, 10, 25, 9, 13, 20)
const dayMs = 86_400_000

type TestDatabase = Awaited<ReturnType<typeof openTestDatabase>>

const listIncidents = (test: TestDatabase) =>
  test.db.query<{
    slug: string
    public_id: string
    worst: string
    started_at: Date
    detected_at: Date
    ended_at: Date | null
    peak_15m: number
    reports: number
    provenance: string
    false_alarm_at: Date | null
    false_alarm: { en: string; ar: string } | null
    id: string
    service_id: string
  }>('SELECT slug, i.* FROM incident i JOIN service s ON s.id = i.service_id ORDER BY started_at, slug')

let first: TestDatabase
let directory: Directory
let view: PublicView

beforeAll(async () => {
  first = await openTestDatabase()
  await claimKind(first.db, 'sample')
  await installCatalogue(first.db, now)
  await seedHistory(first.db, { now, log: () => {}, seed: 'test' })
  directory = createDirectory(first.db)
  await directory.refresh()
  view = createPublicView(first.db, directory)
}, 180_000)

afterAll(() => first?.drop())

const idOf = (slug: string) => directory.bySlug(slug)!.id

describe('sample history', () => {
  it('ends quietly: nothing is open and every service is calm or unknown', async () => {
    const states = await first.db.query<{ status: Status }>('SELECT status FROM service_state')
    expect(states).toHaveLength(directory.all().length)
    expect(states.filter((state) => state.status !== 'none').length).toBeLessThan(8)
    expect(states.some((state) => isTrouble(state.status))).toBe(false)
    expect((await listIncidents(first)).every((incident) => incident.ended_at !== null)).toBe(true)
  })

  it('has outages of several sizes, a false alarm with a reason in both languages, and days without', async () => {
    const sample = (await listIncidents(first)).filter((incident) => incident.provenance === 'sample')
    expect(sample.length).toBeGreaterThanOrEqual(9)
    expect(sample.length).toBeLessThan(20)
    const slugs = sample.filter((incident) => incident.worst === 'major').map((incident) => incident.slug)
    for (const slug of ['whatsapp', 'stc', 'psn', 'instapay', 'cloudflare', 'discord', 'chatgpt', 'we'])
      expect(slugs).toContain(slug)
    const falseAlarms = sample.filter((incident) => incident.false_alarm_at)
    expect(falseAlarms).toHaveLength(1)
    expect(falseAlarms[0]).toMatchObject({ slug: 'spotify', worst: 'possible' })
    expect(falseAlarms[0]!.false_alarm!.en).not.toBe('')
    expect(falseAlarms[0]!.false_alarm!.ar).toMatch(/[\u0600-\u06ff]/)
    expect(sample.every((incident) => incident.reports > 0)).toBe(true)
  })

  it('leaves the stage of the live outage empty for six days', async () => {
    const late = (await listIncidents(first)).filter(
      (incident) =>
        ['chatgpt', 'openai-api', 'sora'].includes(incident.slug) &&
        incident.ended_at!.getTime() > now - 6 * dayMs,
    )
    expect(late).toEqual([])
  })

  it('shows a brigade in the counts, and the detector does not fall for it', async () => {
    const peaks = await first.db.query<{ slot: Date; reporters: number }>(
      `SELECT slot, sum(reporters)::int AS reporters FROM report_bucket_15m WHERE service_id = $1
       GROUP BY 1 ORDER BY 2 DESC LIMIT 1`,
      [idOf('noon')],
    )
    expect(peaks[0]!.reporters).toBeGreaterThan(150)
    const at = peaks[0]!.slot.getTime()
    const near = (await listIncidents(first)).filter(
      (incident) => incident.slug === 'noon' && Math.abs(incident.started_at.getTime() - at) < 4 * 3_600_000,
    )
    expect(near).toEqual([])
    const said = await readVerdicts(first.db, idOf('noon'), at, at + 30 * 60_000)
    expect(said.some((entry) => entry.verdict.reasons.includes('narrow'))).toBe(true)
  })

  it('keeps every transition legal: from what was to something else, and none at the end', async () => {
    const legal = ['none possible', 'none major', 'unknown possible', 'unknown major', 'possible none']
    legal.push('possible major', 'major recovering', 'recovering possible', 'recovering major')
    legal.push('recovering none', 'major none')
    for (const incident of await listIncidents(first)) {
      const steps = await first.db.query<{ from_status: string; to_status: string; verdict: object | null }>(
        'SELECT from_status, to_status, verdict FROM transition WHERE service_id = $1 AND incident_id = $2 ORDER BY at',
        [incident.service_id, incident.id],
      )
      expect(steps.length).toBeGreaterThan(1)
      expect(steps.at(-1)!.to_status).toBe('none')
      steps.forEach((step, i) => {
        expect(legal).toContain(`${step.from_status} ${step.to_status}`)
        expect(step.verdict).not.toBeNull()
        if (i > 0) expect(step.from_status).toBe(steps[i - 1]!.to_status)
      })
    }
  })

  it('rolls up exactly what its minutes say, wherever both are kept', async () => {
    const differing = await first.db.query(
      `SELECT * FROM (
         SELECT service_id, date_bin('15 minutes', minute, 'epoch') AS slot, problem_id,
           sum(reporters) AS reporters, sum(count) AS count
         FROM report_bucket_minute GROUP BY 1, 2, 3) m
       LEFT JOIN report_bucket_15m q USING (service_id, slot, problem_id)
       WHERE q.reporters IS DISTINCT FROM m.reporters OR q.count IS DISTINCT FROM m.count`,
    )
    expect(differing).toEqual([])
    const minutes = await first.db.query<{ n: number }>('SELECT count(*) AS n FROM report_bucket_minute')
    expect(minutes[0]!.n).toBeGreaterThan(5_000)
  })

  it('keeps a record of each incident over for two hours', async () => {
    for (const incident of await listIncidents(first)) {
      if (incident.ended_at!.getTime() > now - 2 * 3_600_000) continue
      const record = await readRecord(first.db, incident.service_id, incident.id)
      const { minutes } = record!
      const length = minutes.reporters.length
      for (const column of [minutes.usual, minutes.alert, minutes.surprise, minutes.said])
        expect(column).toHaveLength(length)
      expect(minutes.said).toContain(incident.worst[0])
    }
  })
})

describe('reconstruction of 11 December 2024', () => {
  it('is a finished incident at its true date, with anchors, a peak near 285 and a lead', async () => {
    const incident = (await view.listIncidents({ slug: 'chatgpt', month: '2024-12' }, now))[0]!
    const full = (await view.readIncident(incident.id, now))!
    expect(full.provenance).toBe('reconstruction')
    expect(full.worst).toBe('major')
    expect(full.peak15m).toBeGreaterThan(270)
    expect(full.peak15m).toBeLessThan(310)
    expect(full.anchors.length).toBeGreaterThan(5)
    expect(Date.parse(full.startedAt)).toBeGreaterThan(Date.UTC(2024, 11, 11, 23, 0))
    expect(Date.parse(full.startedAt)).toBeLessThan(Date.UTC(2024, 11, 11, 23, 25))
    expect(Date.parse(full.endedAt!)).toBeGreaterThan(Date.UTC(2024, 11, 12, 2, 0))
    expect(full.leadMinutes).toBeGreaterThan(15)
    const series = (await view.readIncidentSeries(incident.id, now))!
    expect(series.reporters.length).toBeGreaterThan(40)
    const said = await readVerdicts(first.db, idOf('chatgpt'), Date.UTC(2024, 11, 11), Date.UTC(2024, 11, 13))
    expect(said.length).toBeGreaterThan(120)
  })
})

describe('public view of it', () => {
  it('reads home and services in all ranges', async () => {
    const home = await view.readHome(now)
    expect(home.trouble).toEqual([])
    expect(home.stale).toBe(false)
    expect(home.ended.map((row) => row.service.slug)).toContain('instapay')
    for (const range of ['1h', '24h', '7d', '30d'] as const) {
      const chatgpt = (await view.readService('chatgpt', range, now))!
      expect(chatgpt.state.status).toBe('none')
      expect(chatgpt.series.usual.every((usual) => usual !== null)).toBe(true)
    }
    const whatsapp = (await view.readService('whatsapp', '30d', now))!
    expect(whatsapp.spans.length).toBeGreaterThan(0)
    expect(whatsapp.pastIncidents[0]!.leadMinutes).toBeGreaterThan(0)
  })
})

describe('the generator', () => {
  it('gives the same for the same seed, with the moments asked for', () => {
    const draw = () => {
      const random = createRandom('x')
      return Array.from({ length: 50 }, () => [random.next(), random.poisson(3), random.waver(0.2)])
    }
    expect(draw()).toEqual(draw())
    const random = createRandom('moments')
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(mean(Array.from({ length: 20_000 }, () => random.poisson(2.5)))).toBeCloseTo(2.5, 1)
    expect(mean(Array.from({ length: 20_000 }, () => random.waver(0.3)))).toBeCloseTo(1, 1)
    expect(mean(Array.from({ length: 20_000 }, () => random.normal() ** 2))).toBeCloseTo(1, 1)
  })

  it('tells the same again: helpers or not, the same seed and moment give the same incidents', async () => {
    const services = await readServices(first.db)
    const to = bucketStart(now, 1)
    const plan = { seed: 'test', from: services[0]!.createdAt, to, now, places: services.length }
    const stored = await listIncidents(first)
    for (const slug of ['chatgpt', 'stc', 'spotify', 'noon', 'openai-api']) {
      const place = services.findIndex((service) => service.slug === slug)
      const again = makeServiceHistory(plan, services[place]!, place)
      const before = stored.filter((one) => one.slug === slug && one.provenance === 'sample')
      expect(again.incidents.map((one) => [one.startedAt, one.endedAt, one.peak15m, one.worst])).toEqual(
        before.map((one) => [one.started_at.getTime(), one.ended_at!.getTime(), one.peak_15m, one.worst]),
      )
    }
  })
})
