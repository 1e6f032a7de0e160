'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Area, Brush, ComposedChart, Line, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts'
import { minuteMs, type Series } from '#core/bucket.ts'
import type { Drawing } from '#core/chart-draw.ts'
import type { Zoom } from '#core/chart-read.ts'
import type { Status } from '#core/status.ts'
import { explorerRows, type Row } from './explorer-rows.ts'

/**
 * Recharts in the box of the server's plot: same scale, same marks, same colours, no animation. It draws marks
 * only; labels, reading and keyboard stay with the page. Loaded on demand, never in the first script.
 */

/** Width and height of the element's box, px, followed as it changes. */
function useBox() {
  const element = useRef<HTMLDivElement>(null)
  const [box, setBox] = useState({ width: 0, height: 0 })
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setBox({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return { element, ...box }
}

const lineColour = (status: Status): string => (status === 'none' ? 'var(--series)' : `var(--${status})`)

const noMargin = { top: 0, right: 0, bottom: 0, left: 0 }

const still = { isAnimationActive: false, dot: false, activeDot: false, type: 'stepAfter' } as const

function marks(drawing: Drawing): ReactNode {
  const { maximum, buckets, current } = drawing
  const shades = drawing.groups.flatMap((group) => group.shades)
  const calmFill = { fill: 'var(--series-fill)', fillOpacity: 1 }
  return (
    <>
      <Area
        {...still}
        dataKey={(row: Row) => row.band}
        stroke="none"
        fill="var(--band)"
        fillOpacity={1}
        zIndex={-90}
      />
      {shades.map(({ status, x, width }) => (
        <ReferenceArea
          key={`shade${x}`}
          x1={x}
          x2={x + width}
          y1={0}
          y2={maximum}
          fill={`var(--${status}-t)`}
          fillOpacity={1}
          zIndex={-80}
        />
      ))}
      {drawing.yTicks.slice(1).map((tick) => (
        <ReferenceLine key={`grid${tick}`} y={tick} stroke="var(--rule)" zIndex={-70} />
      ))}
      {drawing.segments.map(({ status, first }, index) => (
        <Area
          key={`area${first}`}
          {...still}
          dataKey={(row: Row) => row.lines[index]}
          stroke="none"
          {...(status === 'none' ? calmFill : { fill: `var(--${status})`, fillOpacity: 0.2 })}
          zIndex={10}
        />
      ))}
      <Line
        {...still}
        dataKey={(row: Row) => row.band}
        stroke="var(--baseline)"
        strokeWidth={1}
        zIndex={20}
      />
      <Line
        {...still}
        dataKey={(row: Row) => row.usual}
        stroke="var(--baseline)"
        strokeWidth={1.2}
        strokeDasharray="4 3"
        zIndex={30}
      />
      {drawing.segments.map(({ status, first }, index) => (
        <Line
          key={`line${first}`}
          {...still}
          dataKey={(row: Row) => row.lines[index]}
          stroke={lineColour(status)}
          strokeWidth={status === 'none' ? 1.6 : 2}
          zIndex={40}
        />
      ))}
      {current !== null && drawing.currentOutline && (
        <ReferenceArea
          x1={current}
          x2={buckets}
          y1={0}
          y2={drawing.currentOutline.value}
          fill="none"
          stroke={lineColour(drawing.currentOutline.status)}
          strokeWidth={1.2}
          strokeDasharray="2 2"
          zIndex={50}
        />
      )}
      {shades.map(({ status, x, width }) => (
        <ReferenceLine
          key={`rule${x}`}
          segment={[
            { x, y: maximum },
            { x: x + width, y: maximum },
          ]}
          stroke={`var(--${status})`}
          strokeWidth={3}
          zIndex={60}
        />
      ))}
      {drawing.markers.map(({ number, x }) => (
        <ReferenceLine
          key={`official${number}`}
          x={x * buckets}
          stroke="var(--accent)"
          strokeDasharray="3 3"
          zIndex={70}
        />
      ))}
      <ReferenceLine y={0} stroke="var(--ink)" strokeWidth={1.2} zIndex={80} />
      {drawing.nowX !== null && <ReferenceLine x={drawing.nowX} stroke="var(--ink)" zIndex={90} />}
    </>
  )
}

/** The marks of a plot, drawn by Recharts; `onDrawn` tells when they stand, so that nothing flashes. */
export function Explorer(props: {
  series: Series
  drawing: Drawing
  isWaiting: boolean
  onDrawn: () => void
}): ReactNode {
  const { series, drawing, isWaiting, onDrawn } = props
  const { element, width, height } = useBox()
  const rows = useMemo(() => explorerRows(series, drawing), [series, drawing])

  useEffect(() => {
    if (!isWaiting || width === 0) return
    // Recharts settles its scales after the first commit; two frames later the curves are in the page.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(onDrawn)
    })
    return () => cancelAnimationFrame(frame)
  }, [isWaiting, width, onDrawn])

  return (
    <div ref={element} className={`plot-explorer${isWaiting ? ' is-waiting' : ''}`} aria-hidden="true">
      {width > 0 && (
        <ComposedChart
          width={width}
          height={height}
          data={rows}
          margin={noMargin}
          accessibilityLayer={false}
          tabIndex={-1}
        >
          <XAxis hide type="number" dataKey="x" domain={[0, drawing.buckets]} allowDataOverflow />
          <YAxis hide type="number" domain={[0, drawing.maximum]} allowDataOverflow />
          {marks(drawing)}
        </ComposedChart>
      )}
    </div>
  )
}

const barHeight = 44

/** The whole series in small, with two handles: what lies between them is shown large. */
export function ZoomBar(props: {
  series: Series
  zoom: Zoom | null
  onZoom: (zoom: Zoom | null) => void
  /** Says a span of time, for the texts at the handles. */
  timeText: (at: number) => string
  label: string
}): ReactNode {
  const { series, onZoom } = props
  const { element, width } = useBox()
  const from = Date.parse(series.from)
  const bucketMs = series.bucketMinutes * minuteMs
  const rows = useMemo(
    () => series.reporters.map((reporters, index) => ({ index, reporters })),
    [series.reporters],
  )
  const change = ({ startIndex = 0, endIndex = rows.length - 1 }) => {
    const isWhole = startIndex === 0 && endIndex === rows.length - 1
    onZoom(isWhole ? null : { from: from + startIndex * bucketMs, to: from + (endIndex + 1) * bucketMs })
  }
  return (
    <div ref={element} className="zoom-bar" dir="ltr">
      {width > 0 && (
        <ComposedChart
          width={width}
          height={barHeight}
          data={rows}
          margin={noMargin}
          accessibilityLayer={false}
        >
          <YAxis hide domain={[0, 'dataMax']} />
          <Brush
            dataKey="index"
            height={barHeight}
            y={0}
            travellerWidth={14}
            fill="var(--bg)"
            stroke="var(--control)"
            ariaLabel={props.label}
            tickFormatter={(index: number) => props.timeText(from + index * bucketMs)}
            onChange={change}
          >
            <ComposedChart>
              <YAxis hide domain={[0, 'dataMax']} />
              <Area
                {...still}
                dataKey="reporters"
                stroke="var(--series)"
                fill="var(--series-fill)"
                fillOpacity={1}
              />
            </ComposedChart>
          </Brush>
        </ComposedChart>
      )}
    </div>
  )
}
