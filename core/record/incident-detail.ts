import type { Series } from '../bucket.ts'
import type { Text } from '../locale.ts'
import type { ProblemSlug } from '../report/report.ts'
import type { IncidentRow, IncidentView } from '../view.ts'
import type { LogEntry } from './incident-log.ts'
import type { IncidentPlace } from './incident-places.ts'
import type { Strip } from './incident-strips.ts'

/** A dated word on a published record: what is put right, never by changing what was said. */
export interface Correction {
  at: string
  text: Text
}

/** So many characters a correction has in each language at most. */
export const longestCorrection = 1_000

/** An incident's permanent record, whole: what its page shows and what `GET /api/v1/incidents/{id}` answers. */
export interface IncidentDetail extends IncidentView {
  series: Series
  /** Reporters by kind, in the buckets of the series; they add up to them. */
  strips: Strip[]
  /** Countries with at least five people. */
  places: IncidentPlace[]
  /** The moment of the peak: what had been said by then, and the hour before it. null: no peak yet. */
  atPeak: {
    at: string
    said: LogEntry | null
    problems: { problem: ProblemSlug | null; reporters: number }[]
    places: { country: string; reporters: number }[]
  } | null
  /** Incidents of other services that began within an hour of this one. */
  also: IncidentRow[]
  corrections: Correction[]
  /** The larger incident that this one is told as a part of. */
  mergedInto: IncidentRow | null
  /** Incidents told as parts of this one. */
  parts: IncidentRow[]
  /** Its numbers do not change any more: it is over, and its minutes are kept for good. */
  isFinal: boolean
}
