import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { noSurroundings, type ScopeView } from '#core/view.ts'
import { dayMs } from '../report/salts.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { recordGap } from '../watch/gaps.ts'
import { writeProgress, writeStates } from '../watch/state.ts'
import { createPublicView, type PublicView } from './public-view.ts'
import { unseenState } from './unseen.ts'

const now = Date.parse('2026-03-17T14:52:30Z')
const weekMs = 7 * dayMs
let world: SmallWorld
let view: PublicView

/** Reporters of a service from a country in the quarter-hour that began at `at`. */
async function count(slug: string, country: string, at: number, reporters: number, lane = 1): Promise<void> {
  await world.db.query(
    'INSERT INTO report_bucket_country_15m (service_id, slot, country, lane, reporters) VALUES ($1, $2, $3, $4, $5)',
    [world.idOf(slug), new Date(at), country, lane, reporters],
  )
}
const at = (time: string, weeksAgo = 0) => Date.parse(`2026-03-17T${time}:00Z`) - weeksAgo * weekMs

beforeAll(async () => {
  world = await openSmallWorld(now - 60 * dayMs)
  view = createPublicView(world.db, world.directory)
  // Places are counted since three weeks and some days: of the fourth week nothing is known.
  await count('bank', 'EG', now - 3 * weekMs - 2 * dayMs - (now % (15 * minuteMs)), 1)
  for (const weeks of [1, 2, 3]) {
    await count('chat', 'SA', at('14:15', weeks), 8 + weeks)
    // The running quarter is half over, so half of this is usual by now.
    await count('chat', 'SA', at('14:45', weeks), 20)
    // Before the hour, and after it: neither counts.
    await count('chat', 'SA', at('13:45', weeks), 500)
    await count('chat', 'SA', at('15:00', weeks), 500)
    await count('chat', 'EG', at('14:00', weeks), 10)
  }
  await count('chat', 'SA', at('14:00'), 300)
  await count('chat', 'SA', at('14:45'), 90)
  await count('bank', 'SA', at('14:45'), 10)
  await count('chat', 'EG', at('14:30'), 12)
  await count('bank', 'US', at('14:30'), 4)
  await count('bank', 'KW', at('14:30'), 3, 1)
  await count('bank', 'KW', at('14:30'), 3, 2)
  const service = world.directory.bySlug('bank')!
  const scope: ScopeView = {
    kind: 'country',
    name: 'KW',
    status: 'possible',
    reports15m: 6,
    usual15m: 0.2,
    verdict: {
      windowMinutes: 15,
      observed: 6,
      expected: 0.2,
      threshold: 4,
      majorThreshold: 8,
      tailProbability: 1e-6,
      breadth: 6,
      minutesAbove: 3,
    },
  }
  const state = {
    ...unseenState(service, now),
    status: 'possible' as const,
    unknownReason: null,
    ...noSurroundings,
    scopes: [scope],
    confinedTo: 'country' as const,
  }
  await writeStates(world.db, [{ serviceId: service.id, view: state }], 1, now)
  await writeProgress(world.db, { through: now, tickedAt: now }, 1)
})
afterAll(() => world.drop())

