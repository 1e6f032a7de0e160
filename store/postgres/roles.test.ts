import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { claimKind } from '../settings.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { ensurePageRole } from './roles.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let world: SmallWorld
let pages: pg.Client
let role: string

const connect = async (url: string) => {
  const client = new pg.Client(url)
  await client.connect()
  return client
}

beforeAll(async () => {
  world = await openSmallWorld(noon)
  await claimKind(world.db, 'real')
  const url = (await ensurePageRole(world.db, world.url, 'secret'))!
  role = new URL(url).username
  pages = await connect(url)
})
afterAll(async () => {
  await pages.end()
  await world.drop()
  const admin = await connect(inject('postgresUrl'))
  await admin.query(`DROP ROLE "${role}"`)
  await admin.end()
})

describe('the role of the pages', () => {
  it.each([
    ['write a report', `INSERT INTO report SELECT * FROM report`],
    ['count', `UPDATE report_bucket_minute SET count = 0`],
    ['change a state', `UPDATE service_state SET status = 'none'`],
    ['hide a service', `UPDATE service SET hidden = true`],
    ['take an incident away', `DELETE FROM incident`],
    ['empty a table', `TRUNCATE official_update`],
    ['make a table', `CREATE TABLE mine (x int)`],
    ['make a role', `CREATE ROLE mine`],
    ['read the secret', `SELECT * FROM setting`],
    ['read reports', `SELECT * FROM report`],
    ['read reports of one day', `SELECT * FROM report_p20260317`],
    ['read who was seen', `SELECT * FROM reporter_seen`],
    ['read notes that are held', `SELECT * FROM report_note`],
    ['read who agreed', `SELECT * FROM note_voice`],
    ['read who said it works', `SELECT * FROM works_seen`],
    ['read corrected places', `SELECT * FROM report_place`],
    ['read salts', `SELECT * FROM day_salt`],
    ['read keys', `SELECT * FROM idempotency_key`],
    ['read who asked for a service', `SELECT * FROM service_request_asker`],
    ['ask for a service', `INSERT INTO service_request SELECT * FROM service_request`],
    ['read the lease', `SELECT * FROM lease`],
    ['read a file', `SELECT pg_read_file('/etc/passwd')`],
  ])('may not %s', async (_what, sql) => {
    await expect(pages.query(sql)).rejects.toMatchObject({ code: '42501' })
  })

  it('may read what anybody may see', async () => {
    const tables = [
      'category',
      'operator',
      'problem_type',
      'service',
      'service_state',
      'report_bucket_minute',
      'report_bucket_15m',
      'report_bucket_country_15m',
      'incident',
      'transition',
      'incident_record',
      'verdict',
      'official_update',
      'detector_state',
      'watch_progress',
      'collector_gap',
      'service_request',
    ]
    for (const table of tables) await pages.query(`SELECT * FROM ${table}`)
    expect((await pages.query('SELECT * FROM public_setting')).rows).toEqual([
      { name: 'sample', value: 'no' },
    ])
  })

  it('may be made again by another node, with the same password', async () => {
    const again = await ensurePageRole(world.db, world.url, 'secret')
    const client = await connect(again!)
    expect((await client.query('SELECT current_user AS me')).rows).toEqual([{ me: role }])
    await client.end()
  })

  it('is not made by a user who may not make roles: then pages share their rights', async () => {
    const { openDatabase } = await import('../db.ts')
    const url = await ensurePageRole(world.db, world.url, 'secret')
    const poor = openDatabase(url!)
    expect(await ensurePageRole(poor, world.url, 'secret')).toBeNull()
    await poor.close()
  })
})
