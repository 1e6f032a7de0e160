import { expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import type { Status } from '#core/status.ts'
import { openSmallWorld } from '../small-world.fixture.ts'
import { recordTransition } from './incidents.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')

it('an incident whose end is dated back keeps no peak from after its end', async () => {
  const world = await openSmallWorld(noon)
  const service = world.directory.bySlug('chat')!
  const move = (
    open: Parameters<typeof recordTransition>[1]['open'],
    to: Status,
    at: number,
    endedAt: number | null,
  ) =>
    recordTransition(world.db, {
      ...{ service, open, verdict: null, provenance: 'live', epoch: 1, now: at },
      change: { from: open?.status ?? 'none', to, at, onsetAt: noon, endedAt },
    })
  const opened = await move(null, 'major', noon, null)
  if (opened === 'lost' || opened === null) throw new Error('not opened')
  // The quarter hour that ends at 12:10 was the highest; later it is clear that the excess ended at 12:05.
  const peaked = { ...opened, peak15m: 90, peakAt: noon + 10 * minuteMs }
  await move(peaked, 'none', noon + 40 * minuteMs, noon + 5 * minuteMs)
  const [row] = await world.db.query<{ peak_at: Date; ended_at: Date; peak_15m: number }>(
    'SELECT peak_at, ended_at, peak_15m FROM incident',
  )
  expect(row).toEqual({
    ...{ peak_15m: 90, peak_at: new Date(noon + 5 * minuteMs), ended_at: new Date(noon + 5 * minuteMs) },
  })
  await world.drop()
})
