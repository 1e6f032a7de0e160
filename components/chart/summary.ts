import type { Drawing } from '#core/chart/chart-draw.ts'
import type { ChartContext, ChartView } from './context.ts'
import { peakOf } from './peak.ts'
import { countText, levelText, perText } from './reading-text.ts'
import { momentText, spanText } from './time-labels.ts'

/** The chart in a few sentences, for those who do not see it. */
export function summaryText(context: ChartContext, view: ChartView, drawing: Drawing): string {
  const { t, now } = context
  const { series, state } = view
  const end = drawing.from + drawing.buckets * drawing.bucketMs
  const moment = (at: number) => momentText(context, at)
  const isLive = drawing.current !== null
  const sentences = [
    t(isLive ? 'chart.summary.live' : 'chart.summary.past', {
      from: moment(drawing.from),
      to: moment(isLive ? now : end),
    }),
  ]
  const usual = series.usual.filter((level) => level !== null)
  if (usual.length > 0) {
    const low = levelText(t, Math.min(...usual))
    const high = levelText(t, Math.max(...usual))
    const per = perText(t, series.bucketMinutes)
    sentences.push(
      low === high
        ? t('chart.summary.usualFlat', { usual: low, per })
        : t('chart.summary.usual', { low, high, per }),
    )
  }
  for (const group of drawing.groups) {
    const isOpen = isLive && group.to >= now
    const from = moment(group.from)
    sentences.push(
      isOpen
        ? t('chart.summary.incidentOpen', { from })
        : t('chart.summary.incident', { from, to: moment(group.to) }),
    )
  }
  for (const gap of drawing.gaps)
    sentences.push(
      t('chart.summary.gap', {
        span: spanText(
          context,
          drawing.from + gap.first * drawing.bucketMs,
          drawing.from + gap.end * drawing.bucketMs,
        ),
      }),
    )
  const peak = peakOf(context, view, drawing)
  // One that is still rising is what the last sentence says.
  if (peak && !peak.isRunning)
    sentences.push(t('chart.summary.peak', { count: countText(t, peak.value), time: moment(peak.at) }))
  if (isLive) sentences.push(t('chart.summary.now', { count: countText(t, state.reports15m) }))
  return sentences.join(' ')
}
