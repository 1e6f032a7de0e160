import type { ReactNode } from 'react'
import type { Series } from '#core/bucket.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'
import { durationText } from '#i18n/time.ts'
import type { ChartContext, ChartView } from './context.ts'
import { peakOf } from './peak.ts'
import { countText, levelText } from './reading-text.ts'
import { isToday, momentText } from './time-labels.ts'

/** In a range whose buckets are no quarter hours, of how long the peak is the count. */
function peakLabel(context: ChartContext, range: Series['range'], peak: ReturnType<typeof peakOf>): string {
  const { t } = context
  const name = t(`chart.peak.${range}`)
  if (peak === null) return name
  if (peak.isRunning) return t('chart.stats.peakNow', { peak: name })
  const key = isToday(context, peak.at) ? 'chart.stats.peakAt' : 'chart.stats.peakOn'
  return t(key, { peak: name, time: momentText(context, peak.at) })
}

/** The four figures above the plot: they keep the ordinary level readable when a spike flattens it. */
export function Figures(props: { context: ChartContext; view: ChartView; drawing: Drawing }): ReactNode {
  const { context, view, drawing } = props
  const { t, now } = context
  const { state } = view
  const peak = peakOf(context, view, drawing)
  const level = (value: number | null) =>
    value === null ? <small>{t('chart.stats.learning')}</small> : levelText(t, value)
  const { incident } = state
  const end = incident?.endedAt ? Date.parse(incident.endedAt) : now
  const last = incident
    ? {
        name: t('chart.stats.lasting'),
        value: durationText(t, end - Date.parse(incident.startedAt), 'tight'),
      }
    : { name: t('chart.stats.alert'), value: level(state.alert15m) }
  const figures = [
    { name: t('chart.stats.last15'), value: countText(t, state.reports15m) },
    { name: t('chart.stats.usual'), value: level(state.usual15m) },
    {
      name: peakLabel(context, view.series.range, peak),
      value: peak ? countText(t, peak.value) : <small>{t('chart.stats.none')}</small>,
    },
    last,
  ]
  return (
    <dl className="chart-figures">
      {figures.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
