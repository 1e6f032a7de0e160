/** The operator's own word on an incident. */
export const officialStages = [
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'maintenance',
] as const

export type OfficialStage = (typeof officialStages)[number]
