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

/** Planned work is announced, and confirms no outage. */
export const isConfirming = (stage: OfficialStage): boolean => stage !== 'maintenance'

/**
 * What the operator's last word on an open incident says beside our status, never instead of it: a word that all is over
 * contradicts us while we still see trouble, and agrees while reports fall.
 */
export function wordBeside(
  stage: OfficialStage,
  status: Status,
): 'maintenance' | 'confirms' | 'well' | 'over' {
  if (stage === 'maintenance') return stage
  if (stage !== 'resolved') return 'confirms'
  return status === 'possible' || status === 'major' ? 'well' : 'over'
}

/** An operator's word so long before our first signal still belongs to the incident. */
export const officialBeforeMs = 120 * minuteMs
