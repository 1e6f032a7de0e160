import { describe, expect, test } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { feed, monday, series } from './detect.fixture.ts'
import { createDetector } from './detect.ts'
import { levelsAt } from './levels.ts'
import { surpriseOf } from './tail.ts'
import type { Baseline } from './verdict.ts'

const hour = 60 * minuteMs

describe('usual and alert level', () => {
  const detector = createDetector({ firstMinute: monday })
  feed(detector, series({ rate: 0.8, minutes: 9 * 1440, seed: 5 }))
  const baseline = JSON.parse(JSON.stringify(detector.baseline())) as Baseline

  test('the season has 336 slots of mean 1, in four digits', () => {
    expect(baseline.season).toHaveLength(336)
    expect(baseline.season.reduce((a, b) => a + b, 0) / 336).toBeCloseTo(1, 3)
    for (const s of baseline.season) expect(Math.round(s * 1e4) / 1e4).toBe(s)
  })

  test('usual follows the rhythm of the day and the true rate', () => {
    const day = 9 * 1440 * minuteMs + monday
    // The series' rhythm peaks at 06:00 with 1.6 and is lowest at 18:00 with 0.4.
    expect(levelsAt(baseline, day + 6 * hour, 60).usual).toBeGreaterThan(60 * 0.8 * 1.6 * 0.75)
    expect(levelsAt(baseline, day + 18 * hour, 60).usual).toBeLessThan(60 * 0.8 * 0.4 * 1.4)
    expect(levelsAt(baseline, day, 1440).usual / (1440 * 0.8)).toBeCloseTo(1, 1)
  })

  test('buckets add up: an hour is its four quarters', () => {
    const start = monday + 9 * 1440 * minuteMs
    const quarters = [0, 15, 30, 45].map((m) => levelsAt(baseline, start + m * minuteMs, 15).usual)
    expect(levelsAt(baseline, start, 60).usual).toBeCloseTo(
      quarters.reduce((a, b) => a + b, 0),
      9,
    )
  })

  test('no alert level beyond an hour or before anything is learnt', () => {
    expect(levelsAt(baseline, monday, 360).alert).toBeNull()
    expect(levelsAt(createDetector({ firstMinute: monday }).baseline(), monday, 15).alert).toBeNull()
  })

  test.each([1, 5, 10, 15, 30, 60])(
    'an alert level for %d-minute buckets, at least four people',
    (minutes) => {
      const { usual, alert } = levelsAt(baseline, monday + 9 * 1440 * minuteMs, minutes)
      expect(Number.isInteger(alert)).toBe(true)
      expect(alert).toBeGreaterThanOrEqual(4)
      expect(alert).toBeGreaterThan(1.5 * usual)
    },
  )

  test('the alert level drawn is the one the detector works with', () => {
    // The same count every minute: no rhythm, a gain that stands still, so nothing but the rule can differ.
    for (const people of [1, 20]) {
      const even = createDetector({ firstMinute: monday })
      const input = (minute: number) => ({ minute, evidence: people, count: people, breadth: null })
      for (let i = 0; i < 8 * 1440; i++) even.learn(input(even.nextMinute))
      const { verdict } = even.step(input(even.nextMinute))
      const drawn = levelsAt(even.baseline(), verdict.at - 15 * minuteMs, 15, { withGain: true })
      expect(drawn.usual / verdict.usual15m).toBeCloseTo(1, 2)
      expect(drawn.alert).toBe(verdict.alert15m)
    }
  })

  test('where the gain moves, the two stay close', () => {
    const live = createDetector({ firstMinute: monday, snapshot: detector.snapshot() })
    const inputs = series({ rate: 0.8, minutes: 600, seed: 6, from: detector.nextMinute })
    for (const [i, input] of inputs.entries()) {
      const { verdict } = live.step(input)
      if (i % 40 !== 39) continue
      const drawn = levelsAt(live.baseline(), verdict.at - 15 * minuteMs, 15, { withGain: true })
      expect(Math.abs(drawn.alert! - verdict.alert15m)).toBeLessThanOrEqual(0.15 * verdict.alert15m)
    }
  })

  test('the alert level is the smallest count that meets surprise, ratio and four people', () => {
    const { phi, psi15, doubt, possibleNats } = baseline.spread
    for (let q = 0; q < 96; q += 7) {
      const { usual, alert } = levelsAt(baseline, monday + q * 15 * minuteMs, 15)
      const variance = phi! * usual + (psi15! + doubt!) * usual * usual
      const meets = (n: number) =>
        surpriseOf(n, usual, variance) >= possibleNats! && n >= 4 && n >= 1.85 * usual
      let smallest = 1
      while (!meets(smallest)) smallest++
      expect(alert).toBe(smallest)
    }
  })
})
