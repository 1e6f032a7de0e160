'use client'

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Area, Brush, ComposedChart, Line, XAxis, YAxis, ZIndexLayer } from 'recharts'
import { minuteMs, type Series } from '#core/bucket.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'
import type { Zoom } from '#core/chart/chart-zoom.ts'
import type { Status } from '#core/status.ts'
import { explorerRows, type Row } from './explorer-rows.ts'

// Only those who explore zoom.
export { zoomChart } from '#core/chart/chart-zoom.ts'

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

/** Shading and gridlines: what stands behind the curves. Plain SVG in the chart's own pixels. */
function Behind({ drawing, width, height }: { drawing: Drawing; width: number; height: number }): ReactNode {
  const px = (x: number) => (x / drawing.buckets) * width
  return (
    <g>
      {drawing.groups.flatMap(({ shades }) =>
        shades.map((shade) => (
          <rect
            key={shade.x}
            className={`mark-shade is-${shade.status}`}
            x={px(shade.x)}
            width={px(shade.width)}
            height={height}
          />
        )),
      )}
      {drawing.yTicks.slice(1).map((tick) => (
        <path
          key={tick}
          className="mark-grid"
          d={`M0 ${height - (tick / drawing.maximum) * height}h${width}`}
        />
      ))}
    </g>
  )
}

/**
 * The curves. Recharts loses a layer whose members all change at once, so every layer (zIndex) has one that stays:
 * band, alert level, usual.
 */
function curves(drawing: Drawing): ReactNode {
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
        zIndex={10}
      />
      <Line
        {...still}
        dataKey={(row: Row) => row.usual}
        stroke="var(--baseline)"
        strokeWidth={1.2}
        strokeDasharray="4 3"
        zIndex={20}
      />
      {drawing.segments.map(({ status, first }, index) => (
        <Line
          key={`line${first}`}
          {...still}
          dataKey={(row: Row) => row.lines[index]}
          stroke={lineColour(status)}
          strokeWidth={status === 'none' ? 1.6 : 2}
          zIndex={20}
        />
      ))}
    </>
  )
}

/** Current bucket, rules of incidents, official updates, axis and now: what stands before the curves. */
function Before({ drawing, width, height }: { drawing: Drawing; width: number; height: number }): ReactNode {
  const { current, currentOutline: outline, nowX } = drawing
  const px = (x: number) => (x / drawing.buckets) * width
  const top = outline ? height - (outline.value / drawing.maximum) * height : height
  return (
    <g>
      {outline && current !== null && (
        <path
          className={`mark-current is-${outline.status}`}
          d={`M${px(current)} ${height}V${top}H${width}V${height}`}
        />
      )}
      {drawing.groups.flatMap(({ shades }) =>
        shades.map(({ status, x, width: length }) => (
          <path key={x} className={`mark-rule is-${status}`} d={`M${px(x)} 0h${px(length)}`} />
        )),
      )}
      {drawing.markers.map(({ number, x }) => (
        <path key={number} className="mark-official" d={`M${x * width} ${height}V0`} />
      ))}
      <path className="mark-axis" d={`M0 ${height}h${width}`} />
      {nowX !== null && <path className="mark-now" d={`M${px(nowX)} ${height}V0`} />}
    </g>
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
        <ComposedChart width={width} height={height} data={rows} margin={noMargin} accessibilityLayer={false}>
          <XAxis hide type="number" dataKey="x" domain={[0, drawing.buckets]} allowDataOverflow />
          <YAxis hide type="number" domain={[0, drawing.maximum]} allowDataOverflow />
          <Behind drawing={drawing} width={width} height={height} />
          {curves(drawing)}
          <ZIndexLayer zIndex={30}>
            <Before drawing={drawing} width={width} height={height} />
          </ZIndexLayer>
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
  const { series, zoom, onZoom } = props
  const { element, width } = useBox()
  const from = Date.parse(series.from)
  const bucketMs = series.bucketMinutes * minuteMs
  const rows = useMemo(
    () => series.reporters.map((reporters, index) => ({ index, reporters })),
    [series.reporters],
  )
  // The bar shows what the plot shows: left alone it would go back to the whole with every new minute.
  const index = (at: number): number =>
    Math.min(Math.max(0, Math.round((at - from) / bucketMs)), rows.length - 1)
  const first = zoom ? index(zoom.from) : 0
  const last = zoom ? index(zoom.to - bucketMs) : rows.length - 1
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
            startIndex={first}
            endIndex={last}
            tickFormatter={(index: number) => props.timeText(from + index * bucketMs)}
            onChange={change}
          >
            <ComposedChart accessibilityLayer={false}>
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
