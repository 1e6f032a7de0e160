import type { ReactNode } from 'react'
import { type Range, rangeNames } from '#core/bucket.ts'
import { type ChartInput, drawChart } from '#core/chart-draw.ts'
import type { Translator } from '#i18n/translate.ts'
import { ChartTable } from './chart-table.tsx'
import type { ChartContext, ChartView } from './context.ts'
import { Figures } from './figures.tsx'
import { Legend } from './legend.tsx'
import { RangeTabs } from './range-tabs.tsx'
import { Reader } from './reader.tsx'
import { perText } from './reading-text.ts'
import { summaryText } from './summary.ts'
import { ZoneName } from './zone-name.tsx'

export interface ReportChartProps {
  t: Translator
  view: ChartView
  /** IANA time zone of the clock shown. */
  zone: string
  /** ISO time this is drawn for: the server's word (state.at or later), not the browser's clock. */
  now: string
  /** Address of each range; without them there are no tabs. */
  rangeLinks?: Partial<Record<Range, string>>
  /** Prefix of element ids, where a page shows more than one chart. */
  id?: string
  /** false where the page says the four figures itself. */
  hasFigures?: boolean
  /** Keeps the scale from shrinking between live updates (core/chart-draw, holdMaximum). */
  maximumAtLeast?: number
}

/** What the chart draws, out of the view that page, API and stream share. */
export function chartInput(
  props: Pick<ReportChartProps, 'view' | 'zone' | 'now' | 'maximumAtLeast'>,
): ChartInput {
  const { view } = props
  const { status, unknownReason } = view.state
  return {
    series: view.series,
    spans: view.spans,
    official: view.official,
    now: Date.parse(props.now),
    zone: props.zone,
    // Too few reports to judge is not calm. Stale data show as a gap instead.
    calm: status === 'unknown' && unknownReason !== 'stale' ? 'unknown' : 'none',
    maximumAtLeast: props.maximumAtLeast,
  }
}

/**
 * The report chart: title, ranges, four figures, reading line, plot, legend and table. Complete as plain markup;
 * in the browser the same markup comes alive. `t` is a function, so server components use ChartIsland instead.
 */
export function ReportChart(props: ReportChartProps): ReactNode {
  const { t, view, zone, rangeLinks, id = 'chart', hasFigures = true } = props
  const { series } = view
  const context: ChartContext = { t, zone, now: Date.parse(props.now) }
  const input = chartInput(props)
  const drawing = drawChart(input)
  const title = t(`chart.title.${series.range}`)
  const operator = view.incident?.service.operator.name[t.locale] ?? null
  return (
    <div className="report-chart">
      <div className="chart-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          <p className="chart-sub">
            <span>{t('chart.sub', { per: perText(t, series.bucketMinutes) })}</span>
            <span aria-hidden="true"> · </span>
            <span>
              <ZoneName {...context} />
            </span>
          </p>
        </div>
        {rangeLinks && rangeNames.some((range) => rangeLinks[range]) && (
          <RangeTabs context={context} view={view} links={rangeLinks} />
        )}
      </div>
      {hasFigures && <Figures context={context} view={view} drawing={drawing} />}
      <figure aria-labelledby={`${id}-title`} aria-describedby={`${id}-summary`}>
        <p className="chart-hidden" id={`${id}-summary`}>
          {summaryText(context, view, drawing)}
        </p>
        <Reader context={context} input={input} drawing={drawing} id={id} operator={operator}>
          <figcaption>
            <Legend t={t} series={series} drawing={drawing} />
          </figcaption>
        </Reader>
      </figure>
      <ChartTable context={context} series={series} drawing={drawing} title={title} />
    </div>
  )
}
