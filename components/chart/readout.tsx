import type { ReactNode } from 'react'
import type { BucketReading } from '#core/chart/chart-read.ts'
import type { ChartContext } from './context.ts'
import { countText, levelText, officialText, statusText } from './reading-text.ts'
import { Rich } from './rich.tsx'
import { spanText } from './time-labels.ts'

/** One bucket in words, docked above the plot where no thumb covers it; never empty, so nothing jumps. */
export function Readout({ context, reading }: { context: ChartContext; reading: BucketReading }): ReactNode {
  const { t } = context
  const { reporters, usual, alert } = reading
  return (
    <p className="chart-readout">
      <b>{spanText(context, reading.from, reading.to)}</b>
      {reporters !== null && (
        <span>
          <Rich t={t} message="chart.readout.reports" values={{ count: countText(t, reporters) }} />
          {reading.isCurrent && ` ${t('chart.readout.soFar')}`}
        </span>
      )}
      {reporters !== null && usual !== null && (
        <span>
          <Rich t={t} message="chart.readout.usual" values={{ usual: levelText(t, usual) }} />
        </span>
      )}
      {reporters !== null && alert !== null && (
        <span className="is-alert">
          <Rich t={t} message="chart.readout.alert" values={{ alert: levelText(t, alert) }} />
        </span>
      )}
      <span>{statusText(context, reading)}</span>
      {reading.official.length > 0 && (
        <span className="is-official">{officialText(t, reading.official)}</span>
      )}
    </p>
  )
}

/** The same beside the pointer, on the emptier side, never over the bucket it reads. Wide plots only. */
export function Tip(props: { context: ChartContext; reading: BucketReading; x: number }): ReactNode {
  const { context, reading, x } = props
  const { t } = context
  const side = x > 0.5 ? 'is-before' : 'is-after'
  return (
    <div className={`plot-tip ${side}`} style={{ left: `${x * 100}%` }} aria-hidden="true">
      <div className="tip-box" dir={t.locale === 'ar' ? 'rtl' : 'ltr'}>
        <b>{spanText(context, reading.from, reading.to)}</b>
        {reading.reporters !== null && (
          <span className="tip-row">
            <i className={`tip-dot is-${reading.status}`} />
            {t('chart.table.reports')}
            <b>{countText(t, reading.reporters)}</b>
          </span>
        )}
        {reading.usual !== null && (
          <span className="tip-row">
            <i className="tip-dash" />
            {t('chart.table.usual')}
            <b>{levelText(t, reading.usual)}</b>
          </span>
        )}
        <span className="tip-row">
          {statusText(context, reading)}
          {reading.isCurrent && `${t('chart.value.comma')}${t('chart.readout.soFar')}`}
        </span>
      </div>
    </div>
  )
}
