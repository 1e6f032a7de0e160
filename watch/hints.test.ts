import { afterEach, beforeEach, expect, it } from 'vitest'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'

// A hint stands beside a verdict with its numbers, and never changes it.

const noon = Date.parse('2026-03-17T12:00:00Z')
let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(noon)
  for (const slug of ['chat', 'bank']) await giveQuietWeek(room, slug, noon, 3)
})
afterEach(() => room.drop())

async function bothRise(chat: number, bank: number): Promise<void> {
  const watch = room.watch('first')
  for (let minute = 0; minute < 14; minute++) {
    await room.crowd('chat', chat)
    await room.minutes(watch, 1, 'bank', bank)
  }
}

it('the small neighbour of a great failure is told of it with both numbers, and keeps its own status', async () => {
  await room.db.prisma.operator.create({
    data: { id: crypto.randomUUID(), slug: 'treasury', nameEn: 'Treasury', nameAr: 'الخزانة' },
  })
  await room.db.query(
    `UPDATE service SET operator_id = (SELECT id FROM operator WHERE slug = 'treasury') WHERE slug = 'bank'`,
  )
  await room.directory.refresh()
  await bothRise(80, 4)
  const bank = await room.state('bank')
  expect(bank.status).toBe('major')
  expect(bank.hints).toHaveLength(1)
  expect(bank.hints[0]).toMatchObject({ kind: 'collateral', leader: { slug: 'chat', name: { en: 'Chat' } } })
  const [hint] = bank.hints
  if (hint?.kind !== 'collateral') throw new Error('no such hint')
  expect(hint.leaderReporters15m).toBeGreaterThan(10 * hint.reporters15m)
  expect((await room.state('chat')).hints).toEqual([])
})

it('two that rise alike are told of no one', async () => {
  await bothRise(8, 8)
  expect((await room.state('bank')).hints).toEqual([])
  expect((await room.state('chat')).hints).toEqual([])
})
