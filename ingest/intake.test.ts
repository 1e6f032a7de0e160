import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { openDatabase } from '#store/db.ts'
import { openSmallWorld, type SmallWorld } from '#store/small-world.fixture.ts'
import { parseGeoTable } from './geo.ts'
import { createIntake, type Intake, type Submission } from './intake.ts'
import { createTokens } from './tokens.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const tokens = createTokens('0'.repeat(64))
const geo = parseGeoTable('10.1.0.0/16,SA\n10.2.0.0/16,BR\n10.3.0.0/16,SA,hosting')
const clock = { now: noon }
let world: SmallWorld
let intake: Intake
let people = 0

const openIntake = (db = world.db) =>
  createIntake({
    db,
    now: () => clock.now,
    tokens,
    geo,
    findService: (slug) => world.directory.bySlug(slug),
    recentCount: () => 6,
  })
/** Another person each time, in another network, unless told otherwise. */
const submit = (slug: string, given: Partial<Submission> = {}, by = intake) =>
  by.submit({
    slug,
    input: {},
    idempotencyKey: randomUUID(),
    address: `10.1.${people++ & 255}.9`,
    userAgent: 'Firefox/150',
    ...given,
  })
const counted = async (slug: string) =>
  (
    await world.db.query<{ rows: number; reporters: number }>(
      `SELECT (SELECT count(*) FROM report WHERE service_id = $1)::int AS rows, (SELECT
         coalesce(sum(reporters), 0) FROM report_bucket_minute WHERE service_id = $1)::int AS reporters`,
      [world.idOf(slug)],
    )
  )[0]!

beforeAll(async () => {
  world = await openSmallWorld(noon)
})
afterAll(() => world.drop())
beforeEach(async () => {
  clock.now = noon
  await world.db.query('TRUNCATE report, report_bucket_minute, reporter_seen, idempotency_key, day_salt')
  intake = openIntake()
})

describe('a report that waited on a device', () => {
  it('counts up to 15 minutes, and is kept uncounted after that', async () => {
    await submit('chat', { input: { queuedSeconds: 15 * 60 } })
    expect(await counted('chat')).toEqual({ rows: 1, reporters: 1 })
    const late = await submit('chat', { input: { queuedSeconds: 15 * 60 + 1 } })
    // To its sender it is received like any other.
    expect(late).toMatchObject({ kind: 'accepted', answer: { status: 'received', reports15m: 6 } })
    expect(await counted('chat')).toEqual({ rows: 2, reporters: 1 })
    expect(await world.db.query('SELECT counted, weight FROM report WHERE NOT counted')).toEqual([
      { counted: false, weight: 0 },
    ])
    expect(intake.counters).toMatchObject({ 'stored:late': 1 })
  })

  it('takes nothing from what the same person reports of now, and can be taken back', async () => {
    const address = '10.1.77.7'
    const late = await submit('chat', { address, input: { queuedSeconds: 3600 } })
    await submit('chat', { address, input: {} })
    expect(await counted('chat')).toEqual({ rows: 2, reporters: 1 })
    const { answer } = late as Extract<typeof late, { kind: 'accepted' }>
    expect(await intake.undo(answer.receipt)).toBe('undone')
    expect(await counted('chat')).toEqual({ rows: 1, reporters: 1 })
  })

  it('is one report however often it is sent', async () => {
    const idempotencyKey = randomUUID()
    const address = '10.1.78.7'
    const first = await submit('chat', { idempotencyKey, address, input: { queuedSeconds: 60 } })
    const again = await submit('chat', { idempotencyKey, address, input: { queuedSeconds: 2000 } })
    expect(again).toMatchObject({ kind: 'accepted', replayed: true })
    expect(
      again.kind === 'accepted' && first.kind === 'accepted' && again.answer.id === first.answer.id,
    ).toBe(true)
    expect(await counted('chat')).toEqual({ rows: 1, reporters: 1 })
  })
})

describe('the way in', () => {
  it('answers with the count of the last tick and this one, and a receipt that takes it back', async () => {
    const result = await submit('chat')
    expect(result).toMatchObject({ kind: 'accepted', replayed: false })
    const { answer } = result as Extract<typeof result, { kind: 'accepted' }>
    expect(answer).toMatchObject({ reports15m: 7, countedAt: new Date(noon).toISOString() })
    expect(await intake.undo(answer.receipt)).toBe('undone')
    expect(await intake.undo(answer.receipt)).toBe('gone')
    expect(await counted('chat')).toEqual({ rows: 0, reporters: 0 })
  })

  it('refuses a service that is not there, or is paused, and stores nothing', async () => {
    expect(await submit('no-such')).toEqual({ kind: 'refused', reason: 'unknown-service' })
    await world.db.prisma.service.update({ where: { slug: 'chat' }, data: { paused: true } })
    await world.directory.refresh()
    expect(await submit('chat')).toEqual({ kind: 'refused', reason: 'paused' })
    expect((await submit('bank')).kind).toBe('accepted')
    expect(await counted('chat')).toEqual({ rows: 0, reporters: 0 })
    expect(intake.counters).toMatchObject({ 'refused:unknown-service': 1, 'refused:paused': 1 })
    await world.db.prisma.service.update({ where: { slug: 'chat' }, data: { paused: false } })
    await world.directory.refresh()
  })

  it('refuses the 61st report of one address in a moment, and tells how long to wait', async () => {
    const given = { address: '10.1.0.1', input: { device: 'a-device-of-its-own' } }
    const results = await Promise.all(Array.from({ length: 61 }, () => submit('chat', given)))
    expect(results.filter((result) => result.kind === 'accepted')).toHaveLength(60)
    expect(results.at(-1)).toEqual({ kind: 'refused', reason: 'too-many', retryAfterSeconds: 1 })
  })

  it('believes a report by where it comes from and whether our page sent it', async () => {
    const unit = (address: string) => `${address}/32`
    const withToken = (address: string, age: number) => ({
      address,
      input: { token: tokens.issuePage('bank', unit(address), noon - age) },
    })
    await submit('bank', withToken('10.1.7.1', 5_000))
    await submit('bank', withToken('10.1.7.2', 11 * 60_000))
    await submit('bank', { ...withToken('10.1.7.3', 5_000), address: '10.1.7.4' })
    await submit('bank', { address: '10.1.7.5' })
    await submit('bank', withToken('10.2.7.1', 5_000))
    await submit('bank', withToken('10.3.7.1', 5_000))
    expect(intake.counters).toEqual({
      'stored:page': 1,
      'stored:untokened': 3,
      'stored:away': 1,
      'stored:hosting': 1,
    })
  })

  it('counts those whose address cannot be read, but as one household', async () => {
    for (let i = 0; i < 5; i++) {
      const device = `device-number-${i}`.padEnd(16, '0')
      expect((await submit('chat', { address: null, input: { device } })).kind).toBe('accepted')
    }
    expect(await counted('chat')).toEqual({ rows: 5, reporters: 3 })
  })
})

