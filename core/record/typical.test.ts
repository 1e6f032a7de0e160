import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastForTypical, medianOf, typicalLength } from './typical.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const lasted = (minutes: number | null, falseAlarm = false) => ({
  startedAt: new Date(noon).toISOString(),
  endedAt: minutes === null ? null : new Date(noon + minutes * 60_000).toISOString(),
  falseAlarm,
})

describe('the typical length of incidents', () => {
  it('is the median of those that are over, with the middle half', () => {
    const rows = [40, 10, 30, 20, 600].map((minutes) => lasted(minutes))
    const told = { incidents: 5, medianMinutes: 30, fromMinutes: 20, toMinutes: 40 }
    expect(typicalLength(rows)).toEqual(told)
    expect(typicalLength([...rows, lasted(null), lasted(9_000, true)])).toEqual(told)
  })

  it('is not told of fewer than five', () => {
    expect(typicalLength([10, 20, 30, 40].map((minutes) => lasted(minutes)))).toBeNull()
    expect(typicalLength([...Array(9)].map(() => lasted(5, true)))).toBeNull()
    expect(typicalLength([])).toBeNull()
  })

  it('lies within what there was, whatever the order', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 4_000 }), {
      minLength: leastForTypical,
      maxLength: 50,
    })
    fc.assert(
      fc.property(lengths, (minutes) => {
        const told = typicalLength(minutes.map((one) => lasted(one)))!
        expect(typicalLength(minutes.toReversed().map((one) => lasted(one)))).toEqual(told)
        const order = [Math.min(...minutes), told.fromMinutes, told.medianMinutes, told.toMinutes]
        expect(order).toEqual(order.toSorted((one, other) => one - other))
        expect(told.toMinutes).toBeLessThanOrEqual(Math.max(...minutes))
        const within = minutes.filter((one) => one >= told.fromMinutes && one <= told.toMinutes)
        expect(within.length * 2).toBeGreaterThanOrEqual(minutes.length)
      }),
    )
  })
})

it('a median of nothing is nothing', () => {
  expect(medianOf([])).toBeNull()
  expect(medianOf([3, 1])).toBe(2)
})
