/** The detector's published error figures (docs/scorecard.json), as pages and API show them. */

import { z } from 'zod'

const figure = z.number().nullable()
const found = z.object({ outages: z.number(), recall: figure, delayMedian: figure, delayP90: figure })
const alarms = z.object({ count: z.number(), perServiceYear: z.number() })

const card = z.object({
  /** 0 (finds nothing) to 100 (all at once, none false), and its standard error. */
  composite: z.number(),
  standardError: z.number(),
  recall: z.number(),
  precision: figure,
  falseAlarms: alarms,
  /** Minutes, as are all times. */
  delayMedian: figure,
  delayP90: figure,
  endErrorMedian: figure,
  bySize: z.object({ barely: found, small: found, medium: found, large: found, huge: found }),
  byMaturity: z.object({ mature: z.number(), young: z.number() }),
  falseAlarmsByRate: z.record(z.string(), alarms),
})

const schema = z.object({
  ruleVersion: z.string(),
  /** Commit after which the drawn seeds were named. */
  frozenAt: z.string(),
  /** Per seed. */
  services: z.number(),
  seeds: z.array(
    z.object({
      seed: z.string(),
      drawn: z.boolean(),
      composite: z.number(),
      standardError: z.number(),
      recall: z.number(),
      precision: figure,
      falseAlarms: alarms,
    }),
  ),
  mean: card,
  drawnMean: z.object({ composite: z.number(), standardError: z.number() }).nullable(),
  /** With the gates of breadth on, each reporter taken for a network of their own. */
  withBreadth: card,
  anchors: z.array(
    z.object({
      title: z.string(),
      source: z.string(),
      default: z.object({ composite: z.number(), falseAlarmsPerYear: z.number() }),
      tuned: z.object({ composite: z.number(), falseAlarmsPerYear: z.number() }),
    }),
  ),
  goals: z.array(z.object({ name: z.string(), wanted: z.string(), measured: figure, holds: z.boolean() })),
})

export type ScorecardFigures = z.infer<typeof schema>

/** The figures of the file; what only its readers need is left out. Throws ZodError on anything else. */
export const readScorecard = (json: unknown): ScorecardFigures => schema.parse(json)

/** False alarms per service-year in the class of services that has most of them. */
export const worstFalseAlarms = ({ mean }: ScorecardFigures): number =>
  Math.max(...Object.values(mean.falseAlarmsByRate).map((one) => one.perServiceYear))

/** The best of the other detectors at the point tuned for this very score. */
export const bestAnchor = ({ anchors }: ScorecardFigures): ScorecardFigures['anchors'][number] | null =>
  anchors.toSorted((a, b) => b.tuned.composite - a.tuned.composite)[0] ?? null
