import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '#core/canonical.ts'
import { exactVerdict } from '#core/detect/verdict.fixture.ts'
import type { IncidentDetail } from '#core/record/incident-detail.ts'
import type { IncidentFacts } from '#core/record/incident-facts.ts'
import type { IncidentReplay } from '#core/record/incident-log.ts'
import { saidAt } from '#core/record/incident-log.ts'
import type { Status } from '#core/status.ts'
import { correctIncident } from '#store/incident/corrections.ts'
import { type OpenIncident, recordTransition } from '#store/incident/incidents.ts'
import { recordEndedIncidents } from '#store/incident/records.ts'
import { insertBuckets, insertPlaces } from '#store/sample.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { appendVerdicts } from '#store/watch/verdicts.ts'
import { type Desk, openDesk } from '../desk.fixture.ts'

// An outage of forty minutes: 12:00 possible, 12:10 major, 12:30 recovering, over at 12:40.

const noon = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000
const hour = 60 * minute
let world: SmallWorld
let desk: Desk
let id: string
let other: string

async function move(slug: string, open: OpenIncident | null, to: Status, at: number): Promise<OpenIncident> {
  const after = await recordTransition(world.db, {
    service: world.directory.bySlug(slug)!,
    open: open && { ...open, peak15m: 90, peakAt: noon + 20 * minute },
    change: { from: open?.status ?? 'none', to, at, onsetAt: noon, endedAt: to === 'none' ? at : null },
    verdict: { ...exactVerdict, at, status: to },
    provenance: 'live',
    epoch: 1,
    now: at,
  })
  if (after === 'lost') throw new Error('lost')
  return after ?? { ...open!, status: to }
}

const statusAt = (n: number): Status =>
  n < 0 ? 'none' : n < 10 ? 'possible' : n < 30 ? 'major' : n < 40 ? 'recovering' : 'none'

