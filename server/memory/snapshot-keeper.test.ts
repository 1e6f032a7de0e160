import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createHub } from '#notify/hub.ts'
import { createDirectory } from '#store/service/directory.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import { readSnapshot } from './snapshot.ts'
import { createSnapshotKeeper } from './snapshot-keeper.ts'

const url = 'postgresql://desk@db.example/desk'
const minute = 60_000
let dir: string
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'outage-desk-keeper-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** A front that follows so many services, on a clock that moves by minutes; the store is not asked. */
function openKeeper(services: number) {
  const clock = { now: Date.parse('2026-03-17T12:00:00Z') }
  const now = () => clock.now
  const file = path.join(dir, 'snapshot.ndjson')
  const notAsked = {} as Parameters<typeof createDirectory>[0]
  const directory = createDirectory(notAsked)
  const one = { mergedInto: null, discontinuedAt: null } as ServiceRecord
  directory.restore(
    Array.from({ length: services }, (_, i) => ({ ...one, id: `id ${i}`, slug: `service-${i}` })),
  )
  const hub = createHub({ db: notAsked, directory, now })
  const store = { secret: 's', sample: false, isolated: true, pageUrl: url }
  const parts = { file, databaseUrl: url, store, last: null, directory, hub, now, isAway: () => false }
  const keeper = createSnapshotKeeper(parts)
  const writtenAt = async () => (await readSnapshot(file, url, clock.now))?.at
  return {
    keeper,
    writtenAt,
    now,
    async pass(minutes: number) {
      for (let i = 0; i < minutes; i++) {
        clock.now += minute
        hub.restore([], clock.now)
        await keeper.writeInTurn()
      }
    },
  }
}

it('of a few hundred services is written every minute', async () => {
  const { pass, now, writtenAt } = openKeeper(300)
  for (let i = 0; i < 3; i++) {
    await pass(1)
    expect(await writtenAt()).toBe(now())
  }
})

it('of thousands is written at once, then every so many minutes, and at the end all the same', async () => {
  const { keeper, pass, now, writtenAt } = openKeeper(4_000)
  await pass(1)
  const first = now()
  expect(await writtenAt()).toBe(first)
  await pass(3)
  expect(await writtenAt()).toBe(first)
  await pass(1)
  expect(await writtenAt()).toBe(now())
  await pass(1)
  await keeper.write()
  expect(await writtenAt()).toBe(now())
})
