import type { ReactNode } from 'react'
import { type Range, rangeNames } from '#core/bucket.ts'
import { type ChartInput, type Drawing, drawChart } from '#core/chart/chart-draw.ts'
import { isTrouble } from '#core/status.ts'
import { zoneName } from '#i18n/time.ts'
import type { Translator } from '#i18n/translate.ts'
import { ChartTable } from './chart-table.tsx'
import type { ChartContext, ChartView } from './context.ts'
import { Figures } from './figures.tsx'
import { Legend } from './legend.tsx'
import { RangeTabs } from './range-tabs.tsx'
import { Reader } from './reader.tsx'
import { perText } from './reading-text.ts'
import { summaryText } from './summary.ts'

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
  /** Keeps the scale from shrinking between live updates (core/chart/chart-draw, holdMaximum). */
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
    maintenance: view.maintenance,
    now: Date.parse(props.now),
    zone: props.zone,
    // Too few reports to judge is not calm. Stale data show as a gap instead.
    calm: status === 'unknown' && unknownReason !== 'stale' ? 'unknown' : 'none',
    maximumAtLeast: props.maximumAtLeast,
  }
}

/** The running bucket wears the status that the page says, whatever else has touched it. */
function drawLive(input: ChartInput, { status }: ChartView['state']): Drawing {
  const drawing = drawChart(input)
  const { current, currentOutline } = drawing
  if (current === null || !isTrouble(status) || drawing.statuses[current] === null) return drawing
  return {
    ...drawing,
    statuses: drawing.statuses.with(current, status),
    currentOutline: currentOutline && { ...currentOutline, status },
  }
}

/** The lead that the record of the incident in the chart's notes states; undefined where there is no such record. */
function leadOfRecord({ incident, pastIncidents = [] }: ChartView, { told }: Drawing) {
  if (!told) return undefined
  const { from, to } = told.group
  const isTold = ({ startedAt, endedAt }: { startedAt: string; endedAt: string | null }) =>
    Date.parse(startedAt) <= to && (endedAt === null || Date.parse(endedAt) >= from)
  return [...(incident ? [incident] : []), ...pastIncidents].find(isTold)?.leadMinutes
}

/**
 * The report chart: title, ranges, four figures, reading line, plot, legend and table. Complete as plain markup;
 * in the browser the same markup comes alive. `t` is a function, so server components use ChartIsland instead.
 */
export function ReportChart(props: ReportChartProps): ReactNode {
  const { t, view, zone, rangeLinks, id = 'chart', hasFigures = true } = props
  const { series } = view
  const { incident } = view
  const now = Date.parse(props.now)
  const since = incident ? Date.parse(incident.startedAt) : now
  const context: ChartContext = { t, zone, now, confirmedFrom: incident?.confirmed ? since : undefined }
  const input = chartInput(props)
  const drawing = drawLive(input, view.state)
  const title = t(`chart.title.${series.range}`)
  const operator = incident?.service.operator.name[t.locale] ?? null
  return (
    <div className="report-chart">
      <div className="chart-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          <p className="chart-sub">
            <span>{t('chart.sub', { per: perText(t, series.bucketMinutes) })}</span>
            <span aria-hidden="true">{t('between')}</span>
            {/* Another zone is another name: its pieces must not be seen to move. A record's is that of its time. */}
            <span key={zone}>{zoneName(t, zone, series.range === 'incident' ? since : now)}</span>
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
        <Reader
          context={context}
          input={input}
          drawing={drawing}
          id={id}
          operator={operator}
          lead={leadOfRecord(view, drawing)}
        >
          <figcaption>
            <Legend t={t} series={series} drawing={drawing} alert15m={view.state.alert15m} />
          </figcaption>
        </Reader>
      </figure>
      <ChartTable context={context} series={series} drawing={drawing} title={title} />
    </div>
  )
}
