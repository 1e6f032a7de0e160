import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { day, feed, monday, route, seasoned, series, withOutage, zero } from './detect.fixture.ts'
import { createDetector } from './detect.ts'
import type { StatusChange } from './verdict.ts'

describe('a clear outage', () => {
  test.each([
    // One late report still counts as excess where there are none: the end is uncertain by half an hour.
    { name: 'small service', rate: 0.02, size: 1, endError: 30 },
    { name: 'middling service', rate: 1, size: 8, endError: 12 },
    { name: 'big service', rate: 150, size: 450, endError: 12 },
  ])('$name: none → possible → major → recovering → none, at sane times', ({ rate, size, endError }) => {
    const detector = seasoned(rate)
    const start = detector.nextMinute + 120 * minuteMs
    const inputs = withOutage(detector, rate, size, 90)
    const changes: StatusChange[] = []
    for (const input of inputs) {
      const { verdict, change } = detector.step(input)
      if (change) changes.push(change)
      if (change?.to === 'major') {
        expect(verdict.reasons).toContain('surprise-major')
        expect(verdict.observed).toBeGreaterThanOrEqual(verdict.majorThreshold)
      }
      if (verdict.reasons.includes('surprise-possible')) {
        expect(verdict.observed).toBeGreaterThanOrEqual(verdict.threshold)
      }
      expect(verdict.majorThreshold).toBeGreaterThanOrEqual(verdict.threshold)
    }
    // A big outage may skip "possible": the same minute says both.
    expect(route(changes)).toMatch(/^(possible )?major recovering none$/)
    const [opened, ended] = [changes[0]!, changes.at(-1)!]
    expect(['none', 'unknown']).toContain(opened.from)
    expect(opened.at - start).toBeLessThanOrEqual(12 * minuteMs)
    expect(Math.abs(opened.onsetAt! - start)).toBeLessThanOrEqual(8 * minuteMs)
    expect(Math.abs(ended.endedAt! - (start + 90 * minuteMs))).toBeLessThanOrEqual(endError * minuteMs)
    expect(ended.at - start).toBeLessThanOrEqual(160 * minuteMs)
    expect(ended.endedAt!).toBeLessThan(ended.at)
  })

  test('a small rise is only possible, and fades to none', () => {
    const detector = seasoned(1)
    // Just beyond the level for "possible", for a few minutes.
    const level = detector.step(zero(detector.nextMinute)).verdict.alert15m
    const inputs = Array.from({ length: 90 }, (_, i) => {
      const n = i >= 15 && i < 30 ? Math.ceil(level / 15) : i % 4 === 0 ? 1 : 0
      return { minute: detector.nextMinute + i * minuteMs, evidence: n, count: n, breadth: null }
    })
    const changes = feed(detector, inputs)
    expect(route(changes)).toBe('possible none')
  })

  test('twice the outage is not seen later', () => {
    const first = (size: number): number => {
      const detector = seasoned(1)
      const changes = feed(detector, withOutage(detector, 1, size, 60))
      return changes.find((change) => change.to === 'major')?.at ?? Number.POSITIVE_INFINITY
    }
    expect(first(12)).toBeLessThanOrEqual(first(6))
  })

  test('a second outage after the first gets its own incident', () => {
    const detector = seasoned(1)
    const inputs = series({ rate: 1, minutes: 480, seed: 3, from: detector.nextMinute }, (i) =>
      (i >= 60 && i < 100) || (i >= 220 && i < 270) ? 10 : 0,
    )
    const majors = feed(detector, inputs).filter((change) => change.to === 'major')
    expect(majors).toHaveLength(2)
  })

  test('an outage is not learnt as usual: the same one tomorrow is seen as well', () => {
    const detector = seasoned(1)
    const before = detector.baseline().level
    const inputs = series({ rate: 1, minutes: 3 * day, seed: 4, from: detector.nextMinute }, (i) =>
      i % day >= 600 && i % day < 840 ? 10 : 0,
    )
    const changes = feed(detector, inputs)
    expect(changes.filter((change) => change.to === 'major')).toHaveLength(3)
    expect(detector.baseline().level / before).toBeCloseTo(1, 0)
    expect(detector.baseline().level).toBeLessThan(1.3)
  })

  test('a lasting new level is taken as usual after a day, and the incident closed', () => {
    const detector = seasoned(1)
    const inputs = series({ rate: 1, minutes: 3 * day, seed: 8, from: detector.nextMinute }, (i) =>
      i > 60 ? 6 : 0,
    )
    let rebased = false
    for (const input of inputs) if (detector.step(input).verdict.reasons.includes('rebased')) rebased = true
    expect(rebased).toBe(true)
    expect(detector.step(zero(detector.nextMinute)).verdict.status).toBe('none')
    expect(detector.baseline().level).toBeGreaterThan(4)
  })
})

