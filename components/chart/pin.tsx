import type { ReactNode } from 'react'

/** 0..1 as an SVG length: two decimals are a tenth of a pixel. */
export const percent = (fraction: number): string => `${Math.round(fraction * 10_000) / 100}%`

/** Wide enough for any label; what is longer wraps. */
const roomPx = 250

/**
 * HTML pinned to a point of the plot given in percent. A nested svg carries the percentage and a foreignObject the
 * pixels: SVG attributes, because inline styles would need a hole in the content security policy.
 */
export function Pin(props: {
  x: string
  y: string
  /** Px below (or above) the point. */
  dy: number
  /** left: the label begins at the point; right: it ends there. */
  align: 'left' | 'center' | 'right'
  /** Px between the point and the label. */
  gap?: number
  className: string
  /** A small line from the label to the point. */
  leader?: string
  children: ReactNode
}): ReactNode {
  const { align, gap = 0 } = props
  const dx = align === 'left' ? gap : align === 'right' ? -roomPx - gap : -roomPx / 2
  return (
    <svg x={props.x} y={props.y} className={`${props.className} is-${align}`} aria-hidden="true">
      {props.leader && <path className="plot-leader" d={props.leader} />}
      <foreignObject x={dx} y={props.dy} width={roomPx} height="24">
        <div>{props.children}</div>
      </foreignObject>
    </svg>
  )
}
