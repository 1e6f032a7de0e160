import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KindCount, mixShift } from './mix-shift.ts'
import { type ProblemSlug, problemIds } from './report.ts'

const counts = (of: Partial<Record<ProblemSlug, number>>): KindCount[] =>
  Object.entries(of).map(([problem, reporters]) => ({ problem: problem as ProblemSlug, reporters }))

const before = counts({ down: 500, login: 120, slow: 300, other: 80 })

describe('what stands out in the mix', () => {
  it('is the kind that is named far more often than usually', () => {
    expect(mixShift(counts({ down: 30, login: 60, slow: 10 }), before)).toEqual({
      problem: 'login',
      share: 0.6,
      usualShare: 0.12,
    })
  })

  it('may be one that nobody named before', () => {
    expect(mixShift(counts({ down: 20, voice: 40 }), before)).toMatchObject({
      problem: 'voice',
      usualShare: 0,
    })
  })

  it.each([
    ['the usual mix', counts({ down: 50, login: 12, slow: 30, other: 8 })],
    ['a rise that chance may bring', counts({ down: 11, login: 6, slow: 4 })],
    ['few people, however they agree', counts({ login: 19 })],
    ['a small rise of many people', counts({ down: 5000, login: 2200, slow: 2800 })],
    ['“something else”', counts({ down: 20, other: 80 })],
    ['nobody', []],
  ])('is nothing: %s', (_, now) => expect(mixShift(now, before)).toBeNull())

  it('is nothing where too little is known of before', () =>
    expect(mixShift(counts({ login: 60 }), counts({ down: 99 }))).toBeNull())

  it('is never less than fifteen points above usual, and the same for any order', () => {
    const slugs = Object.keys(problemIds) as ProblemSlug[]
    const mix = fc.dictionary(fc.constantFrom(...slugs), fc.nat(5_000)).map((of) => counts(of))
    fc.assert(
      fc.property(mix, mix, (now, past) => {
        const shift = mixShift(now, past)
        expect(mixShift(now.toReversed(), past.toReversed())?.problem).toBe(shift?.problem)
        if (!shift) return
        expect(shift.share - shift.usualShare).toBeGreaterThanOrEqual(0.15)
        expect(shift.share).toBeLessThanOrEqual(1)
      }),
    )
  })
})
