import type { VerdictView } from '../view.ts'

/** A verdict for tests, whose every number has something to round. */
export const exactVerdict: VerdictView = {
  at: '2026-03-17T14:05:00.000Z',
  status: 'possible',
  unknownReason: null,
  windowMinutes: 15,
  observed: 38.57,
  reporters: 42,
  expected: 6.17,
  interval: [2.7, 10.2],
  threshold: 17.2,
  majorThreshold: 30.01,
  surprise: 14.26,
  tailProbability: 6.4149e-7,
  reporters15m: 9.97,
  usual15m: 5.96,
  alert15m: 17.2,
  major15m: 30.01,
  breadth: 13.6,
  minutesAbove: 6,
  reasons: ['surprise-possible', 'narrow'],
  ruleVersion: 'multiscale-nb-2',
}
