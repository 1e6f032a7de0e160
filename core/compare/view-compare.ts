import type { Range, Series } from '../bucket.ts'
import type { ServiceCard, ServiceRow, ServiceView, StatusSpan } from '../view.ts'

/** The public view of services side by side. */

export interface CompareEntry {
  service: ServiceCard
  state: ServiceRow['state']
  series: Series
  /** Stretches of incidents inside the series. */
  spans: StatusSpan[]
  peak: ServiceView['peak']
  /** Incidents that began in the last 30 days; false alarms are none. */
  incidents30d: number
  /** Median over the incidents of 90 days with an official word; null: there was none. */
  medianLeadMinutes: number | null
}

/** Two services that rose at the same time, again and again. */
export interface SharedMoments {
  slugs: [string, string]
  times: number
}

export interface CompareView {
  at: string
  stale: boolean
  sample: boolean
  range: Range
  services: CompareEntry[]
  /** What was asked for and is not followed. */
  unknown: string[]
  /** Pairs whose incidents began within `sharedMinutes` of each other in `sharedDays`, most often first. */
  shared: SharedMoments[]
}

export const sharedMinutes = 2
export const sharedDays = 90
