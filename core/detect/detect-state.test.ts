import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { severity } from '../status.ts'
import {
  copy,
  day,
  feed,
  monday,
  poisson,
  random,
  seasoned,
  series,
  withOutage,
  zero,
} from './detect.fixture.ts'
import { createDetector, type Detector } from './detect.ts'

describe('state', () => {
  test('a snapshot at any minute continues the same', () => {
    const inputs = series({ rate: 1.5, minutes: 3 * day, seed: 41 }, (i) => (i > 3000 && i < 3100 ? 12 : 0))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * day - 1 }), (cut) => {
        const whole = createDetector({ firstMinute: monday })
        feed(whole, inputs.slice(0, cut))
        const restored = createDetector({ firstMinute: monday, snapshot: copy(whole.snapshot()) })
        const rest = inputs.slice(cut, cut + 700)
        for (const input of rest) expect(restored.step(input)).toEqual(whole.step(input))
        expect(restored.snapshot()).toEqual(whole.snapshot())
      }),
      { numRuns: 12, examples: [[3010], [3110], [0], [1]] },
    )
  })

  test('snapshot inside an incident keeps it', () => {
    const detector = seasoned(1)
    feed(detector, withOutage(detector, 1, 20, 90).slice(0, 140))
    const restored = createDetector({ firstMinute: monday, snapshot: copy(detector.snapshot()) })
    expect(restored.step(zero(restored.nextMinute)).verdict.status).toBe('major')
  })

  test('learn and step are one rule', () => {
    const inputs = series({ rate: 1, minutes: 2 * day, seed: 43 }, (i) => (i > 2000 && i < 2060 ? 15 : 0))
    const a = createDetector({ firstMinute: monday })
    const b = createDetector({ firstMinute: monday })
    const stepped = inputs.map((input) => a.step(input).change).filter((change) => change !== null)
    expect(feed(b, inputs)).toEqual(stepped)
    expect(stepped.length).toBeGreaterThan(0)
  })

  test('services do not share anything: order of feeding does not matter', () => {
    const one = series({ rate: 1, minutes: day, seed: 44 })
    const two = series({ rate: 20, minutes: day, seed: 45 })
    const alone = createDetector({ firstMinute: monday })
    feed(alone, one)
    const mixed = createDetector({ firstMinute: monday })
    const other = createDetector({ firstMinute: monday })
    for (const [i, input] of one.entries()) {
      other.learn(two[i]!)
      mixed.learn(input)
    }
    expect(mixed.snapshot()).toEqual(alone.snapshot())
  })

  test('minutes out of order and foreign snapshots are refused', () => {
    const detector = createDetector({ firstMinute: monday })
    detector.learn(zero(monday))
    expect(() => detector.learn(zero(monday))).toThrow(RangeError)
    expect(() => detector.step(zero(monday + 5 * minuteMs))).toThrow(RangeError)
    expect(() => detector.glance(zero(monday))).toThrow(RangeError)
    expect(() => createDetector({ firstMinute: monday, snapshot: { version: 'x', data: {} } })).toThrow(
      RangeError,
    )
  })

  test('a verdict survives JSON', () => {
    const { verdict } = seasoned(1).step(zero(monday + 8 * day * minuteMs))
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
  })
})

describe('glance', () => {
  const look = (detector: Detector, n: number, seconds: number, breadth: number | null) =>
    detector.glance({
      minute: detector.nextMinute,
      evidence: n,
      count: n,
      breadth,
      at: detector.nextMinute + seconds * 1000,
    })

  test('opens within the minute, and the step finds it open', () => {
    const detector = seasoned(1)
    const minute = detector.nextMinute
    expect(look(detector, 2, 2, null).change).toBeNull()
    const { change } = look(detector, 60, 20, null)
    expect(change).toMatchObject({ to: 'major', at: minute + 20_000, onsetAt: minute })
    expect(look(detector, 60, 22, null).change).toBeNull()
    const { verdict } = detector.step({ minute, evidence: 60, count: 60, breadth: null })
    expect(verdict.status).toBe('major')
  })

  test('major asks for twelve networks during a whole minute', () => {
    const detector = seasoned(1)
    const minute = detector.nextMinute
    expect(look(detector, 60, 20, 20).change).toMatchObject({ to: 'possible' })
    expect(look(detector, 70, 50, 20).change).toBeNull()
    expect(detector.step({ minute, evidence: 80, count: 80, breadth: 20 }).change).toBeNull()
    expect(look(detector, 5, 10, 20).change).toBeNull()
    expect(look(detector, 9, 20, 20).change).toMatchObject({
      from: 'possible',
      to: 'major',
      at: minute + 80_000,
    })
  })

  test('evidence that breaks off starts the minute anew', () => {
    const detector = seasoned(1)
    look(detector, 60, 10, 20)
    look(detector, 60, 30, 5)
    expect(look(detector, 60, 59, 20).verdict.status).toBe('possible')
    detector.step({ minute: detector.nextMinute, evidence: 60, count: 60, breadth: 20 })
    expect(look(detector, 5, 30, 20).verdict.status).toBe('possible')
    expect(look(detector, 5, 59, 20).verdict.status).toBe('major')
  })

  test('learns nothing', () => {
    const watched = seasoned(1)
    const plain = seasoned(1)
    for (const input of series({ rate: 1, minutes: 30, seed: 51, from: plain.nextMinute })) {
      look(watched, 1, 30, null)
      watched.learn(input)
      plain.learn(input)
    }
    expect(watched.snapshot()).toEqual(plain.snapshot())
  })

  test('with the baseline as it is, more reporters never calm a verdict', () => {
    const base = seasoned(1)
    fc.assert(
      fc.property(fc.nat(80), fc.nat(80), fc.integer({ min: 0, max: 60 }), (few, more, seconds) => {
        const status = (n: number) =>
          look(createDetector({ firstMinute: monday, snapshot: base.snapshot() }), n, seconds, null).verdict
            .status
        expect(severity[status(few + more)]).toBeGreaterThanOrEqual(severity[status(few)])
      }),
      { numRuns: 60 },
    )
  })
})

test('verdict numbers hang together in any ordinary minute', () => {
  const uniform = random(7)
  for (const rate of [0.02, 1, 150]) {
    const detector = seasoned(rate)
    for (let i = 0; i < 200; i++) {
      const n = poisson(rate, uniform)
      const { verdict } = detector.step({ minute: detector.nextMinute, evidence: n, count: n, breadth: null })
      expect(verdict.at).toBe(detector.nextMinute)
      expect(verdict.interval[0]).toBeLessThanOrEqual(verdict.expected)
      expect(verdict.interval[1]).toBeGreaterThanOrEqual(Math.floor(verdict.expected))
      expect(verdict.interval[1]).toBeLessThan(verdict.threshold)
      expect(verdict.tailProbability).toBeCloseTo(Math.exp(-verdict.surprise), 12)
      expect(verdict.alert15m).toBeGreaterThanOrEqual(4)
      expect(verdict.major15m).toBeGreaterThanOrEqual(verdict.alert15m)
      if (verdict.status === 'none') expect(verdict.observed).toBeGreaterThanOrEqual(0)
    }
  }
})
