import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { severity } from '../status.ts'
import { day, monday, random, seasoned, series, zero } from './detect.fixture.ts'
import { createDetector, type Detector } from './detect.ts'
import type { MinuteInput, StatusChange } from './verdict.ts'

// What must be so whatever comes in.

const rates = fc.constantFrom(0.02, 1, 150)

/** Fewer minutes than what has been seen is taken into the baseline after: it is as good as fixed. */
const fixedMinutes = 14

describe('with the baseline held fixed', () => {
  /** The loudest that is said in minutes with so many reporters each. */
  function loudest(rate: number, counts: number[]): number {
    const detector = seasoned(rate)
    return Math.max(
      ...counts.map((n) => {
        const input = { minute: detector.nextMinute, evidence: n, count: n, breadth: null }
        return severity[detector.step(input).verdict.status]
      }),
    )
  }

  test('more on-market reporters, in whichever minutes, never calm a verdict', () => {
    const counts = (most: number) =>
      fc.array(fc.nat(most), { minLength: fixedMinutes, maxLength: fixedMinutes })
    fc.assert(
      fc.property(
        rates.chain((rate) =>
          fc.tuple(fc.constant(rate), counts(Math.ceil(8 + 4 * rate)), counts(Math.ceil(8 + 4 * rate))),
        ),
        ([rate, few, more]) => {
          const louder = few.map((n, i) => n + more[i]!)
          expect(loudest(rate, louder)).toBeGreaterThanOrEqual(loudest(rate, few))
        },
      ),
      { numRuns: 150 },
    )
  })

  test('more networks never calm it either', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 30, noNaN: true }), fc.nat(30), (n, breadth, more) => {
        const said = (networks: number) => {
          const detector = seasoned(1)
          let worst = 0
          for (let i = 0; i < fixedMinutes; i++) {
            const input = { minute: detector.nextMinute, evidence: n, count: n, breadth: networks }
            worst = Math.max(worst, severity[detector.step(input).verdict.status])
          }
          return worst
        }
        expect(said(breadth + more)).toBeGreaterThanOrEqual(said(breadth))
      }),
      { numRuns: 60 },
    )
  })
})

test('an empty series never opens an incident, whatever came before it', () => {
  const past = fc.array(fc.nat(400), { maxLength: 300 })
  fc.assert(
    fc.property(rates, past, (rate, counts) => {
      const detector = seasoned(rate)
      for (const n of counts)
        detector.learn({ minute: detector.nextMinute, evidence: n, count: n, breadth: null })
      // The windows hold the past for an hour yet: what it opened is its own.
      for (let i = 0; i < 60; i++) detector.learn(zero(detector.nextMinute))
      for (let i = 0; i < 2 * day; i++) {
        const change = detector.learn(zero(detector.nextMinute))
        if (change) expect(['recovering', 'none']).toContain(change.to)
      }
      expect(detector.status).not.toBe('major')
    }),
    { numRuns: 20 },
  )
})

describe('another time zone or start of the week', () => {
  const inputs = series({ rate: 1.5, minutes: 16 * day, seed: 71 }, (i) =>
    (i > 9 * day + 600 && i < 9 * day + 690) || (i > 14 * day + 1200 && i < 14 * day + 1260) ? 12 : 0,
  )

  function changesWhenShifted(minutes: number): StatusChange[] {
    const detector = createDetector({ firstMinute: monday + minutes * minuteMs })
    const changes: StatusChange[] = []
    for (const input of inputs) {
      const change = detector.learn({ ...input, minute: input.minute + minutes * minuteMs })
      if (change) changes.push(change)
    }
    const back = (at: number | null) => at && at - minutes * minuteMs
    return changes.map((one) => ({
      ...one,
      at: back(one.at)!,
      onsetAt: back(one.onsetAt),
      endedAt: back(one.endedAt),
    }))
  }
  const original = changesWhenShifted(0)

  test('the series has two outages', () => {
    expect(original.filter((change) => change.to === 'major')).toHaveLength(2)
  })

  test('whole weeks and whole days change nothing at all', () => {
    for (const days of [7, -7, 1, 3, 5])
      expect(changesWhenShifted(days * day), `${days} days`).toEqual(original)
  })

  test('half-hours change nothing but the minute in which it is said', () => {
    for (const minutes of [30, 210, 330, -480]) {
      const shifted = changesWhenShifted(minutes).filter((change) => change.to === 'major')
      const majors = original.filter((change) => change.to === 'major')
      expect(shifted).toHaveLength(majors.length)
      shifted.forEach((change, i) => {
        expect(Math.abs(change.at - majors[i]!.at)).toBeLessThanOrEqual(2 * minuteMs)
      })
    }
  })
})

describe('extreme rates', () => {
  /** Every number in a verdict, by its path. */
  const numbersIn = (value: unknown): number[] =>
    typeof value === 'number'
      ? [value]
      : value && typeof value === 'object'
        ? Object.values(value).flatMap(numbersIn)
        : []

  const expectSound = (detector: Detector, input: MinuteInput) => {
    const { verdict } = detector.step(input)
    for (const number of numbersIn(verdict)) expect(Number.isFinite(number)).toBe(true)
    expect(verdict.tailProbability).toBeGreaterThanOrEqual(0)
    expect(verdict.tailProbability).toBeLessThanOrEqual(1)
    expect(verdict.surprise).toBeGreaterThanOrEqual(0)
  }

  test('give no NaN and nothing infinite, from none at all to millions a minute', () => {
    const size = fc.constantFrom(0, 1, 3, 50, 10_000, 1e6, 1e9)
    const runs = fc.array(fc.record({ size, minutes: fc.integer({ min: 1, max: 400 }), gap: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 1e6 }), (list, seed) => {
        const uniform = random(seed)
        const detector = createDetector({ firstMinute: monday })
        for (const { size: most, minutes, gap } of list) {
          for (let i = 0; i < minutes; i++) {
            const n = Math.floor(most * uniform())
            const input = { minute: detector.nextMinute, evidence: n, count: 3 * n, breadth: null, gap }
            if (i % 7 === 0) expectSound(detector, input)
            else detector.learn(input)
          }
        }
        for (const number of numbersIn(detector.baseline())) expect(Number.isFinite(number)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('a service of ten thousand a minute is judged like any other', () => {
    const detector = createDetector({ firstMinute: monday })
    const uniform = random(5)
    for (let i = 0; i < 3 * day; i++) {
      const n = Math.round(10_000 * (0.95 + 0.1 * uniform()))
      detector.learn({ minute: detector.nextMinute, evidence: n, count: n, breadth: null })
    }
    expectSound(detector, { ...zero(detector.nextMinute), evidence: 10_000, count: 10_000 })
    expect(detector.status).toBe('none')
    for (let i = 0; i < 5; i++)
      expectSound(detector, { ...zero(detector.nextMinute), evidence: 60_000, count: 60_000 })
    expect(detector.status).toBe('major')
  })
})
