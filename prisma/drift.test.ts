import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningPostgres, startPostgres } from '#store/embedded-postgres.ts'
import { migrate } from '#store/migrate.ts'
import { openComparer, type SchemaComparer } from './schema-engine.ts'

let dataDir: string
let postgres: RunningPostgres
let comparer: SchemaComparer

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'outage-desk-drift-'))
  postgres = await startPostgres({ dataDir, database: 'desk' })
  await migrate(postgres.url)
  comparer = await openComparer(postgres.url)
})

afterAll(async () => {
  await postgres?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('the migrations arrive at schema.prisma', async () => {
  expect(await comparer.pendingSql()).toBeNull()
})

test('a database made by our runner is what the migrations say, and a change by hand is noticed', async () => {
  expect(await comparer.drift()).toBeNull()
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.query('ALTER TABLE service ADD COLUMN sly int')
  await client.end()
  expect(await comparer.drift()).toContain('sly')
})
