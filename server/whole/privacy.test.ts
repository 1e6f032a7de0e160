import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desk, openDesk } from '#api/desk.fixture.ts'
import { createLog } from '#base/log.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { createWatch } from '#watch/watch.ts'

// After a burst of reports from a marked address and browser, the marks are nowhere: not in a table, not in the
// files of the database, not in the log.

const noon = Date.parse('2026-03-17T12:00:00Z')
const addresses = ['203.0.113.177', '2001:db8:face:b00c:1234:5678:9abc:def0']
const agent = 'ZqMarkedBrowser/7.7'
const device = 'zq-marked-device-key'
const idempotencyKey = 'zq-marked-idempotency-key'
const addressBytes = Buffer.from('20010db8faceb00c123456789abcdef0', 'hex')
const marks = [...addresses, agent, 'ZqMarked', device, idempotencyKey, '203.0.113', '2001:db8:face']

let world: SmallWorld
let desk: Desk
const logged: string[] = []

beforeAll(async () => {
  world = await openSmallWorld(noon)
  desk = await openDesk(world, noon)
  for (let i = 0; i < 30; i++) {
    for (const [line, address] of addresses.entries()) {
      await desk.api.app.inject({
        method: 'POST',
        url: '/api/v1/services/chat/reports',
        headers: {
          'x-forwarded-for': address,
          'user-agent': agent,
          'idempotency-key': `${idempotencyKey}-${i}-${line}`,
        },
        payload: { device: i % 2 ? device : `${device}-${i}`, problem: 'login' },
      })
    }
  }
  const parts = { db: world.db, directory: world.directory, now: () => desk.clock.now }
  const watch = createWatch({ ...parts, owner: 'only', provenance: 'live' })
  desk.clock.now += 62_000
  await watch.tick()
  await watch.stop()
})
afterAll(async () => {
  await desk.api.app.close()
  await world.drop()
})

/** Where in the tables a text stands: every column of every table, whatever its type. */
async function placesOf(text: string | Buffer): Promise<string[]> {
  const columns = await world.db.query<{ table: string; name: string; type: string }>(
    `SELECT c.relname AS table, a.attname AS name, a.atttypid::regtype::text AS type FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND a.attnum > 0 AND NOT a.attisdropped`,
  )
  const places: string[] = []
  for (const { table, name, type } of columns) {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text
    const found = await world.db.query(
      type === 'bytea'
        ? `SELECT 1 FROM "${table}" WHERE position($1::bytea IN "${name}") > 0 LIMIT 1`
        : `SELECT 1 FROM "${table}" WHERE position(encode($1::bytea, 'hex') IN
             encode(convert_to("${name}"::text, 'UTF8'), 'hex')) > 0 LIMIT 1`,
      [bytes],
    )
    if (found.length > 0) places.push(`${table}.${name}`)
  }
  return places
}

describe('the tables', () => {
  it('hold the reports', async () => {
    const [report] = await world.db.query('SELECT count(*)::int AS n FROM report')
    expect(report).toEqual({ n: 60 })
    // The search finds what is there, in text, in JSON and in bytes.
    expect(await placesOf('chat-voice')).toEqual(
      expect.arrayContaining(['service.slug', 'service_state.view']),
    )
    const [key] = await world.db.query<{ unit_key: Buffer }>('SELECT unit_key FROM reporter_seen LIMIT 1')
    expect(await placesOf(key!.unit_key)).toEqual(['reporter_seen.unit_key'])
  })

  it.each(marks)('do not hold %s', async (mark) => {
    expect(await placesOf(mark)).toEqual([])
  })

  it('do not hold an address in binary', async () => {
    expect(await placesOf(addressBytes)).toEqual([])
    expect(await placesOf(addressBytes.subarray(0, 8))).toEqual([])
  })
})

describe('the files of the database, its log of changes included', () => {
  it('do not hold any mark', async () => {
    await world.db.query('CHECKPOINT')
    const [where] = await world.db.query<{ folder: string; oid: string }>(
      `SELECT current_setting('data_directory') AS folder, oid::text FROM pg_database
       WHERE datname = current_database()`,
    )
    const files = [`base/${where!.oid}`, 'pg_wal'].flatMap((folder) =>
      readdirSync(path.join(where!.folder, folder), { withFileTypes: true })
        // A cache of the catalogue that backends throw away as they go; it has no rows of ours.
        .filter((entry) => entry.isFile() && !entry.name.startsWith('pg_internal.init'))
        .map((entry) => path.join(where!.folder, folder, entry.name)),
    )
    const needles = [...addresses, agent, device, idempotencyKey].map((text) => Buffer.from(text))
    const found = new Set<string>()
    let sawSlug = false
    for (const file of files) {
      const bytes = readFileSync(file)
      sawSlug ||= bytes.includes('chat-voice')
      for (const needle of [...needles, addressBytes]) {
        if (bytes.includes(needle)) found.add(`${needle} in ${file}`)
      }
    }
    expect(sawSlug, 'the search finds what is there').toBe(true)
    expect([...found]).toEqual([])
  })
})

describe('the log', () => {
  it('does not hold any mark, not even when the store fails under a marked request', async () => {
    const log = createLog({ level: 'debug', human: false, write: (line) => logged.push(line) })
    const table = 'report_bucket_minute'
    await world.db.query(`ALTER TABLE ${table} RENAME TO gone`)
    const headers = { 'x-forwarded-for': addresses.join(', '), 'user-agent': agent, cookie: device }
    const answers = [
      await desk.api.app.inject({ url: `/api/v1/services/chat?from=${addresses[0]}`, headers }),
      await desk.api.app.inject({
        method: 'POST',
        url: '/api/v1/services/chat/reports',
        headers: { ...headers, 'idempotency-key': idempotencyKey },
        payload: { device },
      }),
    ]
    await world.db.query(`ALTER TABLE gone RENAME TO ${table}`)
    expect(answers.map((answer) => answer.statusCode)).toEqual([500, 503])
    expect(desk.logged).toHaveLength(1)
    // As server/platform writes it, and with all there is to an error.
    for (const error of desk.logged as Error[]) {
      log.error(error.stack ?? error.message)
      log.error('failed', { error })
    }
    expect(logged.join('\n')).toContain(table)
    for (const text of [...logged, ...answers.map((answer) => answer.body)]) {
      for (const mark of marks) expect(text).not.toContain(mark)
    }
  })
})
