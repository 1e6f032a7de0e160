import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../db.ts'
import { assertDurable } from './durability.ts'
import { openTestDatabase } from './test-database.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.drop())

it('a database that keeps what it confirms is taken', async () => {
  await assertDurable(database.db)
})

it('one that may forget it is refused, by name', async () => {
  const name = new URL(database.url).pathname.slice(1)
  await database.db.query(`ALTER DATABASE ${name} SET synchronous_commit = off`)
  const db = openDatabase(database.url)
  await expect(assertDurable(db)).rejects.toThrow('runs with synchronous_commit off')
  await db.close()
  const both = { query: async () => [{ name: 'fsync' }, { name: 'synchronous_commit' }] as never }
  await expect(assertDurable(both)).rejects.toThrow('fsync and synchronous_commit')
})
