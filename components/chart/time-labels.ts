import { daysAgo } from '#core/chart/chart-zone.ts'
import { getDateTimeFormat } from '#i18n/translate.ts'
import type { ChartContext } from './context.ts'

/** How a chart writes moments, spans and lengths of time. */

const dayMs = 86_400_000

const part = ({ t, zone }: ChartContext, at: number, options: Intl.DateTimeFormatOptions): string =>
  getDateTimeFormat(t.tag, { ...options, timeZone: zone }).format(at)

/** "14:46" */
export const clockText = (context: ChartContext, at: number): string =>
  part(context, at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** "Tuesday" */
export const weekdayText = (context: ChartContext, at: number): string =>
  part(context, at, { weekday: 'long' })

/** "17 March": day first in both languages; under an axis the month is short where the language has a short form. */
export const dateText = (context: ChartContext, at: number, month: 'long' | 'short' = 'long'): string =>
  context.t('chart.moment.date', {
    day: part(context, at, { day: 'numeric' }),
    month: part(context, at, { month }),
  })

const dayText = (context: ChartContext, at: number): string =>
  daysAgo(at, context.now, context.zone) < 7 ? weekdayText(context, at) : dateText(context, at)

/** A moment with as much of its day as is needed: "14:46", "14:45 yesterday", "10 March, 14:45". */
export function momentText(context: ChartContext, at: number): string {
  const time = clockText(context, at)
  const days = daysAgo(at, context.now, context.zone)
  if (days === 0) return time
  if (days === 1) return context.t('chart.moment.yesterday', { time })
  return context.t('chart.moment.dateTime', { date: dayText(context, at), time })
}

/** Is the moment today, so that a bare time says it all? */
export const isToday = (context: ChartContext, at: number): boolean =>
  daysAgo(at, context.now, context.zone) === 0

/** "14:30 to 14:45", with the day where it is not today. */
export function spanText(context: ChartContext, from: number, to: number): string {
  const { t } = context
  const days = daysAgo(from, context.now, context.zone)
  const isOneDay = to - from <= dayMs && daysAgo(from, to - 1, context.zone) === 0
  if (!isOneDay) return t('chart.span.days', { from: momentText(context, from), to: momentText(context, to) })
  const times = { from: clockText(context, from), to: clockText(context, to) }
  if (days === 0) return t('chart.span.time', times)
  if (days === 1) return t('chart.span.yesterday', times)
  return t('chart.span.day', { day: dayText(context, from), ...times })
}
