import type { Drawing } from '#core/chart/chart-draw.ts'
import { isTrouble } from '#core/status.ts'
import type { ChartContext, ChartView } from './context.ts'

interface Peak {
  at: number
  value: number
  /** It is the bucket still filling: there may be more to come. */
  isRunning: boolean
}

/**
 * The highest complete bucket; during an open incident what is being counted now, and in quarter hours its own highest
 * ones, where that is higher: nobody must read of a peak below what they see rise.
 */
export function peakOf({ now }: ChartContext, { series, state }: ChartView, drawing: Drawing): Peak | null {
  const drawn = drawing.peak && { ...drawing.peak, isRunning: false }
  const { incident } = state
  if (!incident || incident.endedAt || series.range === '1h' || series.range === 'incident') return drawn
  const isDay = series.range === '24h'
  const known =
    isDay && incident.peakAt
      ? { at: Date.parse(incident.peakAt), value: incident.peak15m, isRunning: false }
      : null
  const counted = Math.max(drawing.currentOutline?.value ?? 0, isDay ? state.reports15m : 0)
  const running = { at: now, value: isTrouble(state.status) ? counted : 0, isRunning: true }
  return [known, running].reduce<Peak | null>(
    (most, one) => (one && one.value > (most?.value ?? 0) ? one : most),
    drawn,
  )
}
