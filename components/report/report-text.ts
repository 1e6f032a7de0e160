import type { ReactNode } from 'react'
import type { PersonalKind } from '#core/report/personal-data.ts'
import type { Desk } from '../desk.ts'
import { say, timeTag } from '../say.tsx'

const hiddenWords: Record<PersonalKind, string> = {
  link: 'report.hidLink',
  email: 'report.hidEmail',
  card: 'report.hidCard',
  phone: 'report.hidPhone',
  ip: 'report.hidIp',
  number: 'report.hidNumber',
}

/** "We hid a phone number." for each kind. */
export const sayHidden = ({ t }: Desk, hidden: PersonalKind[]): string =>
  hidden.map((kind) => t(hiddenWords[kind])).join(' ')

/** "Already counted at 14:41." */
export const sayCounted = (desk: Desk, countedAt: string | null, now: string): ReactNode =>
  countedAt
    ? say(desk.t, 'report.dup', { t: '', at: timeTag(desk, countedAt, 'moment', now) })
    : desk.t('report.dupNoTime')

/** Title and second line of the panels that say one thing and lead back. */
export const plainPanels = {
  busy: ['report.busy', 'report.busyWhy', 'report.back'],
  slow: ['report.slow', null, 'report.back'],
  invalid: ['report.invalid', null, 'report.back'],
  undone: ['report.undone', null, 'report.again'],
  gone: ['report.undoGone', null, 'report.back'],
  works: ['works.said', 'works.saidWhy', 'report.back'],
  flagged: ['note.flagged', null, 'report.back'],
  paused: ['service.paused', 'report.pausedNote', null],
} as const satisfies Record<string, readonly [string, string | null, string | null]>

export const isGoodNews = (at: string): boolean => ['undone', 'works', 'flagged'].includes(at)
