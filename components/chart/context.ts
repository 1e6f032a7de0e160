import type { WorkHours } from '#core/record/official.ts'
import type { ServiceView } from '#core/view.ts'
import type { Translator } from '#i18n/translate.ts'

/** The part of a service's public view that a chart shows. */
export type ChartView = Pick<ServiceView, 'series' | 'spans' | 'official' | 'peak' | 'state' | 'incident'> &
  Partial<Pick<ServiceView, 'pastIncidents'>> & {
    /** Announced work. */
    maintenance?: readonly WorkHours[] | undefined
  }

/** What every piece of a chart needs to write: words, the zone of its clock, and the moment it is drawn for. */
export interface ChartContext {
  t: Translator
  /** IANA time zone. */
  zone: string
  /** Ms since the epoch. */
  now: number
  /** Ms; from here on the operator's own word confirms the incident, so its statuses are worded as fact. */
  confirmedFrom?: number | undefined
}
