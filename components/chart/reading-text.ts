import type { BucketReading } from '#core/chart-read.ts'
import type { Status } from '#core/status.ts'
import { getNumberFormat, type Translator } from '#i18n/translate.ts'
import type { ChartContext } from './context.ts'
import { spanText } from './time-labels.ts'

/** "1,284" */
export const countText = (t: Translator, count: number): string => getNumberFormat(t.tag).format(count)

/** A level: whole from ten on, with one decimal below, where it still says something. */
export const levelText = (t: Translator, level: number): string =>
  getNumberFormat(t.tag, { maximumFractionDigits: level < 10 ? 1 : 0 }).format(level)

/** A bucket's status in words; a bucket without data says so. */
export const statusText = (t: Translator, status: Status | null): string =>
  t(`chart.status.${status ?? 'gap'}`)

/** A bucket in one spoken sentence: "14:30 to 14:45: 1,284 reports, usual 12, major problems". */
export function readingText(context: ChartContext, reading: BucketReading): string {
  const { t } = context
  const facts: string[] = []
  if (reading.reporters !== null) {
    facts.push(t('chart.value.reports', { count: reading.reporters }))
    if (reading.isCurrent) facts.push(t('chart.readout.soFar'))
    if (reading.usual !== null) facts.push(t('chart.value.usual', { usual: levelText(t, reading.usual) }))
    if (reading.alert !== null) facts.push(t('chart.value.alert', { alert: levelText(t, reading.alert) }))
  }
  facts.push(statusText(t, reading.status))
  for (const number of reading.official) facts.push(t('chart.value.official', { number }))
  return t('chart.value.all', {
    span: spanText(context, reading.from, reading.to),
    facts: facts.join(t('chart.value.comma')),
  })
}

/** "per 15 minutes" */
export const perText = (t: Translator, bucketMinutes: number): string =>
  bucketMinutes % 60 === 0
    ? t('chart.per.hours', { hours: bucketMinutes / 60 })
    : t('chart.per.minutes', { minutes: bucketMinutes })
