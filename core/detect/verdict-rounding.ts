import type { VerdictView } from '../view.ts'
import type { Verdict } from './verdict.ts'

/** One decimal below ten, whole numbers above: what a count of people can carry. */
const fine = (value: number): number => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value))

/**
 * The same, downwards. The judge counts whole people; rounded up, evidence would seem to have reached a level
 * that it has not. What it forgives a sum (core/detect/tail, wholeCount) is forgiven here: reached is shown as reached.
 */
const fineDown = (value: number): number =>
  value < 10 ? Math.floor((value + 1e-6) * 10) / 10 : Math.floor(value + 1e-6)

/** People in the window of a verdict; verdicts kept since before that was noted have their evidence instead. */
export const reportersOf = (verdict: Pick<Verdict, 'observed'> & { reporters?: number }): number =>
  verdict.reporters ?? Math.round(verdict.observed)

/**
 * A verdict's numbers as people are shown them. Words, table and API all take them from here, so that they
 * agree. Levels go up and the interval outwards: "from 18" and "between 2 and 11" must stay true. Rounding
 * twice changes nothing.
 */
export const roundVerdict = (verdict: VerdictView): VerdictView => ({
  ...verdict,
  observed: fineDown(verdict.observed),
  reporters: Math.round(reportersOf(verdict)),
  expected: fine(verdict.expected),
  interval: [Math.floor(verdict.interval[0]), Math.ceil(verdict.interval[1])],
  threshold: Math.ceil(verdict.threshold),
  majorThreshold: Math.ceil(verdict.majorThreshold),
  surprise: fine(verdict.surprise),
  // One figure more than its words use.
  tailProbability: Number(verdict.tailProbability.toPrecision(3)),
  reporters15m: fineDown(verdict.reporters15m),
  usual15m: fine(verdict.usual15m),
  alert15m: Math.ceil(verdict.alert15m),
  major15m: Math.ceil(verdict.major15m),
  breadth: verdict.breadth === null ? null : Math.round(verdict.breadth),
})
