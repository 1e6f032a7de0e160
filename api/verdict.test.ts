import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exactVerdict } from '#core/detect/verdict.fixture.ts'
import type { Verdict } from '#core/detect/verdict.ts'
import { explainVerdict } from '#i18n/explain.ts'
import { translatorOf } from '#i18n/index.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { appendVerdicts, readVerdicts, verdictView } from '#store/watch/verdicts.ts'
import { type Desk, openDesk } from './desk.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const minute = 60_000
let world: SmallWorld
let desk: Desk

const verdictOf = (at: number, given: Partial<Verdict> = {}): Verdict => ({ ...exactVerdict, at, ...given })

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  const serviceId = world.idOf('chat')
  await appendVerdicts(world.db, [
    { serviceId, verdict: verdictOf(noon - 30 * minute, { reporters: 7, observed: 6.5 }) },
    { serviceId, verdict: verdictOf(noon - 10 * minute, { reporters: 20, observed: 18 }) },
  ])
  await desk.say('chat', 1, { status: 'possible', verdict: verdictView(verdictOf(noon)) })
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

const get = (url: string) => desk.api.app.inject({ url: `/api/v1/services/${url}` })

describe('GET /api/v1/services/{slug}/verdict', () => {
  it('gives the verdict of now in numbers and in words of both languages', async () => {
    const answer = await get('chat/verdict')
    expect(answer.statusCode).toBe(200)
    const { service, verdict, words } = answer.json()
    expect(service).toBe('chat')
    expect(verdict).toMatchObject({
      at: '2026-03-17T12:00:00.000Z',
      reporters: 42,
      observed: 38,
      expected: 6.2,
      interval: [2, 11],
      threshold: 18,
      majorThreshold: 31,
      breadth: 14,
      minutesAbove: 6,
      ruleVersion: 'multiscale-nb-2',
    })
    expect(words.en[0]).toBe('In the 15 minutes to 12:00 UTC, 42 people reported a problem.')
    expect(words.ar[0]).toContain('أبلغ 42 شخصًا عن مشكلة')
    for (const locale of ['en', 'ar'] as const)
      expect(words[locale]).toEqual(explainVerdict(translatorOf(locale), verdict))
  })

  it.each([
    ['of that minute', '11:50:00Z', 20],
    ['before it where that minute was quiet', '11:49:59Z', 7],
    ['by a time of another zone', '14:45:00%2B03:00', 7],
    ['that is the latest, of a time to come', '23:00:00Z', 20],
  ])('gives the verdict of the log %s', async (_name, time, reporters) => {
    const answer = await get(`chat/verdict?at=2026-03-17T${time}`)
    expect(answer.json()).toMatchObject({ service: 'chat', verdict: { reporters } })
  })

  it.each([
    'chat/verdict?at=2026-03-17T11:29:59Z',
    'chat/verdict?at=0000-01-01T00:00:00%2B23:59',
    'chat/verdict?at=0001-01-01T00:00:00Z',
    'bank/verdict',
    'bank/verdict?at=2026-03-17T12:00:00Z',
  ])('says that there is none at %s', async (url) => {
    const answer = await get(url)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.json()).toMatchObject({ type: '/problems/no-verdict', status: 404 })
  })

  it('knows no service that is not there, and no time that is none', async () => {
    const unknown = await get('never-was/verdict?at=2026-03-17T12:00:00Z')
    expect(unknown.json()).toMatchObject({ type: '/problems/unknown-service' })
    for (const at of ['yesterday', '2026-13-01T00:00:00Z', '2026-03-17', ''])
      expect((await get(`chat/verdict?at=${at}`)).statusCode, at).toBe(422)
  })

  it('stands in the description of the API', async () => {
    const { paths } = (await desk.api.app.inject({ url: '/api/v1/openapi.json' })).json()
    const { parameters } = paths['/api/v1/services/{slug}/verdict'].get
    expect(
      parameters.map(({ name, in: place }: { name: string; in: string }) => [name, place]).sort(),
    ).toEqual([
      ['at', 'query'],
      ['slug', 'path'],
    ])
  })
})

describe('a verdict kept before people were noted in it', () => {
  it('is read with its evidence for people', async () => {
    const { reporters: _, ...old } = verdictView(verdictOf(noon, { observed: 4.6 }))
    await world.db.query(
      `INSERT INTO verdict (service_id, at, status, verdict) VALUES ($1, $2, 'possible', $3)`,
      [world.idOf('chat-voice'), new Date(noon), JSON.stringify(old)],
    )
    const [row] = await readVerdicts(world.db, world.idOf('chat-voice'), noon, noon + 1)
    expect(row?.verdict.reporters).toBe(5)
    const answer = await get('chat-voice/verdict?at=2026-03-17T12:00:00Z')
    expect(answer.json()).toMatchObject({ verdict: { reporters: 5, observed: 4.6 } })
  })
})
