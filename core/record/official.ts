import { minuteMs } from '../bucket.ts'
import type { Status } from '../status.ts'

/** The operator's own word on an incident. */
export const officialStages = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'maintenance',
] as const

export type OfficialStage = (typeof officialStages)[number]

/** What an operator says of an incident. */
type IncidentStage = Exclude<OfficialStage, 'maintenance'>

/** Planned work is announced, and confirms no outage. */
export const isConfirming = (stage: OfficialStage): stage is IncidentStage => stage !== 'maintenance'

/**
 * What the operator's last word on an open incident says beside our status, never instead of it: a word that all is over
 * contradicts us while we still see trouble, and agrees while reports fall.
 */
export function wordBeside(stage: IncidentStage, status: Status): 'confirms' | 'well' | 'over' {
  if (stage !== 'resolved') return 'confirms'
  return status === 'possible' || status === 'major' ? 'well' : 'over'
}

/** The hours that an operator named for planned work, ISO. */
export interface WorkHours {
  from: string
  until: string
}

/** So long before it begins, planned work is told on the page of its service. */
export const workAheadMs = 24 * 60 * minuteMs

/** An operator's word so long before our first signal still belongs to the incident. */
export const officialBeforeMs = 120 * minuteMs
