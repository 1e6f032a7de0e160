/** What docs/scorecard.json holds, and how it comes from judged services. Pure. */

import type { Point } from './anchors/anchor.ts'
import type { JudgedService } from './judge.ts'
import { rounded, sum } from './numbers.ts'
import type { OnlineResult } from './online.ts'
import { type Scorecard, scorecardOf } from './score.ts'

export interface SeedFigures extends Scorecard {
  seed: string
  /** Named after the commit whose parameters it judges, so that nobody can have tuned on it. */
  drawn: boolean
  /** Of the data set's input. */
  sha256: string
}

export interface AnchorFigures {
  point: Point
  composite: number
  standardError: number
  falseAlarmsPerYear: number
  recall: number
  precision: number | null
  delayMedian: number | null
  delayP90: number | null
}

export interface AnchorReport {
  name: string
  title: string
  source: string
  default: AnchorFigures
  tuned: AnchorFigures
}

export interface Goal {
  name: string
  /** “≥ 70” and the like. */
  wanted: string
  measured: number | null
  holds: boolean
}

export interface Report {
  ruleVersion: string
  /** Commit after which the drawn seeds were named. */
  frozenAt: string
  /** Per seed. */
  services: number
  seeds: SeedFigures[]
  /** Over all seeds: what anchors and goals are about. */
  mean: Scorecard
  /** The same with the gates of breadth on, each reporter taken for a network of their own. */
  withBreadth: Scorecard
  /** Over the drawn ones alone; null if none was run. */
  drawnMean: Pick<Scorecard, 'composite' | 'standardError'> | null
  anchors: AnchorReport[]
  online: OnlineResult & { seed: string }
  goals: Goal[]
}

/**
 * Composites are averaged over seeds, with the standard error of that mean; all else is counted over the services of
 * all seeds together.
 */
export function meanOf(seeds: ReadonlyArray<readonly JudgedService[]>): Scorecard {
  const cards = seeds.map(scorecardOf)
  const mean = (of: (card: Scorecard) => number) => rounded(sum(cards.map(of)) / cards.length, 2)
  const squares = sum(cards.map((card) => card.standardError ** 2))
  return {
    ...scorecardOf(seeds.flat()),
    composite: mean((card) => card.composite),
    standardError: rounded(Math.sqrt(squares) / cards.length, 2),
    byMaturity: {
      mature: mean((card) => card.byMaturity.mature),
      young: mean((card) => card.byMaturity.young),
    },
  }
}

export function anchorFigures(point: Point, seeds: ReadonlyArray<readonly JudgedService[]>): AnchorFigures {
  const { composite, standardError, falseAlarms, recall, precision, delayMedian, delayP90 } = meanOf(seeds)
  const falseAlarmsPerYear = falseAlarms.perServiceYear
  return { point, composite, standardError, falseAlarmsPerYear, recall, precision, delayMedian, delayP90 }
}

/** What the detector was built to reach, on seeds nobody has tuned on. */
export function goalsOf(mean: Scorecard, online: OnlineResult): Goal[] {
  const { falseAlarms, falseAlarmsByRate, bySize } = mean
  const worstRate = Math.max(...Object.values(falseAlarmsByRate).map((one) => one.perServiceYear))
  return [
    atLeast('Composite', 70, mean.composite),
    atLeast('Composite of young and newborn services', 55, mean.byMaturity.young),
    atMost('False alarms per service-year', 1, falseAlarms.perServiceYear),
    atMost('The same in the worst class of rate', 2.5, worstRate),
    atLeast('Precision', 0.97, mean.precision),
    atLeast('Recall, small', 0.8, bySize.small.recall),
    atLeast('Recall, medium', 0.95, bySize.medium.recall),
    atLeast('Recall, large', 0.98, bySize.large.recall),
    atLeast('Recall, huge', 0.98, bySize.huge.recall),
    atMost('Median delay, minutes', 7, mean.delayMedian),
    atMost('Median delay, large, minutes', 4, bySize.large.delayMedian),
    atMost('Median delay, huge, minutes', 2, bySize.huge.delayMedian),
    atMost('Median error of the end, minutes', 8, mean.endErrorMedian),
    atMost('Differences when series are cut off', 0, online.differences.length),
  ]
}

const atLeast = (name: string, limit: number, measured: number | null): Goal => ({
  name,
  wanted: `≥ ${limit}`,
  measured,
  holds: measured !== null && measured >= limit,
})

const atMost = (name: string, limit: number, measured: number | null): Goal => ({
  name,
  wanted: `≤ ${limit}`,
  measured,
  holds: measured !== null && measured <= limit,
})
