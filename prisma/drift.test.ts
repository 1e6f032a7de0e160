import pg from 'pg'
import { beforeAll, expect, inject, test } from 'vitest'
import { migrate } from '#store/postgres/migrate.ts'
import { openComparer, type SchemaComparer } from './schema-engine.ts'

let url: string
let comparer: SchemaComparer

beforeAll(async () => {
  const server = new URL(inject('postgresUrl'))
  const admin = new pg.Client(server.href)
  await admin.connect()
  await admin.query('CREATE DATABASE drift TEMPLATE template0')
  await admin.end()
  server.pathname = '/drift'
  url = server.href
  await migrate(url)
  comparer = await openComparer(url)
})

test('the migrations arrive at schema.prisma', async () => {
  expect(await comparer.pendingSql()).toBeNull()
})

test('a database made by our runner is what the migrations say, and a change by hand is noticed', async () => {
  expect(await comparer.drift()).toBeNull()
  const client = new pg.Client(url)
  await client.connect()
  await client.query('ALTER TABLE service ADD COLUMN sly int')
  await client.end()
  expect(await comparer.drift()).toContain('sly')
})