beforeAll(async () => {
  world = await openSmallWorld(noon)
  const serviceId = world.idOf('chat')
  const row = (n: number, problemId: number, reporters: number) => {
    const at = noon + n * minute
    return {
      serviceId,
      minute: at,
      problemId,
      classId: 0,
      count: reporters,
      reporters,
      weight: reporters * 1000,
    }
  }
  const minutes = Array.from({ length: 40 }, (_, n) => n)
  await insertBuckets(world.db, [
    ...minutes.map((n) => row(n, 1, 4)),
    ...minutes.slice(0, 20).map((n) => row(n, 2, 2)),
    ...minutes.map((n) => row(n, 0, 1)),
  ])
  const place = (n: number, country: string, reporters: number) => ({
    serviceId,
    slot: noon + n * 15 * minute,
    country,
    reporters,
  })
  await insertPlaces(world.db, [place(0, 'SA', 60), place(1, 'SA', 20), place(1, 'EG', 9), place(1, 'FR', 4)])
  await appendVerdicts(
    world.db,
    Array.from({ length: 80 }, (_, i) => i - 20).map((n) => ({
      serviceId,
      verdict: { ...exactVerdict, at: noon + n * minute, status: statusAt(n), observed: 100 + n },
    })),
  )
  let open = await move('chat', null, 'possible', noon)
  id = open.publicId
  for (const n of [10, 30, 40]) open = await move('chat', open, statusAt(n), noon + n * minute)
  const bank = await move('bank', null, 'possible', noon + 15 * minute)
  other = bank.publicId
  desk = await openDesk(world, noon + hour)
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (url: string, headers = {}) => desk.api.app.inject({ url, headers })
const record = async () =>
  (await get(`/api/v1/incidents/${id}`)).json<
    IncidentDetail & { record: { sha256: string; facts: IncidentFacts } }
  >()
const replay = async () => (await get(`/api/v1/incidents/${id}/replay`)).json<IncidentReplay>()

describe('the record of an incident', () => {
  it('tells kinds of problem that add up, places of five and more, the peak and who rose as well', async () => {
    const found = await record()
    expect(found).toMatchObject({
      id,
      worst: 'major',
      peak15m: 90,
      reports: 240,
      series: { bucketMinutes: 1 },
    })
    expect(found.strips.map(({ problem }) => problem)).toEqual(['down', 'login', null])
    const sums = found.series.reporters.map((_, i) =>
      found.strips.reduce((sum, s) => sum + s.reporters[i]!, 0),
    )
    expect(sums).toEqual(found.series.reporters)
    expect(found.places).toEqual([
      { country: 'SA', firstAt: '2026-03-17T12:00:00.000Z', peak15m: 60, reporters: 80, share: 0.8602 },
      { country: 'EG', firstAt: '2026-03-17T12:15:00.000Z', peak15m: 9, reporters: 9, share: 0.0968 },
    ])
    expect(found.atPeak).toMatchObject({
      said: { status: 'major' },
      problems: [
        { problem: 'down', reporters: 80 },
        { problem: 'login', reporters: 40 },
        { problem: null, reporters: 20 },
      ],
      places: [{ country: 'SA', reporters: 60 }],
    })
    expect(found.also.map((row) => row.id)).toEqual([other])
  })

  it('carries a fingerprint that anybody can work out again from its facts', async () => {
    const { facts, sha256 } = (await record()).record
    expect(
      createHash('sha256')
        .update(canonicalJson(facts as never))
        .digest('hex'),
    ).toBe(sha256)
    expect(facts).toMatchObject({ format: 'outage-desk/incident/1', durationMinutes: 40, final: false })
    expect(facts.changes.map(({ to }) => to)).toEqual(['possible', 'major', 'recovering', 'none'])
  })

  it('is answered with 304 to whoever has it', async () => {
    const first = await get(`/api/v1/incidents/${id}`)
    const again = await get(`/api/v1/incidents/${id}`, { 'if-none-match': String(first.headers.etag) })
    expect([first.statusCode, again.statusCode, again.body]).toEqual([200, 304, ''])
  })

  it('is not there under an address that is none', async () => {
    for (const wrong of ['2026-03-17-chat-zzzz', 'x', '%2e%2e', 'A'.repeat(130)]) {
      for (const tail of ['', '/replay', '/minutes.csv']) {
        expect((await get(`/api/v1/incidents/${wrong}${tail}`)).statusCode, wrong + tail).toBe(404)
      }
    }
  })
})

describe('the replay', () => {
  it('says of each minute what was said then, with the numbers of then', async () => {
    const { log, from, minutes } = await replay()
    expect([from, minutes]).toEqual(['2026-03-17T11:30:00.000Z', 90])
    for (const n of [-5, 0, 9, 10, 29, 35, 45]) {
      const said = saidAt(log, noon + n * minute)!
      expect([n, said.status, said.numbers!.observed]).toEqual([n, statusAt(n), 100 + n])
    }
  })

  it('stays as it was when later verdicts come, and when the running tables are gone', async () => {
    const before = await replay()
    const facts = (await record()).record.facts
    desk.clock.now = noon + 4 * hour
    await recordEndedIncidents(world.db, desk.clock.now)
    await world.db.query('DELETE FROM verdict')
    await world.db.query('DELETE FROM report_bucket_minute')
    const after = await replay()
    const upTo = (replayed: IncidentReplay) => replayed.log.slice(0, before.log.length)
    expect(upTo(after)).toEqual(before.log)
    expect(after).toMatchObject({ from: before.from, minutes: 100 })
    const cut = after.problems.map((strip) => ({
      ...strip,
      reporters: strip.reporters.slice(0, before.minutes),
    }))
    expect(cut.sort(byKind)).toEqual(before.problems.sort(byKind))
    const kept = (await record()).record.facts
    expect(kept.final).toBe(true)
    expect(kept.problems).toEqual(facts.problems)
    expect([kept.reports, kept.peak, kept.changes]).toEqual([facts.reports, facts.peak, facts.changes])
  })

  it('keeps its fingerprint from then on', async () => {
    const one = (await record()).record.sha256
    desk.clock.now += 30 * 24 * hour
    expect((await record()).record.sha256).toBe(one)
  })

  it('is a table of minutes too', async () => {
    const answer = await get(`/api/v1/incidents/${id}/minutes.csv`)
    expect(answer.headers['content-type']).toContain('text/csv')
    const [head, ...rows] = answer.body.trim().split('\r\n')
    expect(head!.split(',').slice(0, 3)).toEqual([
      'minute',
      'reporters',
      expect.stringMatching(/^reporters_/),
    ])
    expect(rows).toHaveLength(100)
    const at = rows.find((row) => row.startsWith('2026-03-17T12:09'))!
    expect(at.split(',')[1]).toBe('7')
    expect(at).toContain(',major,2026-03-17T12:10:00.000Z,')
  })
})

const byKind = (one: { problem: string | null }, two: { problem: string | null }) =>
  String(one.problem).localeCompare(String(two.problem))

describe('a correction', () => {
  it('is added with its date and changes no figure', async () => {
    const before = await record()
    const text = { en: 'The operator corrected the time.', ar: 'صحّح المشغّل الوقت.' }
    expect(await correctIncident(world.db, id, { text }, desk.clock.now)).toBe('done')
    const after = await record()
    expect(after.corrections).toEqual([{ at: new Date(desk.clock.now).toISOString(), text }])
    expect({ ...after, corrections: [], record: null }).toEqual({ ...before, record: null })
    expect(after.record.sha256).not.toBe(before.record.sha256)
  })

  it('may mark a false alarm, or tell an incident as a part of another; both link to each other', async () => {
    const text = { en: 'Part of the Chat outage.', ar: 'جزء من عطل آخر.' }
    const edit = { text, falseAlarm: true, mergedInto: id }
    expect(await correctIncident(world.db, other, edit, desk.clock.now)).toBe('done')
    expect((await record()).parts.map((row) => row.id)).toEqual([other])
    const part = (await get(`/api/v1/incidents/${other}`)).json<IncidentDetail>()
    expect(part).toMatchObject({ mergedInto: { id }, falseAlarm: { reason: text } })
  })

  it('is refused for what is not there', async () => {
    const text = { en: 'x', ar: 'س' }
    expect(await correctIncident(world.db, '2026-03-17-chat-zzzz', { text }, 0)).toBe('unknown')
    expect(await correctIncident(world.db, id, { text, mergedInto: id }, 0)).toBe('unknown-whole')
    expect(await correctIncident(world.db, id, { text, mergedInto: 'nothing' }, 0)).toBe('unknown-whole')
  })
})

describe('the list', () => {
  const ids = async (query: string) =>
    (await get(`/api/v1/incidents?${query}`)).json().incidents.map((row: { id: string }) => row.id)

  it('is filtered by service, category, severity, month and country', async () => {
    expect(await ids('')).toEqual(expect.arrayContaining([id, other]))
    expect(await ids('service=chat')).toEqual([id])
    expect(await ids('severity=major')).toEqual([id])
    expect(await ids('country=SA')).toEqual([id])
    expect(await ids('country=FR')).toEqual([])
    expect(await ids('category=ai&month=2026-03')).toHaveLength(2)
    expect(await ids('category=none')).toEqual([])
    expect(await ids('month=2026-02')).toEqual([])
    expect((await get('/api/v1/incidents?country=sa')).statusCode).toBe(422)
  })

  it('is the same as CSV', async () => {
    const { body, headers } = await get('/api/v1/incidents.csv?severity=major')
    expect(headers['content-disposition']).toContain('incidents.csv')
    const lines = body.trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(new RegExp(`^${id},chat,Chat,Chat,ai,major,2026-03-17T12:00:00.000Z,`))
  })
})
