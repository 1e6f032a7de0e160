import type { ReactNode } from 'react'
import type { Series } from '#core/bucket.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'
import type { Translator } from '#i18n/translate.ts'
import { levelText } from './reading-text.ts'

function Entry({ children, label }: { children: ReactNode; label: string }): ReactNode {
  return (
    <li>
      <svg viewBox="0 0 22 14" aria-hidden="true">
        {children}
      </svg>
      {label}
    </li>
  )
}

/** The meaning of each mark; marks that the chart does not have are not explained. */
export function Legend({
  t,
  series,
  drawing,
  alert15m,
}: {
  t: Translator
  series: Series
  drawing: Drawing
  /** The alert level of the last 15 minutes: what the figures and the method say, where the buckets are quarter hours. */
  alert15m: number | null
}): ReactNode {
  const drawn = series.alert.findLast((level) => level !== null)
  const alert = series.range === '24h' && drawn !== undefined ? (alert15m ?? drawn) : drawn
  const isLearning = series.usual.every((level) => level === null)
  const worst = drawing.told?.group.worst
  return (
    <ul className="chart-legend">
      <Entry label={t('chart.legend.reports')}>
        <path className="mark-line is-none" d="M0 10h7V4h8v6h7" />
      </Entry>
      {worst && (
        <Entry label={t('chart.legend.incident')}>
          <rect className={`mark-shade is-${worst}`} width="22" height="14" />
          <path className={`mark-rule is-${worst}`} d="M0 1.5h22" />
        </Entry>
      )}
      <Entry label={t(isLearning ? 'chart.legend.learning' : 'chart.legend.usual')}>
        <path className="mark-usual" d="M0 7h22" />
      </Entry>
      {typeof alert === 'number' && (
        <Entry label={t('chart.legend.alert', { alert: levelText(t, alert) })}>
          <rect className="mark-band" y="3" width="22" height="8" />
          <path className="mark-alert" d="M0 3h22" />
        </Entry>
      )}
      {drawing.markers.length > 0 && (
        <Entry label={t('chart.legend.official')}>
          <rect className="legend-flag" x="5" width="14" height="14" rx="2.5" />
        </Entry>
      )}
      {drawing.maintenance.length > 0 && (
        <Entry label={t('chart.legend.maintenance')}>
          <path className="hatch-maintenance" d="M0 7L7 0M5 14L19 0M15 14L22 7" />
        </Entry>
      )}
      {drawing.gaps.length > 0 && (
        <Entry label={t('chart.legend.gap')}>
          <path className="hatch-line" d="M0 7L7 0M5 14L19 0M15 14L22 7" />
        </Entry>
      )}
      {drawing.currentOutline && (
        <Entry label={t('chart.legend.current')}>
          <path className={`mark-current is-${drawing.currentOutline.status}`} d="M5 13V2h12v11" />
        </Entry>
      )}
    </ul>
  )
}