describe('midnight', () => {
  const person = { address: '10.1.50.1', userAgent: 'Firefox/150' }
  const at = (time: string) => {
    clock.now = Date.parse(time)
    return submit('chat', { ...person, idempotencyKey: randomUUID() })
  }
  const status = (result: Awaited<ReturnType<typeof at>>) =>
    result.kind === 'accepted' ? result.answer.status : result.reason

  it('makes nobody a new person', async () => {
    expect(status(await at('2026-03-17T23:59:59Z'))).toBe('received')
    expect(status(await at('2026-03-18T00:00:01Z'))).toBe('already_received')
    expect(status(await at('2026-03-18T00:59:58Z'))).toBe('already_received')
    expect(await counted('chat')).toEqual({ rows: 3, reporters: 1 })
  })

  it('does so in a process that has just started, too', async () => {
    await at('2026-03-17T23:59:59Z')
    intake = openIntake()
    expect(status(await at('2026-03-18T00:00:01Z'))).toBe('already_received')
  })

  it('lets them count again when their hour is over', async () => {
    await at('2026-03-17T23:59:59Z')
    expect(status(await at('2026-03-18T01:00:00Z'))).toBe('received')
    expect((await counted('chat')).reporters).toBe(2)
  })
})

describe('a store that is away', () => {
  it('makes reports be refused as busy, never accepted, and taken again when it is back', async () => {
    const name = new URL(world.url).pathname.slice(1)
    const admin = new pg.Client(inject('postgresUrl'))
    await admin.connect()
    const db = openDatabase(world.url)
    const busy = openIntake(db)
    try {
      expect((await submit('chat', {}, busy)).kind).toBe('accepted')
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name])
      const key = randomUUID()
      const held = { address: '10.1.60.1', idempotencyKey: key }
      const refused = await submit('chat', held, busy)
      expect(refused).toMatchObject({ kind: 'refused', reason: 'busy' })
      const { retryAfterSeconds } = refused as Extract<typeof refused, { kind: 'refused' }>
      expect(retryAfterSeconds).toBeGreaterThanOrEqual(5)
      expect(retryAfterSeconds).toBeLessThanOrEqual(15)
      expect(
        await busy.undo(
          tokens.issueReceipt({ serviceId: randomUUID(), id: receiptId(), country: null, network: null }),
        ),
      ).toBe('busy')
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
      expect(await submit('chat', held, busy)).toMatchObject({ kind: 'accepted', replayed: false })
      expect(await counted('chat')).toEqual({ rows: 2, reporters: 2 })
      expect(busy.counters).toMatchObject({ 'store-failed': 1, 'refused:busy': 1, 'stored:untokened': 2 })
    } finally {
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
      await admin.end()
      await db.close()
    }
  })
})

describe('a store whose disk is full', () => {
  it('refuses reports as busy, whole, and takes them again as soon as there is room', async () => {
    // What Postgres says then, at the worst place: rows are written, and the count by minute finds no room.
    await world.db.query(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`)
    await world.db.query(
      'CREATE TRIGGER no_room BEFORE INSERT ON report_bucket_minute EXECUTE FUNCTION no_room()',
    )
    const sendings = Array.from({ length: 20 }, (_, nth) => ({
      address: `10.1.61.${nth}`,
      idempotencyKey: randomUUID(),
    }))
    const sendAll = () => Promise.all(sendings.map((sending) => submit('chat', sending)))
    try {
      for (const result of await sendAll()) expect(result).toMatchObject({ kind: 'refused', reason: 'busy' })
      expect(await counted('chat')).toEqual({ rows: 0, reporters: 0 })
    } finally {
      await world.db.query('DROP TRIGGER no_room ON report_bucket_minute; DROP FUNCTION no_room')
    }
    for (const result of await sendAll()) expect(result).toMatchObject({ kind: 'accepted', replayed: false })
    expect(await counted('chat')).toEqual({ rows: 20, reporters: 20 })
  })
})

/** Id of a report made now. */
const receiptId = () =>
  `${clock.now.toString(16).padStart(12, '0')}`.replace(/^(.{8})(.{4})$/, '$1-$2-7000-8000-000000000000')
