import type { BucketReading } from '#core/chart/chart-read.ts'
import { getNumberFormat, type Translator } from '#i18n/translate.ts'
import { usualBeside } from '#i18n/verdict.ts'
import type { ChartContext } from './context.ts'
import { spanText } from './time-labels.ts'

/** "1,284" */
export const countText = (t: Translator, count: number): string => getNumberFormat(t.tag).format(count)

/** A level in people; one below a single person says so, for "0" would claim that nobody ever reports. */
export const levelText = (t: Translator, level: number): string =>
  level > 0 && level < 1 ? t('chart.value.under') : countText(t, usualBeside(level))

/** A bucket's status in words, as fact only where the operator agrees; a bucket without data says so. */
export function statusText({ t, confirmedFrom }: ChartContext, { status, to }: BucketReading): string {
  const isFact = confirmedFrom !== undefined && to > confirmedFrom
  return isFact && (status === 'major' || status === 'recovering')
    ? t(`chart.status.confirmed.${status}`)
    : t(`chart.status.${status ?? 'gap'}`)
}

/** "Official updates 1, 2" */
export const officialText = (t: Translator, numbers: number[]): string =>
  t('chart.readout.official', { count: numbers.length, numbers: numbers.join(t('chart.value.comma')) })

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
  facts.push(statusText(context, reading))
  if (reading.official.length > 0) facts.push(officialText(t, reading.official))
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
