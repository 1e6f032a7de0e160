import { afterEach, beforeEach, expect, it } from 'vitest'
import { acquireLease } from '#store/watch/lease.ts'
import { keepLead } from './lead.ts'
import { openWatchRoom, type WatchRoom } from './watch.fixture.ts'

let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(Date.parse('2026-03-17T12:00:00Z'))
})
afterEach(() => room.drop())

async function leaseEnd(): Promise<number> {
  const [row] = await room.db.query<{ expires_at: Date }>(`SELECT expires_at FROM lease WHERE name = 'watch'`)
  return row!.expires_at.getTime()
}

it('keeps the lead while long work runs, and no longer', async () => {
  const epoch = await acquireLease(room.db, 'watch', 'learner')
  const before = await leaseEnd()
  const renewed = async (than: number): Promise<number> => {
    const end = await leaseEnd()
    return end > than ? end : renewed(than)
  }
  const last = await keepLead(room.db, 'learner', async () => renewed(await renewed(before)), 5)
  expect(last).toBeGreaterThan(before)
  expect(await acquireLease(room.db, 'watch', 'learner')).toBe(epoch)
  await room.expireLease()
  expect(await acquireLease(room.db, 'watch', 'another')).toBe(epoch! + 1)
})

it('does not take the lead back from whoever has it by then', async () => {
  await acquireLease(room.db, 'watch', 'learner')
  await room.expireLease()
  const epoch = await acquireLease(room.db, 'watch', 'another')
  await keepLead(room.db, 'learner', () => room.db.query('SELECT pg_sleep(0.05)'), 5)
  expect(await acquireLease(room.db, 'watch', 'another')).toBe(epoch)
})
