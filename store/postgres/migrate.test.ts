import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { migrate } from './migrate.ts'

let home: string
let dir: string
let client: pg.Client
let url: string
let databases = 0

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'outage-desk-migrate-'))
})

afterAll(() => rm(home, { recursive: true, force: true }))

beforeEach(async () => {
  databases += 1
  const name = `migrate_${databases}`
  const server = new URL(inject('postgresUrl'))
  const admin = new pg.Client(server.href)
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`)
  await admin.end()
  server.pathname = `/${name}`
  url = server.href
  client = new pg.Client(url)
  await client.connect()
  dir = join(home, name)
  await mkdir(dir)
})

afterEach(() => client.end())

async function put(name: string, sql: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true })
  await writeFile(join(dir, name, 'migration.sql'), sql)
}

const rows = async (sql: string) => (await client.query(sql)).rows

test('three runners at once apply each migration once', async () => {
  await put('1_first', 'CREATE TABLE a (n int); INSERT INTO a VALUES (1); SELECT pg_sleep(0.2)')
  await put('2_second', 'DO $$ BEGIN INSERT INTO a VALUES (2); END $$;\n-- end;')
  const results = await Promise.all([migrate(url, dir), migrate(url, dir), migrate(url, dir)])
  expect(results.flatMap((result) => result.applied).sort()).toEqual(['1_first', '2_second'])
  expect(await rows('SELECT n FROM a ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }])
  expect(await migrate(url, dir)).toEqual({ applied: [], unknown: [] })
})

test('a failing migration leaves nothing, says where, and runs once it is mended', async () => {
  await put('1_good', 'CREATE TABLE good (n int)')
  await put(
    '2_bad',
    'CREATE TABLE half (n int);\n\nINSERT INTO half VALUES (1);\nINSERT INTO nowhere VALUES (1)',
  )
  await expect(migrate(url, dir)).rejects.toThrow('Migration 2_bad, line 4 failed and nothing of it was kept')
  expect(await rows("SELECT to_regclass('half') AS half, to_regclass('good')::text AS good")).toEqual([
    { half: null, good: 'good' },
  ])
  await put('2_bad', 'CREATE TABLE half (n int)')
  expect((await migrate(url, dir)).applied).toEqual(['2_bad'])
})

test('an edited migration is refused', async () => {
  await put('1_first', 'CREATE TABLE a (n int)')
  await migrate(url, dir)
  await put('1_first', 'CREATE TABLE a (n bigint)')
  await put('2_second', 'CREATE TABLE b (n int)')
  await expect(migrate(url, dir)).rejects.toThrow('1_first was edited after this database had run it')
  expect(await rows("SELECT to_regclass('b') AS b")).toEqual([{ b: null }])
})

test("another tool's failed migration is refused until it is resolved", async () => {
  await put('1_first', 'CREATE TABLE a (n int)')
  await migrate(url, dir)
  await put('2_second', 'CREATE TABLE b (n int)')
  await client.query(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '2_second')",
  )
  await expect(migrate(url, dir)).rejects.toThrow('2_second was begun by another tool and never finished')
  await client.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'x'")
  expect((await migrate(url, dir)).applied).toEqual(['2_second'])
})

test('a migration may not end its own transaction', async () => {
  await put('1_sly', 'CREATE TABLE a (n int); -- now\nCOMMIT; CREATE TABLE b (n int)')
  await expect(migrate(url, dir)).rejects.toThrow('may not begin or end one')
  expect(await rows("SELECT to_regclass('a') AS a")).toEqual([{ a: null }])
})

test('a database of a newer version is named, not refused', async () => {
  await put('1_first', 'CREATE TABLE a (n int)')
  await put('2_newer', 'CREATE TABLE b (n int)')
  await migrate(url, dir)
  await rm(join(dir, '2_newer'), { recursive: true })
  expect(await migrate(url, dir)).toEqual({ applied: [], unknown: ['2_newer'] })
})
