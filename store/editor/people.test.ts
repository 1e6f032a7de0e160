import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { addPerson, openSession } from './people.ts'

const now = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(now)
})
afterAll(() => world.drop())

it('a key that is renewed while somebody comes in by it opens nothing', async () => {
  const { db } = world
  const key = await addPerson(db, { name: 'Salma', role: 'admin' }, now)
  const opening = await db.transaction(async (client) => {
    await client.query('UPDATE editor SET key_hash = $1', [createHash('sha256').update('other').digest()])
    const opened = openSession(db, key!, now)
    await expect
      .poll(
        async () =>
          (
            await db.query(
              `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
            )
          ).length,
      )
      .toBe(1)
    return { opened }
  })
  expect(await opening.opened).toBeNull()
  expect(await db.prisma.editorSession.count()).toBe(0)
})
