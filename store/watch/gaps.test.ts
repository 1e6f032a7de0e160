import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../db.ts'
import { openTestDatabase } from '../postgres/test-database.ts'
import { inGap, readGaps, recordGap } from './gaps.ts'

const at = (time: string) => Date.parse(`2026-03-17T${time}:00Z`)
let db: Database
let drop: () => Promise<void>
beforeAll(async () => {
  ;({ db, drop } = await openTestDatabase())
})
afterAll(() => drop())

it('a gap is found by every span it touches, and grows when it is written again', async () => {
  await recordGap(db, { from: at('12:00'), to: at('12:10') })
  await recordGap(db, { from: at('12:00'), to: at('12:20') })
  await recordGap(db, { from: at('12:00'), to: at('12:05') })
  await recordGap(db, { from: at('09:00'), to: at('09:30') })
  const noonGap = { from: at('12:00'), to: at('12:20') }
  expect(await readGaps(db, at('08:00'), at('13:00'))).toEqual([
    { from: at('09:00'), to: at('09:30') },
    noonGap,
  ])
  expect(await readGaps(db, at('12:19'), at('13:00'))).toEqual([noonGap])
  expect(await readGaps(db, at('11:00'), at('12:01'))).toEqual([noonGap])
  expect(await readGaps(db, at('12:20'), at('13:00'))).toEqual([])
  expect(await readGaps(db, at('11:00'), at('12:00'))).toEqual([])
})

it('a minute is in a gap from its first to before its end', () => {
  const gaps = [{ from: at('12:00'), to: at('12:10') }]
  expect(['11:59', '12:00', '12:09', '12:10'].map((time) => inGap(gaps, at(time)))).toEqual([
    false,
    true,
    true,
    false,
  ])
})
