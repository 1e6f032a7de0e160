/**
 * The detectors that the benchmark is anchored on. Default points are the usual published ones; where there is none
 * (a multiple of an average) that of common practice. Tuned points are the best of a grid of thresholds and minima,
 * in buckets of 5 or 15 minutes, by this benchmark's own composite on seed dev-1.
 */

import type { Anchor, Point } from './anchor.ts'
import { changePoints } from './bocpd.ts'
import { likelihoodCusum } from './cusum.ts'
import { farrington } from './farrington.ts'
import { glrCusum } from './glr-cusum.ts'
import { sameHourOfWeek, timeOfDay } from './multiples.ts'
import { ears, zScoreOfDay } from './z-scores.ts'

const point = (threshold: number, minimum: number, bucketMinutes: number): Point => ({
  threshold,
  minimum,
  bucketMinutes,
})

/** One false alarm in a hundred buckets, in nats, and one in a thousand, in standard deviations. */
const onePercent = 4.6
const onePerMille = 3.09

const practice = 'common practice'
const earsSource = 'Hutwagner et al. 2003'
const farringtonSource = 'Noufaily et al. 2013'
const kleinbergSource = 'Kleinberg 2002, decided online'
const glrSource = 'Höhle & Paul 2008'

export const anchors: readonly Anchor[] = [
  {
    name: 'last-week',
    title: 'Multiple of the same hour last week',
    source: practice,
    default: point(3, 5, 15),
    tuned: point(5, 28, 5),
    score: sameHourOfWeek(1, 0.5),
  },
  {
    name: 'four-weeks',
    title: 'Multiple of the same hour of four weeks',
    source: practice,
    default: point(3, 5, 15),
    tuned: point(5, 20, 5),
    score: sameHourOfWeek(4, 1),
  },
  {
    name: 'time-of-day',
    title: 'Multiple of the time of day, Downdetector-style',
    source: 'Downdetector’s methodology page',
    default: point(3, 5, 15),
    tuned: point(5, 28, 5),
    score: timeOfDay,
  },
  {
    name: 'z-score',
    title: 'z-score over 24 hours',
    source: practice,
    default: point(3, 0, 15),
    tuned: point(8, 12, 5),
    score: zScoreOfDay,
  },
  {
    name: 'ears-c1',
    title: 'EARS C1',
    source: earsSource,
    default: point(onePerMille, 0, 15),
    tuned: point(12, 12, 15),
    score: ears('C1'),
  },
  {
    name: 'ears-c2',
    title: 'EARS C2',
    source: earsSource,
    default: point(onePerMille, 0, 15),
    tuned: point(15, 12, 5),
    score: ears('C2'),
  },
  {
    name: 'ears-c3',
    title: 'EARS C3',
    source: earsSource,
    default: point(2, 0, 15),
    tuned: point(30, 8, 5),
    score: ears('C3'),
  },
  {
    name: 'ears-c1-daily',
    title: 'EARS C1 on the same time of seven days',
    source: earsSource,
    default: point(onePerMille, 0, 15),
    tuned: point(15, 12, 5),
    score: ears('C1', { daily: true }),
  },
  {
    name: 'ears-c2-daily',
    title: 'EARS C2 on the same time of seven days',
    source: earsSource,
    default: point(onePerMille, 0, 15),
    tuned: point(15, 12, 5),
    score: ears('C2', { daily: true }),
  },
  {
    name: 'ears-c3-daily',
    title: 'EARS C3 on the same time of seven days',
    source: earsSource,
    default: point(2, 0, 15),
    tuned: point(30, 5, 5),
    score: ears('C3', { daily: true }),
  },
  {
    name: 'farrington-3',
    title: 'farringtonFlexible, 3 either side',
    source: farringtonSource,
    default: point(onePercent, 0, 15),
    tuned: point(60, 5, 15),
    score: farrington(3),
  },
  {
    name: 'farrington-6',
    title: 'farringtonFlexible, 6 either side',
    source: farringtonSource,
    default: point(onePercent, 0, 15),
    tuned: point(40, 8, 15),
    score: farrington(6),
  },
  {
    name: 'farrington-6-gated',
    title: 'farringtonFlexible, 6 either side, only from twice the mean on',
    source: farringtonSource,
    default: point(onePercent, 0, 15),
    tuned: point(40, 8, 15),
    score: farrington(6, 2),
  },
  {
    name: 'cusum-2',
    title: 'Likelihood-ratio CUSUM, twice the mean',
    source: kleinbergSource,
    default: point(onePercent, 0, 15),
    tuned: point(140, 40, 5),
    score: likelihoodCusum(2),
  },
  {
    name: 'cusum-3',
    title: 'Likelihood-ratio CUSUM, three times the mean',
    source: kleinbergSource,
    default: point(onePercent, 0, 15),
    tuned: point(155, 40, 5),
    score: likelihoodCusum(3),
  },
  {
    name: 'glr-cusum',
    title: 'GLR-CUSUM over two hours',
    source: glrSource,
    default: point(5, 0, 15),
    tuned: point(40, 8, 15),
    score: glrCusum(),
  },
  {
    name: 'glr-cusum-gated',
    title: 'GLR-CUSUM, only from twice the mean on',
    source: glrSource,
    default: point(5, 0, 15),
    tuned: point(40, 5, 15),
    score: glrCusum(2),
  },
  {
    name: 'bocpd',
    title: 'Bayesian change points',
    source: 'Adams & MacKay 2007',
    default: point(onePercent, 0, 15),
    tuned: point(27, 28, 15),
    score: changePoints,
  },
]
