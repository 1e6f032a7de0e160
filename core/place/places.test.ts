import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourOf, levelOf, mapQueryAt, medianOf, readHour, weeksBefore } from './places.ts'

const now = Date.parse('2026-03-17T14:52:30Z')
const hourMs = 3_600_000

describe('a place against its usual', () => {
  it.each([
    ['nothing is known', 40, null, null, null],
    ['it is as usual', 12, 10, null, 0],
    ['chance may have brought it', 5, 1, null, 0],
    ['it is twice as many of many', 400, 150, 400 / 150, 1],
    ['it is 5 times', 100, 20, 5, 2],
    ['it is 20 times exactly', 200, 10, 20, 2],
    ['it is more than 20 times', 402, 10.5, 402 / 10.5, 3],
    ['less than one is usual: compared with one', 38, 0, 38, 3],
  ])('%s', (_, reports, usual, times, step) => {
    expect(levelOf(reports, usual)).toEqual({ times, step })
  })

  it('never falls when reports rise, never rises when more is usual', () => {
    fc.assert(
      fc.property(
        fc.nat(5_000),
        fc.nat(500),
        fc.double({ min: 0, max: 500, noNaN: true }),
        (n, more, usual) => {
          const step = (reports: number, expected: number) => levelOf(reports, expected).step!
          expect(step(n + more, usual)).toBeGreaterThanOrEqual(step(n, usual))
          expect(step(n, usual + more)).toBeLessThanOrEqual(step(n, usual))
        },
      ),
    )
  })
})

describe('what is usual', () => {
  it('is the middle of two weeks or more, and of one it is not known', () => {
    expect(medianOf([])).toBe(null)
    expect(medianOf([7])).toBe(null)
    expect(medianOf([2, 8])).toBe(5)
    // One week with an outage at this hour moves it little.
    expect(medianOf([6, 900, 7, 5])).toBe(6.5)
  })
})

describe('the hour looked at', () => {
  it('is the quarter that is filling, by the share of it that is over, and the three before', () => {
    const { slots, from, to } = hourOf(now, null)
    expect(slots.map(({ at }) => new Date(at).toISOString().slice(11, 16))).toEqual([
      '14:00',
      '14:15',
      '14:30',
      '14:45',
    ])
    expect(slots.map(({ share }) => share)).toEqual([1, 1, 1, 0.5])
    expect([from, to]).toEqual([Date.parse('2026-03-17T14:00:00Z'), now])
  })

  it('is always a full hour of the last 24 when one is named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 0, max: 23 }), (at, hour) => {
        const { from, to, slots } = hourOf(at, hour)
        expect(new Date(from).getUTCHours()).toBe(hour)
        expect(to - from).toBe(hourMs)
        expect(to).toBeLessThanOrEqual(at)
        expect(at - to).toBeLessThan(24 * hourMs)
        expect(slots.every(({ share }) => share === 1)).toBe(true)
      }),
    )
  })

  it('is compared with the same hour and weekday of four weeks', () => {
    const days = weeksBefore(hourOf(now, null)).map((start) => new Date(start).toISOString().slice(0, 16))
    expect(days).toEqual(['2026-03-10T14:00', '2026-03-03T14:00', '2026-02-24T14:00', '2026-02-17T14:00'])
  })

  it('is found for a moment while maps tell of it', () => {
    const at = Date.parse('2026-03-17T14:59:59Z')
    const after = (hours: number) => mapQueryAt(at, at + hours * 3_600_000)
    expect([0, 1, 24, 25].map(after)).toEqual(['', '?hour=14', '?hour=14', null])
    expect(mapQueryAt(at, at - 3_600_000)).toBeNull()
    // The hour named is the one that the map shows for it.
    const hour = readHour('14')
    expect(hourOf(at + 3_600_000, hour).from).toBe(Date.parse('2026-03-17T14:00:00Z'))
  })

  it('is named by two figures', () => {
    expect(['00', '09', '23', '24', '9', '', 'x'].map(readHour)).toEqual([0, 9, 23, null, null, null, null])
  })
})
