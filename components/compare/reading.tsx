import type { ReactNode } from 'react'
import { minuteMs, type Range } from '#core/bucket.ts'
import type { Locale } from '#core/locale.ts'
import { getNumberFormat, type Messages } from '#i18n/translate.ts'
import type { ChartContext } from '../chart/context.ts'
import { spanText } from '../chart/time-labels.ts'
import type { Unit } from './unit.ts'

/** All plots of a comparison as numbers: what one reader reads. */
export interface Compared {
  range: Range
  /** Start of the first bucket, ms. */
  from: number
  bucketMinutes: number
  buckets: number
  /** The bucket read while nobody reads. */
  rest: number
  unit: Unit
  rows: { slug: string; name: string; values: (number | null)[] }[]
}

/** What the reader in the browser is given. */
export interface ComparedGiven {
  locale: Locale
  words: Messages
  /** Of the plots' time axis. */
  zone: string
  /** Ms: the moment the plots were drawn for. */
  now: number
  compared: Compared
}

/** "14:30 to 14:45" of a bucket. */
function bucketText(context: ChartContext, { from, bucketMinutes }: Compared, index: number): string {
  const ms = bucketMinutes * minuteMs
  return spanText(context, from + index * ms, from + (index + 1) * ms)
}

/** One plot's value in words. */
function valueText({ t }: ChartContext, unit: Unit, value: number | null): string {
  if (value === null) return t('compare.noValue')
  if (unit === 'reports') return t('chart.value.reports', { count: value })
  return t('compare.times', { x: getNumberFormat(t.tag).format(value < 10 ? value : Math.round(value)) })
}

/** The bucket still filling: it holds less than it will, and less than the last 15 minutes. */
const isRunning = ({ buckets }: Compared, index: number): boolean => index === buckets - 1

/** A bucket of all plots in one spoken sentence. */
export function comparedText(context: ChartContext, compared: Compared, index: number): string {
  const { t } = context
  const facts = compared.rows.map(
    ({ name, values }) => `${name} ${valueText(context, compared.unit, values[index] ?? null)}`,
  )
  if (isRunning(compared, index)) facts.unshift(t('chart.readout.soFar'))
  return t('chart.value.all', {
    span: bucketText(context, compared, index),
    facts: facts.join(t('chart.value.comma')),
  })
}

/** The same to be seen, above the plots. */
export function ComparedReadout({
  context,
  compared,
  index,
}: {
  context: ChartContext
  compared: Compared
  index: number
}): ReactNode {
  return (
    <p className="chart-readout">
      <span>
        <b>{bucketText(context, compared, index)}</b>
        {isRunning(compared, index) && ` ${context.t('chart.readout.soFar')}`}
      </span>
      {compared.rows.map(({ slug, name, values }) => (
        <span key={slug}>
          <bdi>{name}</bdi> <b>{valueText(context, compared.unit, values[index] ?? null)}</b>
        </span>
      ))}
    </p>
  )
}
