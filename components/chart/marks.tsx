import type { ReactNode } from 'react'
import { plotHeight } from '#core/chart/chart.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'

/** Position in the stretched drawing: three decimals of a bucket are finer than any pixel. */
const short = (value: number): number => Math.round(value * 1000) / 1000

/**
 * The marks of a chart in one SVG that stretches to any width without script. Colours come from chart.css;
 * nothing here is text, and no attribute needs an inline style, so a strict style-src holds.
 */
export function Marks({ drawing }: { drawing: Drawing }): ReactNode {
  const { buckets, maximum, groups } = drawing
  const grid = drawing.yTicks.slice(1).map((tick) => plotHeight - Math.round((tick / maximum) * plotHeight))
  const shades = groups.flatMap((group) => group.shades)
  return (
    <svg
      className="plot-marks"
      viewBox={`0 0 ${buckets} ${plotHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {drawing.band && <path className="mark-band" d={drawing.band} />}
      {shades.map((shade) => (
        <rect
          key={shade.x}
          className={`mark-shade is-${shade.status}`}
          x={shade.x}
          width={shade.width}
          height={plotHeight}
        />
      ))}
      <path className="mark-grid" d={grid.map((y) => `M0 ${y}h${buckets}`).join('')} />
      {drawing.segments.map((segment) => (
        <path key={segment.first} className={`mark-area is-${segment.status}`} d={segment.area} />
      ))}
      {drawing.bandEdge && <path className="mark-alert" d={drawing.bandEdge} />}
      {drawing.usual && <path className="mark-usual" d={drawing.usual} />}
      {drawing.segments.map((segment) => (
        <path key={segment.first} className={`mark-line is-${segment.status}`} d={segment.line} />
      ))}
      {drawing.currentOutline && (
        <path
          className={`mark-current is-${drawing.currentOutline.status}`}
          d={drawing.currentOutline.path}
        />
      )}
      {shades.map((shade) => (
        <path
          key={shade.x}
          className={`mark-rule is-${shade.status}`}
          d={`M${shade.x} 0h${short(shade.width)}`}
        />
      ))}
      {drawing.markers.length > 0 && (
        <path
          className="mark-official"
          d={drawing.markers.map(({ x }) => `M${short(x * buckets)} ${plotHeight}V0`).join('')}
        />
      )}
      <path className="mark-axis" d={`M0 ${plotHeight}h${buckets}`} />
      {drawing.nowX !== null && <path className="mark-now" d={`M${short(drawing.nowX)} ${plotHeight}V0`} />}
    </svg>
  )
}
