'use client'

import { type ReactNode, useMemo, useState } from 'react'
import type { ChartInput, Drawing } from '#core/chart/chart-draw.ts'
import type { Zoom } from '#core/chart/chart-zoom.ts'
import { useIsAlive } from '../use-alive.ts'
import type { ChartContext } from './context.ts'
import { Plot } from './plot.tsx'
import { Readout, Tip } from './readout.tsx'
import { momentText, spanText } from './time-labels.ts'
import { useExplorer } from './use-explorer.ts'
import { useReading } from './use-reading.ts'

/**
 * The plot and what reads it: one native range input over the drawing gives pointer, touch, keyboard, switch and
 * voice in one; script adds it, so without script there is no dead control. Exploring swaps the marks for Recharts.
 */
export function Reader(props: {
  context: ChartContext
  input: ChartInput
  /** The whole chart, drawn. */
  drawing: Drawing
  id: string
  operator: string | null
  lead?: number | null | undefined
  /** Stands under the plot: the legend. */
  children: ReactNode
}): ReactNode {
  const { context, input } = props
  const { t } = context
  const isAlive = useIsAlive()
  const explorer = useExplorer()
  const [zoom, setZoom] = useState<Zoom | null>(null)
  const [isOpen, setOpen] = useState(false)
  const { module } = explorer
  const part = useMemo(() => zoom && module?.zoomChart(input, zoom), [module, input, zoom])
  const { series, drawing } = part ?? { series: input.series, drawing: props.drawing }
  const { reading, input: range, isReading, isMouse, x } = useReading(context, series, drawing)

  const open = () => {
    setOpen(true)
    void explorer.load()
  }
  const close = () => {
    setOpen(false)
    setZoom(null)
  }

  return (
    <>
      <Readout context={context} reading={reading} />
      <div className="plot-frame" dir="ltr">
        <Plot
          context={context}
          drawing={drawing}
          id={props.id}
          operator={props.operator}
          lead={props.lead}
          marks={
            module && (
              <module.Explorer
                series={series}
                drawing={drawing}
                isWaiting={explorer.state !== 'drawn'}
                onDrawn={explorer.drawn}
              />
            )
          }
          isTakenOver={explorer.state === 'drawn'}
        >
          {isReading && <i className="plot-cursor" style={{ left: `${x * 100}%` }} />}
          {isReading && isMouse && <Tip context={context} reading={reading} x={x} />}
          {isAlive && <input className="plot-reader" {...range} />}
        </Plot>
      </div>
      {isOpen && module && (
        <module.ZoomBar
          series={input.series}
          zoom={zoom}
          onZoom={setZoom}
          timeText={(at) => momentText(context, at)}
          label={t('chart.explore.part', {
            span: spanText(context, drawing.from, drawing.from + drawing.buckets * drawing.bucketMs),
          })}
        />
      )}
      {props.children}
      {isAlive && (
        <div className={`chart-explore${isOpen ? ' is-open' : ''}`}>
          <button type="button" aria-expanded={isOpen} onClick={isOpen ? close : open}>
            {t(isOpen ? 'chart.explore.close' : 'chart.explore.open')}
          </button>
          {isOpen && (
            <p>
              {t(
                `chart.explore.${explorer.state === 'loading' ? 'loading' : explorer.state === 'failed' ? 'failed' : 'hint'}`,
              )}
            </p>
          )}
        </div>
      )}
    </>
  )
}
