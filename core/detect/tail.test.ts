import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countForSurprise, logGamma, surpriseOf } from './tail.ts'

/** Upper tail by adding up point probabilities from 0, in plain numbers. */
function tailBySum(y: number, mean: number, variance: number): number {
  const size = (mean * mean) / (variance - mean)
  let p = (size / (size + mean)) ** size
  let below = 0
  for (let n = 0; n < y; n++) {
    below += p
    p *= ((n + size) / (n + 1)) * (mean / (mean + size))
  }
  // Far out the complement loses its digits; there the tail itself is added up.
  if (below < 0.9) return 1 - below
  let tail = 0
  for (let n = y; n < y + 5000; n++) {
    tail += p
    p *= ((n + size) / (n + 1)) * (mean / (mean + size))
  }
  return tail
}

describe('logGamma', () => {
  test.each([
    [1, 0],
    [2, 0],
    [0.5, 0.5723649429247001],
    [10, 12.801827480081469],
    [0.001, 6.907178885383853],
    [1e6, 12815504.569147611],
  ])('ln Γ(%d)', (x, value) => {
    expect(Math.abs(logGamma(x) - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, value))
  })
})

describe('surprise of a count', () => {
  test.each([
    [1, 0.3, 0.5],
    [4, 0.3, 0.5],
    [3, 3, 9],
    [12, 3, 9],
    [40, 20, 60],
    [15, 20, 60],
    [400, 200, 2500],
  ])('%d where %d are expected (variance %d) agrees with the exact sum', (y, mean, variance) => {
    expect(surpriseOf(y, mean, variance)).toBeCloseTo(-Math.log(tailBySum(y, mean, variance)), 8)
  })

  test('a variance no larger than the mean is Poisson: P(Y ≥ 1) = 1 - exp(-m)', () => {
    expect(surpriseOf(1, 0.2, 0.2)).toBeCloseTo(-Math.log(1 - Math.exp(-0.2)), 6)
    expect(surpriseOf(1, 0.2, 0)).toBeCloseTo(-Math.log(1 - Math.exp(-0.2)), 6)
  })

  test('nothing seen surprises nobody, and weights count as whole people only', () => {
    expect(surpriseOf(0, 5, 9)).toBe(0)
    expect(surpriseOf(0.999, 5, 9)).toBe(0)
    expect(surpriseOf(7.6, 2, 4)).toBe(surpriseOf(7, 2, 4))
    expect(surpriseOf(0.1 + 0.2 + 0.7, 2, 4)).toBe(surpriseOf(1, 2, 4))
  })

  test('finite from 0.005 to 10,000 reports a minute and far beyond, and never falls with the count', () => {
    fc.assert(
      fc.property(
        fc.double({ min: Math.log(0.0001), max: Math.log(6e5), noNaN: true }),
        fc.double({ min: 1, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.double({ min: -3, max: 5, noNaN: true }),
        (logMean, phi, psi, logRatio) => {
          const mean = Math.exp(logMean)
          const variance = phi * mean + psi * mean * mean
          const y = Math.min(2e6, Math.floor(mean * Math.exp(logRatio)) + 1)
          const here = surpriseOf(y, mean, variance)
          const next = surpriseOf(y + 1 + Math.floor(y / 50), mean, variance)
          expect(Number.isFinite(here) && here >= 0).toBe(true)
          expect(next).toBeGreaterThanOrEqual(here - 1e-7)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('odd input gives a number, not NaN', () => {
    for (const bad of [Number.NaN, -5, 0]) expect(surpriseOf(bad, 1, 2)).toBe(0)
    expect(surpriseOf(5, 0, 0)).toBeGreaterThan(50)
    expect(Number.isFinite(surpriseOf(35_000, 0.0001, 0.0002))).toBe(true)
  })
})

test('countForSurprise finds the smallest count, whatever the guess', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -7, max: 9, noNaN: true }),
      fc.double({ min: 1, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.double({ min: 3, max: 30, noNaN: true }),
      (logMean, phi, psi, guess, nats) => {
        const mean = Math.exp(logMean)
        const variance = phi * mean + psi * mean * mean
        const n = countForSurprise(nats, mean, variance)
        expect(surpriseOf(n, mean, variance)).toBeGreaterThanOrEqual(nats)
        if (n > 1) expect(surpriseOf(n - 1, mean, variance)).toBeLessThan(nats)
        expect(countForSurprise(nats, mean, variance, guess)).toBe(n)
      },
    ),
    { numRuns: 200 },
  )
})

test('countForSurprise ends even where no count a computer can tell apart is surprising enough', () => {
  expect(countForSurprise(13.5, 7_932_462_912, 3.162e25)).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER)
})
