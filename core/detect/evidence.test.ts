import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReportClass } from '../report/report.ts'
import { breadthOf, cappedEvidence, weightOfNth } from './evidence.ts'

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

describe('breadth', () => {
  const prefixes = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 })

  test('is the number of prefixes when each is alike, and little when one has most', () => {
    expect(breadthOf([])).toBe(0)
    expect(breadthOf([0, 0])).toBe(0)
    expect(breadthOf(new Array(10).fill(1))).toBe(10)
    expect(breadthOf(new Array(10).fill(300))).toBe(10)
    expect(breadthOf([100, 1, 1, 1])).toBeCloseTo(25 / 7)
    expect(breadthOf([600])).toBe(1)
  })

  test('lies between one and the number of prefixes', () => {
    fc.assert(
      fc.property(prefixes, (people) => {
        expect(breadthOf(people)).toBeGreaterThanOrEqual(1)
        expect(breadthOf(people)).toBeLessThanOrEqual(people.length)
      }),
    )
  })

  test('a prefix more never makes it less, however many report from it', () => {
    fc.assert(
      fc.property(prefixes, fc.integer({ min: 1, max: 1e6 }), (people, more) => {
        expect(breadthOf([...people, more])).toBeGreaterThanOrEqual(breadthOf(people) - 1e-9)
      }),
    )
  })
})

describe('suspicious reports', () => {
  const minute = fc.record({
    page: fc.nat(60_000),
    untokened: fc.nat(60_000),
    away: fc.nat(60_000),
    hosting: fc.nat(60_000),
  })
  const quarter = fc.array(minute, { minLength: 1, maxLength: 15 })
  const evidenceOf = (minutes: Record<ReportClass, number>[]): number => {
    const sum = (name: ReportClass) => minutes.reduce((all, one) => all + one[name], 0)
    const all = { page: sum('page'), untokened: sum('untokened'), away: sum('away'), hosting: sum('hosting') }
    return cappedEvidence(all, minutes.at(-1)!)
  }

  test('never lower the evidence of the others, in their own minute or before it', () => {
    fc.assert(
      fc.property(
        quarter,
        fc.constantFrom('untokened', 'away', 'hosting'),
        fc.nat(14),
        fc.nat(1e6),
        (minutes, suspicious, at, more) => {
          const others = (list: typeof minutes) =>
            evidenceOf(list.map((one) => ({ ...one, [suspicious]: 0 })))
          const flooded = minutes.map((one, i) =>
            i === at % minutes.length ? { ...one, [suspicious]: one[suspicious] + more } : one,
          )
          expect(evidenceOf(flooded)).toBeGreaterThanOrEqual(others(minutes) - 1e-9)
        },
      ),
    )
  })

  test('more on-market reporters are never less evidence', () => {
    fc.assert(
      fc.property(quarter, fc.nat(1e6), (minutes, more) => {
        const last = minutes.at(-1)!
        const louder = [...minutes.slice(0, -1), { ...last, page: last.page + more }]
        expect(evidenceOf(louder)).toBeGreaterThanOrEqual(evidenceOf(minutes) - 1e-9)
      }),
    )
  })
})
