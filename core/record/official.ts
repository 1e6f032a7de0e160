import { minuteMs } from '../bucket.ts'

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

/** An operator's word so long before our first signal still belongs to the incident. */
export const officialBeforeMs = 120 * minuteMs
