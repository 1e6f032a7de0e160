import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Series } from '../bucket.ts'
import { commonMaximum, countTogether, timesSeries } from './compare.ts'
import { comparePath, readComparePath } from './compare-set.ts'

const series: Series = {
  range: '24h',
  bucketMinutes: 15,
  from: '2026-03-17T11:45:00Z',
  reporters: [12, 240, null, 3, 7],
  usual: [12, 12, 12, 0.2, null],
  alert: [29, 29, 29, 4, null],
}

describe('times usual', () => {
  it('are counts against what is usual, at least one; unknown where that is', () => {
    expect(timesSeries(series)).toMatchObject({
      reporters: [1, 20, null, 3, null],
      usual: [1, 1, 1, 0.2, null],
      alert: [2.4, 2.4, 2.4, 4, null],
    })
  })

  it('have one scale that holds them all', () => {
    const times = timesSeries(series)
    expect(commonMaximum([times, { ...times, reporters: [1, 2, 1, 1, 1] }])).toBe(30)
  })
})

describe('shared moments', () => {
  it('are beginnings near each other, each used once', () => {
    expect(countTogether([10, 100, 200], [11, 103, 150, 202], 2)).toBe(2)
    expect(countTogether([10], [9, 10, 11], 2)).toBe(1)
    expect(countTogether([], [1], 2)).toBe(0)
  })

  it('are the same from either side, and never more than either has', () => {
    const times = fc.array(fc.nat(500), { maxLength: 30 }).map((all) => all.sort((a, b) => a - b))
    fc.assert(
      fc.property(times, times, fc.nat(20), (one, other, within) => {
        const pairs = countTogether(one, other, within)
        expect(pairs).toBe(countTogether(other, one, within))
        expect(pairs).toBeLessThanOrEqual(Math.min(one.length, other.length))
        expect(countTogether(one, one, within)).toBe(one.length)
      }),
    )
  })
})

describe('the address of a set', () => {
  it('is read back as it was written, whatever the slugs', () => {
    const slugs = fc.uniqueArray(
      fc.constantFrom('chatgpt', 'a-b', 'vs', 'cats-vs-dogs', 'dogs', 'x-vs', 'bank-1'),
      {
        minLength: 2,
        maxLength: 4,
      },
    )
    fc.assert(
      fc.property(slugs, (set) => {
        const read = readComparePath(comparePath(set).replace('/compare/', ''), (slug) =>
          set.some((one) => one === slug),
        )
        // A known name may swallow its neighbours only where they are parts of it.
        expect(read.unknown).toEqual([])
        expect(comparePath(read.known)).toBe(comparePath(set))
      }),
    )
  })
})
