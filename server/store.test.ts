import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestDatabase } from '#store/postgres/test-database.ts'
import { prepareStore } from './store.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.drop())

it('is made ready by several nodes in the same moment, and all of them hold the same', async () => {
  const at = Date.parse('2026-03-17T12:00:00Z')
  const prepared = await Promise.all(Array.from({ length: 6 }, () => prepareStore(database.url, at, {})))
  expect(new Set(prepared.map(({ secret }) => secret)).size).toBe(1)
  expect(new Set(prepared.map(({ pageUrl }) => pageUrl)).size).toBe(1)
  expect(prepared.every(({ isolated }) => isolated)).toBe(true)
})
