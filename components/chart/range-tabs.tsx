import type { ReactNode } from 'react'
import { minuteMs, type Range, rangeNames } from '#core/bucket.ts'
import { isTrouble } from '#core/status.ts'
import type { ChartContext, ChartView } from './context.ts'

/** The ranges as plain links: they work without script and can be shared. */
export function RangeTabs(props: {
  context: ChartContext
  view: ChartView
  links: Partial<Record<Range, string>>
}): ReactNode {
  const { context, view, links } = props
  const { t, now } = context
  const { incident, status } = view.state
  // A young incident is a sliver of the day; the hour shows it well.
  const isYoung =
    incident !== null && isTrouble(status) && now - Date.parse(incident.startedAt) < 60 * minuteMs
  return (
    <nav className="chart-ranges" aria-label={t('chart.range.label')}>
      {rangeNames.map(
        (range) =>
          links[range] && (
            <a key={range} href={links[range]} aria-current={range === view.series.range || undefined}>
              <span>
                {t(`chart.range.${range}`)}
                {isYoung && range === '1h' && (
                  <>
                    <i className={`range-mark is-${status}`} />
                    <span className="chart-hidden"> {t('chart.range.incident')}</span>
                  </>
                )}
              </span>
            </a>
          ),
      )}
    </nav>
  )
}
