import type { Series } from '../bucket.ts'
import type { ServiceCard, StatusSpan } from '../view.ts'
import type { Rule } from './rule.ts'

/** One service's last two weeks under other thresholds, as page and API show it. Times are ISO, UTC. */
export interface PlaygroundView {
  service: ServiceCard
  from: string
  to: string
  /** The rule that was played, and the one in force. */
  rule: Rule
  inForce: Rule
  counts: { incidents: number; fresh: number; lost: number }
  /** What would have fired, oldest first. */
  played: PlayedView[]
  /** What did, and whether it would have been missed. */
  real: RealView[]
  /** Stretches by status of what would have fired, and of what did. */
  spans: { played: StatusSpan[]; real: StatusSpan[] }
  /** Reports by the hour, with the usual level and the alert level of the rule that was played. */
  series: Series
  data: {
    /** Minutes with reports, and those of them of which it is known from how many networks they came. */
    minutes: number
    networksKnown: number
    /** Minutes of which only the quarter of an hour is known. */
    spread: number
  }
}

export interface PlayedView {
  startedAt: string
  detectedAt: string
  endedAt: string | null
  worst: 'possible' | 'major'
  /** There was no such incident. */
  isNew: boolean
}

export interface RealView {
  id: string
  startedAt: string
  endedAt: string | null
  worst: 'possible' | 'major'
  isLost: boolean
}
