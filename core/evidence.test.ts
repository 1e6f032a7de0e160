import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cappedEvidence, effectiveNumber, weightOfNth } from './evidence.ts'
import type { ReportClass } from './report.ts'

const sums = (part: Partial<Record<ReportClass, number>>): Record<ReportClass, number> => ({
  page: 0,
  untokened: 0,
  away: 0,
  hosting: 0,
  ...part,
})

test('a hundred people behind one prefix weigh 5.2, harmonically', () => {
  expect(weightOfNth(1)).toBe(1000)
  expect(weightOfNth(3)).toBe(333)
  let sum = 0
  for (let k = 1; k <= 100; k++) sum += weightOfNth(k)
  expect(sum / 1000).toBeCloseTo(5.19, 1)
})

describe('class caps', () => {
  test('reports from our own page count in full', () => {
    expect(cappedEvidence(sums({ page: 80_000 }), sums({ page: 5_000 }))).toBe(5)
  })

  test.each([
    ['untokened', 2 + 0.35 * 10],
    ['away', 2 + 0.25 * 10],
    ['hosting', 1 + 0.1 * 10],
  ] as const)('%s counts up to its cap over a quarter-hour', (name, cap) => {
    // Forty of the class in each of fifteen minutes, ten from the page: the quarter-hour adds up to the cap.
    const inWindow = sums({ page: 10_000, [name]: 600_000 })
    const minute = sums({ [name]: 40_000 })
    expect(15 * cappedEvidence(inWindow, minute)).toBeCloseTo(cap, 9)
  })

  test('below the cap nothing is taken', () => {
    expect(cappedEvidence(sums({ page: 1000, hosting: 1000 }), sums({ page: 1000, hosting: 1000 }))).toBe(2)
  })

  test('without page reports, no number of others reaches six people', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.nat(1e9), (untokened, away, hosting) => {
        const all = sums({ untokened, away, hosting })
        expect(cappedEvidence(all, all)).toBeLessThanOrEqual(5 + 1e-9)
      }),
    )
  })

  test('other classes never take weight from the page', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), (page, away) => {
        expect(cappedEvidence(sums({ page, away }), sums({ page, away }))).toBeGreaterThanOrEqual(page / 1000)
      }),
    )
  })
})

test('effective number is inverse Simpson', () => {
  expect(effectiveNumber([])).toBe(0)
  expect(effectiveNumber([0, 0])).toBe(0)
  expect(effectiveNumber(new Array(10).fill(3))).toBeCloseTo(10)
  expect(effectiveNumber([9, 1])).toBeCloseTo(100 / 82)
})
