import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { createPublicView } from '../view/public-view.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const minuteMs = 60_000
const dayMs = 1440 * minuteMs
let world: SmallWorld

/** An incident of a service that began so long ago; still open without an end. */
async function record(slug: string, agoMs: number, given: { open?: boolean; falseAlarm?: boolean } = {}) {
  const startedAt = new Date(noon - agoMs)
  await world.db.prisma.incident.create({
    data: {
      serviceId: world.idOf(slug),
      id: randomUUID(),
      publicId: `${slug}-${randomUUID().slice(0, 6)}`,
      status: given.open ? 'major' : 'none',
      worst: 'major',
      startedAt,
      detectedAt: startedAt,
      endedAt: given.open ? null : new Date(noon - agoMs + 60 * minuteMs),
      peak15m: 40,
      reports: 100,
      provenance: 'live',
      falseAlarmAt: given.falseAlarm ? startedAt : null,
      epoch: 1n,
    },
  })
}

beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(() => world.drop())

describe('related services', () => {
  it('are told with how often they rose together in 90 days, false alarms and far ones aside', async () => {
    for (const days of [10, 20, 30, 100]) {
      await record('bank', days * dayMs)
      await record('chat', days * dayMs + 9 * minuteMs)
    }
    await record('bank', 40 * dayMs)
    await record('chat', 40 * dayMs + 11 * minuteMs)
    await record('bank', 50 * dayMs, { falseAlarm: true })
    await record('chat', 50 * dayMs)
    const view = await createPublicView(world.db, world.directory).readService('bank', '24h', noon)
    expect(view!.related.map(({ service, why, times }) => [service.slug, why, times])).toEqual([
      // One maker for all in this world.
      ['chat', 'maker', 3],
      ['chat-voice', 'maker', 0],
    ])
  })

  it('and the parts of a whole are named on each of their pages', async () => {
    const read = createPublicView(world.db, world.directory)
    for (const slug of ['chat', 'chat-voice']) {
      const view = await read.readService(slug, '24h', noon)
      expect(view!.family.map((part) => part.slug)).toEqual(['chat', 'chat-voice'])
    }
    expect((await read.readService('bank', '24h', noon))!.family).toEqual([])
  })

  it('make a network suspect when it rises with strangers', async () => {
    const { prisma } = world.db
    const category = { position: 2, slug: 'mobile', nameEn: 'Mobile', nameAr: 'Mobile' }
    const mobile = await prisma.category.create({ data: { id: randomUUID(), ...category } })
    const shared = {
      categoryId: (await prisma.category.findUniqueOrThrow({ where: { slug: 'ai' } })).id,
      problems: [1],
      dependsOn: [],
      aliases: [],
      markets: [],
      createdAt: new Date(noon),
    }
    for (const [slug, categoryId] of [
      ['game', shared.categoryId],
      ['shop', shared.categoryId],
      ['telecom', mobile.id],
    ] as const) {
      const names = { slug, nameEn: slug, nameAr: slug }
      const operator = await prisma.operator.create({ data: { id: randomUUID(), ...names } })
      await prisma.service.create({
        data: { ...shared, ...names, id: randomUUID(), categoryId, operatorId: operator.id, rank: 50 },
      })
    }
    await world.directory.refresh()
    const since = async () =>
      (await createPublicView(world.db, world.directory).readService('bank', '24h', noon))!.networkSince
    await record('bank', 5 * minuteMs, { open: true })
    await record('game', 8 * minuteMs, { open: true })
    await record('shop', 3 * minuteMs, { open: true })
    expect(await since()).toBeNull()
    await record('telecom', 2 * minuteMs, { open: true })
    expect(await since()).toBe(new Date(noon - 8 * minuteMs).toISOString())
  })
})
