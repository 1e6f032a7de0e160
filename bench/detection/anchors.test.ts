import { expect, test } from 'vitest'
import { changePoints } from './anchors/bocpd.ts'
import { inBuckets } from './anchors/buckets.ts'
import { runAllAnchors } from './anchors/run-all.ts'
import { anchors } from './anchors/table.ts'
import { judge } from './judge.ts'
import { withPinned } from './pinned.fixture.ts'
import { scorecardOf } from './score.ts'

/** Incidents and composite at the default and the tuned point, as an independent implementation had them. */
const recorded: Array<[name: string, usual: [number, number], tuned: [number, number]]> = [
  ['last-week', [54, 1.84], [12, 24.02]],
  ['four-weeks', [54, 1.84], [19, 19.39]],
  ['time-of-day', [37, 4.67], [14, 37.3]],
  ['z-score', [56, 1.74], [8, 27.46]],
  ['ears-c1', [179, 0.51], [11, 32.65]],
  ['ears-c2', [199, 0.48], [13, 52.98]],
  ['ears-c3', [213, 0.37], [13, 50.91]],
  ['ears-c1-daily', [42, 1.42], [10, 51.95]],
  ['ears-c2-daily', [34, 0.99], [9, 26.35]],
  ['ears-c3-daily', [39, 0.78], [12, 12.2]],
  ['farrington-3', [82, 0.57], [10, 9.05]],
  ['farrington-6', [58, 0.75], [9, 22.85]],
  ['farrington-6-gated', [38, 1.37], [9, 22.85]],
  ['cusum-2', [23, 29.44], [9, 26.78]],
  ['cusum-3', [34, 45.8], [8, 24.12]],
  ['glr-cusum', [47, 8.59], [16, 3.74]],
  ['glr-cusum-gated', [59, 4.33], [14, 6.63]],
  ['bocpd', [50, 15.84], [39, 32.82]],
]

const set = withPinned()

test('every anchor finds what it found when it was recorded', async () => {
  const runs = anchors.flatMap((anchor) => [
    { anchor, point: anchor.default },
    { anchor, point: anchor.tuned },
  ])
  const found = await runAllAnchors(set.input, runs, 2)
  const figures = found.map((one) => [one.length, scorecardOf(judge(set.truth, one).services).composite])
  expect(anchors.map(({ name }, i) => [name, figures[2 * i], figures[2 * i + 1]])).toEqual(recorded)
})

test('every figure of a score is what it was when it was recorded', async () => {
  const anchor = anchors.find(({ name }) => name === 'ears-c3')!
  const runs = [
    { anchor, point: anchor.default },
    { anchor, point: anchor.tuned },
  ]
  const [usual, tuned] = (await runAllAnchors(set.input, runs, 1)).map((one) =>
    scorecardOf(judge(set.truth, one).services),
  )
  expect(usual).toMatchObject({
    composite: 0.37,
    standardError: 0.02,
    utility: 0.5201,
    recall: 0.8,
    precision: 0.1739,
    duplicates: 0,
    serviceWeeks: 2.1,
    delayMedian: 14.5,
    endErrorMedian: 85,
    falseAlarms: { count: 57, perServiceWeek: 27.5886, perServiceYear: 1439.57 },
    falseAlarmsByRate: { '<0.05': { count: 16 }, '0.5-5': { count: 29 }, '>50': { count: 12 } },
    falseAlarmsOn: { plain: { count: 54 }, holiday: { count: 3 }, spam: { count: 0 } },
    bySize: { medium: { outages: 7, delayMedian: 15, delayP90: 149.5, endErrorMedian: 93.5 } },
  })
  expect(tuned).toMatchObject({ composite: 50.91, standardError: 7.24, precision: 1, endErrorMedian: 135 })
  expect(tuned!.delayP90).toBeCloseTo(12.4, 6)
})

test('a change too sudden for doubles does not silence the change points', () => {
  const reporters = new Int32Array(2 * 1440).fill(1)
  reporters.fill(4000, 1440, 1500)
  reporters.fill(4000, 2000, 2060)
  const buckets = inBuckets({ firstMinute: 0, reporters }, 15)
  const scores = changePoints(buckets, { threshold: 4.6, minimum: 0, bucketMinutes: 15 })
  expect(scores.every(Number.isFinite)).toBe(true)
  expect(scores[1440 / 15 + 1]).toBeGreaterThan(20)
  expect(scores[1800 / 15]).toBeLessThan(0)
  expect(scores[Math.ceil(2000 / 15) + 1]).toBeGreaterThan(20)
})
