import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Detection, parseDetections } from './detections.ts'
import { judge } from './judge.ts'
import { BadInput } from './numbers.ts'
import { oracle, silent } from './oracle.ts'
import { scorecardOf } from './score.ts'
import { foundAt, outageAt, truthWith } from './truth.fixture.ts'

const first = outageAt(1000, 1100)
const second = outageAt(3000, 3200, { cls: 'large' })
const truth = truthWith([first, second])
const score = (found: Detection[], about = truth) => scorecardOf(judge(about, found).services)

describe('worked out by hand', () => {
  test('the oracle scores 100, the silent detector 0', () => {
    expect(score(oracle(truth))).toMatchObject({ composite: 100, utility: 1, recall: 1, precision: 1 })
    expect(score(silent)).toMatchObject({ composite: 0, recall: 0, precision: null, delayMedian: null })
  })

  test('one of two missed is half', () => {
    expect(score([foundAt(1000, 1100)])).toMatchObject({ composite: 50, recall: 0.5, precision: 1 })
  })

  test('17 minutes late: 0.3 and half of 0.7 is left', () => {
    const card = score([foundAt(1017, 1100), foundAt(3017, 3200)])
    expect(card).toMatchObject({ composite: 65, delayMedian: 17, delayP90: 17 })
  })

  test('an end 35 minutes off keeps half of its 15 %, one that is never told none', () => {
    expect(score([foundAt(1000, 1135), foundAt(3000, 3165)]).composite).toBe(92.5)
    expect(score([foundAt(1000, null), foundAt(3000, null)]).composite).toBe(85)
  })

  test('one false alarm in two weeks: 1 / (1 + 0.5 / 0.2)', () => {
    const card = score([...oracle(truth), foundAt(8000, 8010)])
    expect(card.serviceWeeks).toBe(2)
    expect(card.falseAlarms).toEqual({ count: 1, perServiceWeek: 0.5, perServiceYear: 26.09 })
    expect(card).toMatchObject({ composite: 28.57, precision: 0.6667 })
    expect(card.falseAlarmsByRate['0.5-5'].count).toBe(1)
    expect(card.falseAlarmsByRate['>50'].count).toBe(0)
  })

  test('an alarm before an outage is false and does not find it', () => {
    const card = score([foundAt(999, 1100), foundAt(3000, 3200)])
    expect(card.falseAlarms.count).toBe(1)
    expect(card.recall).toBe(0.5)
  })

  test('a second alarm, or one in the hour after, costs a quarter of a false one', () => {
    const again = score([foundAt(1000, 1020), foundAt(1050, 1100), foundAt(3000, 3200), foundAt(3260, 3270)])
    expect(again).toMatchObject({ duplicates: 2, composite: 44.44 })
    expect(again.falseAlarms.count).toBe(0)
    expect(score([...oracle(truth), foundAt(3261, 3270)]).falseAlarms.count).toBe(1)
  })

  test('an outage within the open incident of the one before is covered: half the credit', () => {
    const pair = truthWith([outageAt(1000, 1100), outageAt(1140, 1200)])
    // The first loses its 15 % for an end 100 minutes off; the second is worth a half.
    const card = score([foundAt(1000, 1200)], pair)
    expect(card).toMatchObject({ recall: 0.75, utility: 0.675, duplicates: 0 })
    // Open for less than a quarter of an hour of it: not covered.
    expect(score([foundAt(1000, 1154)], pair).recall).toBe(0.5)
    expect(score([foundAt(1000, 1155)], pair).recall).toBe(0.75)
  })

  test('barely visible outages weigh half', () => {
    const mixed = truthWith([outageAt(1000, 1100, { cls: 'barely' }), second])
    expect(score([foundAt(3000, 3200)], mixed).utility).toBe(0.6667)
  })

  test('an unlabelled outage is neither found nor false', () => {
    const past = truthWith([outageAt(1000, 1100, { evaluated: false }), second])
    expect(score([foundAt(1010, 1100), ...oracle(past)], past).composite).toBe(100)
  })

  test('a false alarm is put down to the hard negative it meets', () => {
    const spammed = truthWith([first], [{ type: 'spam', start: 5000, end: 5040 }])
    const { falseAlarmsOn } = score([foundAt(4995, 5000), foundAt(5070, 5080), foundAt(5071, 5080)], spammed)
    expect(falseAlarmsOn.spam.count).toBe(2)
    expect(falseAlarmsOn.plain.count).toBe(1)
  })
})

test('lines that cannot be used are told, and count for nothing', () => {
  const wrong = [
    { ...foundAt(1000, 1100), service: 'b' },
    foundAt(1000, 900),
    { ...foundAt(1000, 1100), detected_at: 'soon' },
  ]
  const { problems, services } = judge(truth, wrong)
  expect(problems).toHaveLength(3)
  expect(scorecardOf(services).composite).toBe(0)
})

test.each(['{', '3', '{"service":"a"}', '{"service":1,"detected_at":"x"}'])('not an incident: %s', (line) => {
  const good = JSON.stringify(foundAt(1, 2))
  expect(parseDetections(`${good}\n\n`, 'f')).toHaveLength(1)
  expect(() => parseDetections(`${good}\n${line}\n`, 'f')).toThrow(BadInput)
  expect(() => parseDetections(`${good}\n${line}\n`, 'f')).toThrow('f:2')
})

describe('whatever a detector says', () => {
  const minute = fc.integer({ min: 0, max: 10_000 })
  const incident = fc
    .tuple(minute, fc.option(fc.nat(400)))
    .map(([at, length]) => foundAt(at, length === null ? null : at + length))
  const incidents = fc.array(incident, { maxLength: 12 })
  /** Far from both outages and what comes within the hour after them. */
  const quiet = fc.oneof(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 4000, max: 10_000 }))

  test('the composite is between 0 and 100, and no better than the worth of what was found', () => {
    fc.assert(
      fc.property(incidents, (found) => {
        const { composite, utility } = score(found)
        expect(composite).toBeGreaterThanOrEqual(0)
        expect(composite).toBeLessThanOrEqual(100 * utility + 0.01)
      }),
      { numRuns: 60 },
    )
  })

  test('one more false alarm never raises the composite', () => {
    fc.assert(
      fc.property(incidents, quiet, fc.nat(5000), (found, at, length) => {
        const before = score(found)
        const after = score([...found, foundAt(at, at + length)])
        expect(after.falseAlarms.count).toBe(before.falseAlarms.count + 1)
        expect(after.composite).toBeLessThanOrEqual(before.composite)
        expect(after.recall).toBe(before.recall)
      }),
      { numRuns: 60 },
    )
  })

  test('to find an outage earlier, all else being equal, never lowers it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3000, max: 3200 }), fc.nat(200), (at, earlier) => {
        const better = Math.max(3000, at - earlier)
        expect(score([foundAt(better, 3200)]).composite).toBeGreaterThanOrEqual(
          score([foundAt(at, 3200)]).composite,
        )
      }),
      { numRuns: 60 },
    )
  })
})
