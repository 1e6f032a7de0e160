import type { Desk } from './desk.ts'

export type TimeForm = 'time' | 'seconds' | 'moment' | 'date'

/** The words of a time; `now` decides whether "yesterday" or a date is added. */
export const timeText = (desk: Desk, at: string, form: TimeForm, now = at): string =>
  form === 'moment' ? desk.clock.moment(at, now) : desk.clock[form](at)

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
    <time
      dateTime={at}
      data-form={form}
      data-now={form === 'moment' ? now : undefined}
      suppressHydrationWarning
    >
      {timeText(desk, at, form, now)}
    </time>
  )
}