test('what is said after an incident is over has a reason as long as its reports are in the window', () => {
  const detector = seasoned(1)
  const inputs = series({ rate: 1, minutes: 240, seed: 5, from: detector.nextMinute }, (i) =>
    i >= 60 && i < 100 ? 40 : 0,
  )
  let isOver = false
  let told = 0
  for (const input of inputs) {
    const { verdict, change } = detector.step(input)
    if (change?.to === 'none') isOver = true
    if (!isOver || verdict.status !== 'none' || verdict.observed < verdict.threshold) continue
    expect(verdict.reasons).not.toEqual([])
    if (verdict.reasons.includes('after')) told++
  }
  expect(isOver).toBe(true)
  expect(told).toBeGreaterThan(0)
})

test('whatever comes, statuses follow one another as they may, and times are in order', () => {
  const next: Record<string, string[]> = {
    none: ['possible', 'major'],
    unknown: ['possible', 'major'],
    possible: ['major', 'none'],
    major: ['recovering', 'none'],
    recovering: ['major', 'possible', 'none'],
  }
  const bursts = fc.array(
    fc.record({
      at: fc.nat(1400),
      length: fc.integer({ min: 1, max: 200 }),
      size: fc.integer({ min: 1, max: 60 }),
    }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(
      bursts,
      fc.integer({ min: 1, max: 1000 }),
      fc.constantFrom(0.02, 1, 150),
      (all, seed, rate) => {
        const detector = seasoned(rate)
        const inputs = series({ rate, minutes: day, seed, from: detector.nextMinute }, (i) =>
          all.reduce((sum, b) => sum + (i >= b.at && i < b.at + b.length ? b.size : 0), 0),
        )
        let status = 'none'
        for (const change of feed(detector, inputs)) {
          if (status === 'none') expect(['none', 'unknown']).toContain(change.from)
          else expect(change.from).toBe(status)
          expect(next[status]).toContain(change.to)
          // Only a day-long incident may go from major straight to none.
          if (status === 'major') expect(change.to).toBe('recovering')
          expect(change.onsetAt!).toBeLessThanOrEqual(change.at)
          expect(change.endedAt === null).toBe(change.to !== 'none')
          if (change.endedAt !== null) {
            expect(change.endedAt).toBeGreaterThanOrEqual(change.onsetAt!)
            expect(change.endedAt).toBeLessThanOrEqual(change.at)
          }
          status = change.to
        }
      },
    ),
    { numRuns: 30, endOnFailure: true },
  )
})

describe('what must not open an incident', () => {
  test('a busy service that stays half as busy again: no major incident, and it becomes usual', () => {
    const detector = seasoned(150)
    const inputs = series({ rate: 225, minutes: 4 * day, seed: 12, from: detector.nextMinute })
    expect(feed(detector, inputs).filter((change) => change.to === 'major')).toEqual([])
    expect(detector.baseline().level * detector.baseline().gain).toBeGreaterThan(190)
  })

  test('no reports at all, ever: unknown, few', () => {
    const detector = createDetector({ firstMinute: monday })
    const inputs = Array.from({ length: 10 * day }, (_, i) => zero(monday + i * minuteMs))
    expect(feed(detector, inputs)).toEqual([])
    const { verdict } = detector.step(zero(detector.nextMinute))
    expect(verdict).toMatchObject({ status: 'unknown', unknownReason: 'few', observed: 0, surprise: 0 })
  })

  test('a service younger than four hours, however loud', () => {
    const detector = createDetector({ firstMinute: monday })
    const inputs = series({ rate: 5, minutes: 239, seed: 1 }, (i) => (i > 150 ? 100 : 0))
    for (const input of inputs) {
      const { verdict, change } = detector.step(input)
      expect(change).toBeNull()
      expect(verdict).toMatchObject({ status: 'unknown', unknownReason: 'young' })
      expect(verdict.reasons).toContain('learning')
    }
  })

  test('ordinary days of young and settled services at any rate', () => {
    for (const rate of [0.01, 0.3, 4, 60]) {
      const detector = createDetector({ firstMinute: monday })
      const changes = feed(detector, series({ rate, minutes: 6 * day, seed: 17 }))
      expect(changes.filter((change) => change.to === 'major')).toEqual([])
    }
  })

  test('one person, thousands of times', () => {
    const detector = seasoned(0.02)
    const inputs = Array.from({ length: 300 }, (_, i) => ({
      minute: detector.nextMinute + i * minuteMs,
      evidence: i % 60 === 0 ? 1 : 0,
      count: 50,
      breadth: null,
    }))
    expect(feed(detector, inputs)).toEqual([])
  })

  test('five people with hundreds of reports: the reason is told', () => {
    const detector = seasoned(0.02)
    let told = false
    for (let i = 0; i < 30; i++) {
      const input = { minute: detector.nextMinute, evidence: i < 5 ? 1 : 0, count: 40, breadth: null }
      const { verdict, change } = detector.step(input)
      expect(change).toBeNull()
      if (verdict.reasons.includes('repeats')) told = true
    }
    expect(told).toBe(true)
  })

  test('any number of reporters from fewer than four networks; fewer than twelve never make it major', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 11.9, noNaN: true }),
        (n, breadth) => {
          const detector = seasoned(1)
          let reasons: string[] = []
          for (let i = 0; i < 20; i++) {
            const { verdict } = detector.step({ minute: detector.nextMinute, evidence: n, count: n, breadth })
            expect(verdict.status).not.toBe('major')
            if (breadth < 4) expect(verdict.status).toBe('none')
            reasons = verdict.reasons
          }
          if (n > 30 && breadth < 4) expect(reasons).toContain('narrow')
        },
      ),
      { numRuns: 25 },
    )
  })

  test('a rise that is usual at this time of the week', () => {
    const detector = createDetector({ firstMinute: monday })
    const inputs = series({ rate: 0.5, minutes: 28 * day, seed: 9 }, (i) =>
      i % (7 * day) >= 3 * day && i % (7 * day) < 3 * day + 45 ? 6 : 0,
    )
    const majors = feed(detector, inputs).filter((change) => change.to === 'major')
    // The first two are news; from the third on it is a habit.
    expect(majors.length).toBeLessThanOrEqual(2)
    expect(majors.length).toBeGreaterThan(0)
  })
})

describe('gaps', () => {
  test.each([true, false])('a dead collector neither alarms nor poisons (told: %s)', (told) => {
    const detector = seasoned(2)
    const level = detector.baseline().level
    const inputs = series({ rate: 2, minutes: 2 * day, seed: 31, from: detector.nextMinute }).map(
      (input, i) => (i >= 300 && i < 900 ? { ...zero(input.minute), gap: told } : input),
    )
    expect(feed(detector, inputs)).toEqual([])
    expect(detector.baseline().level / level).toBeGreaterThan(0.85)
    // And it sees again: an outage half a day later.
    const changes = feed(detector, withOutage(detector, 2, 20, 60))
    expect(changes.some((change) => change.to === 'major')).toBe(true)
  })

  test('a gap freezes an open incident', () => {
    const detector = seasoned(1)
    feed(detector, withOutage(detector, 1, 20, 360).slice(0, 150))
    for (let i = 0; i < 60; i++) {
      const { verdict, change } = detector.step({ ...zero(detector.nextMinute), gap: true })
      expect(change).toBeNull()
      expect(verdict.status).toBe('major')
    }
  })
})
