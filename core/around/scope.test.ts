import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isConfined, scopeKey, scopeOf } from './scope.ts'

const spread = { phi: 1.8, psi15: 0.05, doubt: 0.02, possibleNats: 9 }

test('a scope is had back from its key, whatever the network is called', () => {
  const scope = fc.record({ kind: fc.constantFrom('country', 'network'), name: fc.string({ minLength: 1 }) })
  fc.assert(
    fc.property(scope, (one) => {
      expect(scopeOf(scopeKey(one))).toEqual(one)
    }),
  )
})

describe('"only in"', () => {
  test('is said when the rest is as usual and would stand out', () => {
    expect(isConfined([{ observed: 60, expected: 4 }], { observed: 80, expected: 24 }, spread)).toBe(true)
  })

  test('is not said when the rest rises too', () => {
    expect(isConfined([{ observed: 60, expected: 4 }], { observed: 160, expected: 24 }, spread)).toBe(false)
  })

  test('is not said when the rest is too small to show it', () => {
    expect(isConfined([{ observed: 60, expected: 4 }], { observed: 60, expected: 4.1 }, spread)).toBe(false)
    expect(isConfined([{ observed: 60, expected: 4 }], { observed: 60, expected: 4 }, spread)).toBe(false)
  })

  test('is not said of a rise so small that the rest could have it unseen', () => {
    expect(isConfined([{ observed: 60, expected: 40 }], { observed: 64, expected: 44 }, spread)).toBe(false)
  })

  test('is said of two parts together when the rest besides them is as usual', () => {
    const parts = [
      { observed: 60, expected: 4 },
      { observed: 30, expected: 2 },
    ]
    expect(isConfined(parts, { observed: 110, expected: 26 }, spread)).toBe(true)
    expect(isConfined(parts.slice(0, 1), { observed: 110, expected: 26 }, spread)).toBe(false)
  })

  test('more reports from elsewhere never make it true', () => {
    const count = fc.double({ min: 0, max: 1e5, noNaN: true })
    fc.assert(
      fc.property(count, count, count, count, count, (observed, expected, rest, restExpected, more) => {
        const part = { observed, expected }
        const whole = { observed: observed + rest, expected: expected + restExpected }
        const louder = { ...whole, observed: whole.observed + more }
        if (isConfined([part], louder, spread)) expect(isConfined([part], whole, spread)).toBe(true)
      }),
    )
  })

  test('nothing learnt, nothing said', () => {
    expect(isConfined([{ observed: 60, expected: 4 }], { observed: 80, expected: 24 }, {})).toBe(false)
  })
})
