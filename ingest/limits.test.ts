import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLimits, rateOfPrefix, unitRate } from './limits.ts'

const rate = { burst: 3, perSecond: 0.5 }
const taken = (limits: ReturnType<typeof createLimits>, key: string, times: number, now: number) =>
  Array.from({ length: times }, () => limits.take(key, rate, now))

describe('a limit', () => {
  it('lets a burst by, then says how long to wait', () => {
    expect(taken(createLimits(), 'a', 5, 0)).toEqual([0, 0, 0, 2, 2])
  })

  it('lets by exactly one more after the time it said', () => {
    const limits = createLimits()
    taken(limits, 'a', 3, 0)
    expect(limits.take('a', rate, 1_000)).toBe(1)
    expect(limits.take('a', rate, 2_000)).toBe(0)
    expect(limits.take('a', rate, 2_000)).toBe(2)
  })

  it('fills up to the burst and no further', () => {
    const limits = createLimits()
    taken(limits, 'a', 3, 0)
    expect(taken(limits, 'a', 4, 3_600_000)).toEqual([0, 0, 0, 2])
  })

  it('is each key’s own', () => {
    const limits = createLimits()
    taken(limits, 'a', 4, 0)
    expect(limits.take('b', rate, 0)).toBe(0)
  })

  it('neither locks out nor opens the gate when the clock goes back', () => {
    const limits = createLimits()
    const hour = 3_600_000
    expect(taken(limits, 'a', 4, hour)).toEqual([0, 0, 0, 2])
    expect(taken(limits, 'a', 2, 0)).toEqual([2, 2])
    expect(taken(limits, 'a', 2, 2_000)).toEqual([0, 2])
  })

  it('never lets more by than burst and refill allow, however requests come', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(pauses, (steps) => {
        const limits = createLimits()
        let now = 0
        let passed = 0
        for (const step of steps) {
          now += step
          if (limits.take('a', rate, now) === 0) passed++
        }
        expect(passed).toBeLessThanOrEqual(rate.burst + (now / 1000) * rate.perSecond + 1e-9)
      }),
    )
  })

  it('remembers as many keys as it says, and whoever goes on asking; the longest unused are forgotten', () => {
    const limits = createLimits({ maxKeys: 3 })
    const others = (from: number, to: number) => {
      for (let i = from; i < to; i++) limits.take(`other ${i}`, rate, 0)
    }
    for (const key of ['a', 'b']) taken(limits, key, 3, 0)
    others(0, 3)
    expect(limits.take('a', rate, 0)).toBe(2)
    others(3, 6)
    expect(limits.take('a', rate, 0)).toBe(2)
    expect(limits.take('b', rate, 0)).toBe(0)
  })
})

describe('rates', () => {
  it('let sixty people behind one address report in the same moment', () => {
    const limits = createLimits()
    const answers = Array.from({ length: 61 }, () => limits.take('203.0.113.9/32', unitRate, 0))
    expect(answers.filter((wait) => wait === 0)).toHaveLength(60)
    expect(answers.at(-1)).toBe(1)
  })

  it('are wider for a neighbourhood, in both families', () => {
    expect(rateOfPrefix('203.0.113.0/24')).toEqual({ burst: 600, perSecond: 10 })
    expect(rateOfPrefix('2001:db8::/48')).toEqual({ burst: 300, perSecond: 5 })
  })

  it('is shared out among the processes of a site', () => {
    expect(taken(createLimits({ processes: 3 }), 'a', 2, 0)).toEqual([0, 6])
  })
})
