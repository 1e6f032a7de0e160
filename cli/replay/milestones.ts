import { minuteMs } from '#core/bucket.ts'
import type { Status } from '#core/status.ts'

/** When a service was first said to have possible and major problems, and when it last recovered and was over; ms. */
export interface Milestones {
  /** First word of trouble: the moment of "major" where the rule went straight there. */
  possible: number | null
  major: number | null
  recovering: number | null
  none: number | null
}

/** In the order in which they come. */
export const milestoneNames = ['possible', 'major', 'recovering', 'none'] as const

/** Sums up changes of status, given in order of time. */
export function milestonesOf(changes: { at: number; to: Status }[]): Milestones {
  const first = (...statuses: Status[]) => changes.find(({ to }) => statuses.includes(to))?.at ?? null
  const last = (status: Status) => changes.findLast(({ to }) => to === status)?.at ?? null
  return {
    possible: first('possible', 'major'),
    major: first('major'),
    recovering: last('recovering'),
    none: last('none'),
  }
}

/** Whole minutes from one moment to the other; null if one of them is missing. */
export const minutesBetween = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.round((to - from) / minuteMs)
