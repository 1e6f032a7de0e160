/** What the crowd's reports say of a service. A crowd cannot know "up", so there is no such word. */
export const statuses = ['none', 'possible', 'major', 'recovering', 'unknown'] as const

export type Status = (typeof statuses)[number]

/** Statuses in which an incident is open. */
export const isTrouble = (status: Status): boolean =>
  status === 'possible' || status === 'major' || status === 'recovering'

/** Why nothing can be said: too few reports to judge, a service too young, no fresh data, or none ever more. */
export type UnknownReason = 'few' | 'young' | 'stale' | 'closed'

/** How loud a status is in a list: the higher, the nearer the top. */
export const severity: Record<Status, number> = {
  major: 3,
  possible: 2,
  recovering: 1,
  none: 0,
  unknown: 0,
}
