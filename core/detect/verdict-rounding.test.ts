import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wholeCount } from './tail.ts'
import { exactVerdict } from './verdict.fixture.ts'
import { reportersOf, roundVerdict } from './verdict-rounding.ts'

describe("a verdict's numbers for people", () => {
  it('are rounded so that what is said of them stays true', () => {
    expect(roundVerdict(exactVerdict)).toEqual({
      ...exactVerdict,
      observed: 38,
      expected: 6.2,
      interval: [2, 11],
      threshold: 18,
      majorThreshold: 31,
      surprise: 14,
      tailProbability: 6.41e-7,
      reporters15m: 9.9,
      usual15m: 6,
      alert15m: 18,
      major15m: 31,
      breadth: 14,
    })
  })

  it('do not change when rounded again', () => {
    fc.assert(
      fc.property(
        fc.record({
          observed: fc.double({ min: 0, max: 1e5, noNaN: true }),
          expected: fc.double({ min: 0, max: 20, noNaN: true }),
          tailProbability: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        (given) => {
          const once = roundVerdict({ ...exactVerdict, ...given })
          expect(roundVerdict(once)).toEqual(once)
        },
      ),
    )
  })

  it('reach a level exactly when the judge finds it reached', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: -1, max: 1, noNaN: true }), (threshold, more) => {
        const observed = Math.max(0, threshold + more)
        const shown = roundVerdict({ ...exactVerdict, observed, threshold })
        expect(shown.observed >= shown.threshold).toBe(wholeCount(observed) >= threshold)
      }),
      { examples: [[1, -1.0000000000287557e-7]] },
    )
  })

  it('have people by their evidence where a kept verdict does not know them', () => {
    expect(reportersOf({ observed: 38.57 })).toBe(39)
  })
})
