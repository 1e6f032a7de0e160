import type { Desk } from './desk.ts'

export type TimeForm = 'time' | 'seconds' | 'moment' | 'stack' | 'date'

const needsNow = (form: TimeForm): boolean => form === 'moment' || form === 'stack'

/** The words of a time; `now` decides whether "yesterday" or a date is added, in a "stack" on a line of its own. */
export function timeText(desk: Desk, at: string, form: TimeForm, now = at): string {
  if (form === 'moment') return desk.clock.moment(at, now)
  if (form !== 'stack') return desk.clock[form](at)
  const time = desk.clock.time(at)
  return desk.clock
    .moment(at, now)
    .replace(time, `${time}\n`)
    .replace(/\n[,،]? ?/, '\n')
    .trim()
}

/**
 * A time in the page's zone. The script of static pages (local-times) and the live page put it into the
 * reader's zone after hydration; until then the zone is the one named on the page.
 */
export function Time({
  desk,
  at,
  form = 'time',
  now,
}: {
  desk: Desk
  at: string
  form?: TimeForm
  now?: string
}) {
  return (
    <time dateTime={at} data-form={form} data-now={needsNow(form) ? now : undefined} suppressHydrationWarning>
      {timeText(desk, at, form, now)}
    </time>
  )
}
