import type { ReactNode } from 'react'
import type { Line } from '#i18n/verdict.ts'
import type { Desk } from './desk.ts'
import { plain, say, timeTag } from './say.tsx'

/** A line drawn, its moment as a <time>; `now` decides whether "yesterday" is added. */
export function sayLine(desk: Desk, line: Line, now: string): ReactNode {
  return say(desk.t, line.key, {
    ...line.values,
    t: '',
    ...(line.at && { at: timeTag(desk, line.at, 'moment', now) }),
  })
}

/** A line as bare text. */
export const plainLine = (desk: Desk, line: Line, now: string): string =>
  plain(desk.t, line.key, { ...line.values, t: line.at ? desk.clock.moment(line.at, now) : '' })
