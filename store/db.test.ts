import { afterAll, beforeAll, expect, it } from 'vitest'
import { isStoreAway, openDatabase } from './db.ts'
import { openSmallWorld, type SmallWorld } from './small-world.fixture.ts'

let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(Date.parse('2026-03-17T12:00:00Z'))
})
afterAll(() => world.drop())

it('a store that is too slow to answer is away, whichever way it is asked', async () => {
  const db = openDatabase(world.url)
  const holder = await world.db.pool.connect()
  await holder.query('BEGIN; LOCK TABLE incident')
  const asked = await Promise.allSettled([
    db.query('SELECT 1 FROM incident'),
    db.prisma.incident.findMany(),
    db.transaction((client) => client.query('SELECT 1 FROM incident')),
    // What an operator's own setting may cut short.
    db.transaction(async (client) => {
      await client.query(`SET LOCAL statement_timeout = '50ms'`)
      await client.query('SELECT 1 FROM incident')
    }),
  ])
  await holder.query('ROLLBACK')
  holder.release()
  for (const one of asked) expect(one.status === 'rejected' && isStoreAway(one.reason)).toBe(true)
  expect(await db.query('SELECT 1 FROM incident')).toEqual([])
  await db.close()
})
