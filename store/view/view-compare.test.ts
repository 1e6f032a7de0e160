import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import type { Verdict } from '#core/detect/verdict.ts'
import { recordTransition } from '../incident/incidents.ts'
import { dayMs } from '../report/salts.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { createPublicView, type PublicView } from './public-view.ts'

const now = Date.parse('2026-03-17T14:52:30Z')
let world: SmallWorld
let view: PublicView

async function outage(slug: string, at: number): Promise<void> {
  const service = world.directory.bySlug(slug)!
  const move = async (
    open: Parameters<typeof recordTransition>[1]['open'],
    to: 'major' | 'none',
    moment: number,
  ) => {
    const after = await recordTransition(world.db, {
      service,
      open,
      change: {
        from: open?.status ?? 'none',
        to,
        at: moment,
        onsetAt: at,
        endedAt: to === 'none' ? moment : null,
      },
      verdict: { at: moment, status: to, reporters15m: 50 } as Verdict,
      provenance: 'live',
      epoch: 1,
      now: moment,
    })
    if (after === 'lost') throw new Error('lost')
    return after
  }
  await move(await move(null, 'major', at), 'none', at + 30 * minuteMs)
}

beforeAll(async () => {
  world = await openSmallWorld(now)
  view = createPublicView(world.db, world.directory)
  for (const daysAgo of [2, 20, 60, 100]) {
    const at = now - daysAgo * dayMs
    await outage('chat', at)
    await outage('bank', at + (daysAgo === 20 ? 5 : 1) * minuteMs)
  }
  await world.db.query(
    `INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
     VALUES ($1, $2, 1, 0, 1, 9, 9, 9000)`,
    [world.idOf('chat'), new Date('2026-03-17T14:10:00Z')],
  )
})
afterAll(() => world.drop())

describe('services side by side', () => {
  it('have the same time axis, their incidents of 30 days and what they share in 90', async () => {
    const found = await view.readCompare('bank-vs-chat', '24h', now)
    expect(found.services.map(({ service }) => service.slug)).toEqual(['bank', 'chat'])
    const [bank, chat] = found.services
    expect(bank!.series.from).toBe(chat!.series.from)
    expect(bank!.series.reporters).toHaveLength(97)
    expect(chat!.peak).toEqual({ at: '2026-03-17T14:00:00.000Z', reporters: 9 })
    // Nobody was watching before the services were there: that is not zero.
    expect(chat!.series.reporters.slice(-5)).toEqual([null, 9, null, null, 0])
    expect([bank!.incidents30d, chat!.incidents30d]).toEqual([2, 2])
    expect(chat!.medianLeadMinutes).toBe(null)
    // Of 100 days ago nothing is said; 20 days ago they were five minutes apart.
    expect(found.shared).toEqual([{ slugs: ['bank', 'chat'], times: 2 }])
  })

  it('name what is not followed, and take four at most', async () => {
    const found = await view.readCompare(['chat', 'nothing', 'bank'], '7d', now)
    expect(found.unknown).toEqual(['nothing'])
    expect(found.services.map(({ service }) => service.slug)).toEqual(['chat', 'bank'])
    expect((await view.readCompare('nothing-vs-nobody', '1h', now)).services).toEqual([])
  })

  it('do not count false alarms, and never show a hidden service', async () => {
    await world.db.prisma.incident.updateMany({
      where: { serviceId: world.idOf('bank') },
      data: { falseAlarmAt: new Date(now) },
    })
    expect((await view.readCompare('bank-vs-chat', '24h', now)).shared).toEqual([])
    await world.db.prisma.service.update({ where: { slug: 'bank' }, data: { hidden: true } })
    await world.directory.refresh()
    const found = await view.readCompare('bank-vs-chat', '24h', now)
    expect(found.unknown).toEqual(['bank'])
    expect(JSON.stringify(found.services)).not.toContain('bank')
  })
})
