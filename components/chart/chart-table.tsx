import type { ReactNode } from 'react'
import type { Series } from '#core/bucket.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'
import { readBucket } from '#core/chart/chart-read.ts'
import type { ChartContext } from './context.ts'
import { countText, levelText, statusText } from './reading-text.ts'
import { spanText } from './time-labels.ts'

interface Props {
  context: ChartContext
  series: Series
  drawing: Drawing
  title: string
}

function Rows({ context, series, drawing }: Omit<Props, 'title'>) {
  const { t } = context
  const level = (value: number | null) => (value === null ? '–' : levelText(t, value))
  return Array.from({ length: drawing.buckets }, (_, back) => {
    const reading = readBucket(series, drawing, drawing.buckets - 1 - back)
    const { reporters } = reading
    return (
      <tr key={reading.from}>
        <th scope="row">{spanText(context, reading.from, reading.to)}</th>
        <td>
          {reporters === null ? '–' : countText(t, reporters)}
          {reading.isCurrent && reporters !== null && ` ${t('chart.readout.soFar')}`}
        </td>
        <td>{level(reading.usual)}</td>
        <td>{level(reading.alert)}</td>
        <td>{statusText(context, reading)}</td>
      </tr>
    )
  })
}

const columns = ['time', 'reports', 'usual', 'alert', 'status'] as const

/** The same numbers as words and figures, newest first. */
export function ChartTable(props: Props): ReactNode {
  const { context, title } = props
  const { t } = context
  return (
    <details className="chart-table">
      <summary>
        <span>{t('chart.table.open')}</span>
      </summary>
      {/* Scrolls by itself, so the keyboard must be able to reach it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region takes focus */}
      <section className="chart-table-scroll" tabIndex={0} aria-label={title}>
        <table>
          <caption className="chart-hidden">{title}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`chart.table.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Rows context={context} series={props.series} drawing={props.drawing} />
          </tbody>
        </table>
      </section>
    </details>
  )
}