describe('the places of all services', () => {
  it('are told against the median of the same hour of the weeks that are known', async () => {
    const found = (await view.readPlaces({ hour: null }, now))!
    expect(found.places).toEqual([
      // 10 in the quarter that is over, and half of 20 in the running one.
      {
        country: 'SA',
        reports: 400,
        usual: 20,
        usualFrom: 'weeks',
        times: 20,
        step: 2,
        most: { slug: 'chat', name: { en: 'Chat', ar: 'Chat' }, reports: 390 },
      },
      expect.objectContaining({ country: 'EG', reports: 12, usual: 10, times: null, step: 0 }),
      expect.objectContaining({ country: 'KW', reports: 6, usual: 0, times: null, step: 0 }),
    ])
    expect(found).toMatchObject({ stale: false, service: null, category: null, span: { hour: null } })
    expect(found.trouble).toEqual([{ slug: 'bank', name: { en: 'Bank', ar: 'Bank' } }])
  })

  it('leave out places under five reports, and the service behind fewer than five', async () => {
    const found = (await view.readPlaces({ hour: null }, now))!
    expect(found.places.map(({ country }) => country)).not.toContain('US')
    expect(JSON.stringify(found)).not.toContain('"US"')
    await count('chat', 'OM', at('14:30'), 3)
    await count('bank', 'OM', at('14:30'), 3)
    const again = (await view.readPlaces({ hour: null }, now))!
    expect(again.places.find(({ country }) => country === 'OM')).toMatchObject({ reports: 6, most: null })
  })

  it('can be of an hour of the last day, and of one category', async () => {
    const found = (await view.readPlaces({ category: 'ai', hour: 13 }, now))!
    expect(found.category?.slug).toBe('ai')
    expect(found.span).toEqual({
      from: '2026-03-17T13:00:00.000Z',
      to: '2026-03-17T14:00:00.000Z',
      hour: 13,
    })
    expect(found.places).toEqual([])
    expect(await view.readPlaces({ category: 'nothing', hour: null }, now)).toBe(null)
  })

  it('stand in one order where counts are equal: better-known services first, and countries by letter', async () => {
    for (const country of ['QA', 'BH']) {
      for (const slug of ['bank', 'chat']) await count(slug, country, at('11:00'), 6)
    }
    const { places } = (await view.readPlaces({ hour: 11 }, now))!
    const known = world.directory.all().find(({ slug }) => slug === 'bank' || slug === 'chat')!.slug
    expect(places.map(({ country, most }) => [country, most?.slug])).toEqual([
      ['BH', known],
      ['QA', known],
    ])
  })

  it('say that the usual is not known where fewer than two weeks are', async () => {
    const early = (await view.readPlaces({ hour: null }, now - 2 * weekMs))!
    expect(early.places.length).toBeGreaterThan(0)
    for (const place of early.places)
      expect(place).toMatchObject({ usual: null, usualFrom: null, times: null, step: null })
  })

  it('leave weeks out in which nobody took reports', async () => {
    const hour = { hour: null }
    await recordGap(world.db, { from: at('14:10', 1), to: at('14:20', 1) })
    await recordGap(world.db, { from: at('14:10', 2), to: at('14:20', 2) })
    expect((await view.readPlaces(hour, now))!.places[0]).toMatchObject({ country: 'SA', usual: null })
    await world.db.query('DELETE FROM collector_gap')
    expect((await view.readPlaces(hour, now))!.places[0]).toMatchObject({ country: 'SA', usual: 20 })
  })

  it('are stale with the watch', async () => {
    expect((await view.readPlaces({ hour: null }, now + 4 * minuteMs))!.stale).toBe(true)
  })
})

describe('the places of one service', () => {
  it('take the usual from the watch where it has learnt one', async () => {
    const found = (await view.readPlaces({ service: 'bank', hour: null }, now))!
    expect(found.service?.slug).toBe('bank')
    expect(found.places.find(({ country }) => country === 'KW')).toMatchObject({
      reports: 6,
      usual: 0.7,
      usualFrom: 'watch',
      most: null,
    })
    expect(await view.readPlaces({ service: 'nothing', hour: null }, now)).toBe(null)
  })
})

describe('a country', () => {
  it('has its services with what the rule says of them there, and what is confined to it', async () => {
    const found = (await view.readCountry('KW', now))!
    expect(found.services).toMatchObject([
      { service: { slug: 'bank' }, reports: 6, scope: { status: 'possible' }, onlyIn: ['KW'] },
    ])
    expect(found.others[0]).toMatchObject({ country: 'SA', times: 20 })
    const saudi = (await view.readCountry('SA', now))!
    expect(saudi.place).toMatchObject({ reports: 400, times: 20 })
    expect(saudi.services.map(({ service, usual }) => [service.slug, usual])).toEqual([
      ['chat', 20],
      ['bank', 0],
    ])
  })

  it('without five reports says nothing, and of what is no country there is nothing', async () => {
    expect(await view.readCountry('US', now)).toMatchObject({ place: null, services: [] })
    expect(await view.readCountry('ZZ', now)).toBe(null)
  })
})

describe('a hidden service', () => {
  it('is in no place', async () => {
    await world.db.prisma.service.update({ where: { slug: 'chat' }, data: { hidden: true } })
    await world.directory.refresh()
    const texts = [
      await view.readPlaces({ hour: null }, now),
      await view.readPlaces({ service: 'chat', hour: null }, now),
      await view.readCountry('SA', now),
    ].map((found) => JSON.stringify(found))
    for (const text of texts) expect(text).not.toContain('"chat"')
    expect(
      JSON.parse(texts[0]!).places.find((place: { country: string }) => place.country === 'SA'),
    ).toMatchObject({
      reports: 10,
    })
  })
})
