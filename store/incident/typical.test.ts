import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../id.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { createPublicView } from '../view/public-view.ts'

const now = Date.parse('2026-03-17T12:00:00Z')
const dayMs = 86_400_000
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(now)
})
afterAll(() => world.drop())

async function addIncident(daysAgo: number, minutes: number | null, falseAlarm = false): Promise<void> {
  const startedAt = new Date(now - daysAgo * dayMs)
  await world.db.prisma.incident.create({
    data: {
      serviceId: world.idOf('chat'),
      id: newId(startedAt.getTime()),
      publicId: `${startedAt.toISOString().slice(0, 10)}-chat-${daysAgo}`,
      status: minutes === null ? 'major' : 'none',
      worst: 'major',
      startedAt,
      detectedAt: startedAt,
      endedAt: minutes === null ? null : new Date(startedAt.getTime() + minutes * 60_000),
      peak15m: 10,
      reports: 10,
      provenance: 'live',
      falseAlarmAt: falseAlarm ? startedAt : null,
      epoch: 1,
    },
  })
}

const typical = async () =>
  (await createPublicView(world.db, world.directory).readService('chat', '24h', now))!.typical

it('is told of the incidents of twelve months that are over and were real, once there are five', async () => {
  for (const [daysAgo, minutes] of [
    [300, 20],
    [200, 90],
    [100, 40],
    [50, 60],
  ] as const)
    await addIncident(daysAgo, minutes)
  await addIncident(400, 5)
  await addIncident(20, 5_000, true)
  await addIncident(0, null)
  expect(await typical()).toBeNull()
  await addIncident(10, 50)
  expect(await typical()).toEqual({ incidents: 5, medianMinutes: 50, fromMinutes: 40, toMinutes: 60 })
})

it('is worked out from the newest fifty, however many there are', async () => {
  for (let daysAgo = 301; daysAgo < 350; daysAgo++) await addIncident(daysAgo, 9)
  expect(await typical()).toMatchObject({ incidents: 50, medianMinutes: 9 })
})
