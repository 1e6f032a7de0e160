import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import type { Database } from '../db.ts'
import { ensurePartitions } from '../postgres/partitions.ts'
import { openTestDatabase } from '../postgres/test-database.ts'
import { installCatalogue } from '../service/catalogue.ts'
import { reportOf } from '../small-world.fixture.ts'
import { insertReports } from './reports.ts'
import { dayMs } from './salts.ts'

// What a minute adds up to does not depend on who came first, and nobody's weight is taken by reports that are
// believed in part only.

const noon = Date.parse('2026-03-17T12:00:00Z')
let db: Database
let drop: () => Promise<void>
let serviceId: string
/** Each run has an hour of its own: nobody of an earlier one is remembered. */
let hour = 0

beforeAll(async () => {
  ;({ db, drop } = await openTestDatabase())
  await installCatalogue(db, noon)
  await ensurePartitions(db, noon - dayMs, noon + 9 * dayMs)
  serviceId = (await db.prisma.service.findFirst({ select: { id: true } }))!.id
})
afterAll(() => drop())

const key = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16)

interface Arrival {
  person: number
  prefix: number
  classId: number
}

const people = fc
  .array(fc.record({ prefix: fc.nat(3), classId: fc.nat(3) }), { minLength: 2, maxLength: 14 })
  .map((list) => list.map((one, person): Arrival => ({ person, ...one })))

/** What the minute holds by class when these people come in this order, so many in a batch. */
async function minuteOf(arrivals: Arrival[], batch: number): Promise<unknown[]> {
  const start = noon + hour++ * 61 * minuteMs
  const rows = arrivals.map(({ person, prefix, classId }, i) =>
    reportOf(serviceId, `${hour} ${person}`, start + i * 100, {
      classId,
      prefixKey: key(`${hour} ${prefix}`),
    }),
  )
  for (let i = 0; i < rows.length; i += batch) await insertReports(db, rows.slice(i, i + batch))
  return db.query(
    `SELECT class, sum(count)::int AS count, sum(reporters)::int AS reporters, sum(weight)::int AS weight
     FROM report_bucket_minute WHERE service_id = $1 AND minute = $2 GROUP BY 1 ORDER BY 1`,
    [serviceId, new Date(start)],
  )
}

const batches = fc.integer({ min: 1, max: 14 })

it('the order of arrivals within a minute changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      people.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      batches,
      batches,
      async ([list, shuffled], one, other) => {
        expect(await minuteOf(shuffled, one)).toEqual(await minuteOf(list, other))
      },
    ),
    { numRuns: 25 },
  )
})

it('reports that are believed in part take no weight from those of our page, even from the same network', async () => {
  const pageOf = (rows: unknown[]) => (rows as { class: number }[]).find((row) => row.class === 0)
  await fc.assert(
    fc.asyncProperty(people, fc.integer({ min: 1, max: 3 }), batches, async (list, suspicious, batch) => {
      const honest = list.map((one) => ({ ...one, classId: 0 }))
      const flood = list.map((one) => ({ ...one, person: one.person + 100, classId: suspicious }))
      expect(pageOf(await minuteOf([...flood, ...honest], batch))).toEqual(
        pageOf(await minuteOf(honest, batch)),
      )
    }),
    { numRuns: 25 },
  )
})

it('on one line they leave the page its share of people', async () => {
  const start = noon + hour++ * 61 * minuteMs
  const line = { unitKey: key('one line'), prefixKey: key('one prefix') }
  const rows = Array.from({ length: 8 }, (_, i) =>
    reportOf(serviceId, `line ${i}`, start + i * 100, { ...line, classId: i < 4 ? 1 : 0 }),
  )
  for (const row of rows) await insertReports(db, [row])
  const counted = await db.query(
    `SELECT class, sum(reporters)::int AS reporters FROM report_bucket_minute
     WHERE service_id = $1 AND minute = $2 GROUP BY 1 ORDER BY 1`,
    [serviceId, new Date(start)],
  )
  expect(counted).toEqual([
    { class: 0, reporters: 3 },
    { class: 1, reporters: 3 },
  ])
})
