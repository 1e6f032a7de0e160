import type { ReactNode } from 'react'
import type { Drawing } from '#core/chart/chart-draw.ts'
import type { Flag, Layout } from '#core/chart/chart-notes.ts'
import type { Tick } from '#core/chart/chart-ticks.ts'
import { direction } from '#i18n/translate.ts'
import type { ChartContext } from './context.ts'
import { Pin, percent } from './pin.tsx'
import { countText } from './reading-text.ts'
import { clockText, dateText, momentText, spanText, weekdayText } from './time-labels.ts'

/** Class of what is drawn in one layout only; none if in both. */
const layoutClass = (wide: boolean, narrow: boolean): string =>
  wide && narrow ? '' : wide ? ' only-wide' : ' only-narrow'

function tickText(context: ChartContext, tick: Tick, days: number): string {
  if (tick.kind === 'now') return context.t('chart.moment.now', { time: clockText(context, tick.at) })
  if (tick.kind === 'weekday') return weekdayText(context, tick.at)
  if (tick.kind === 'date') return dateText(context, tick.at, 'short')
  if (tick.kind === 'time') return clockText(context, tick.at)
  return days > 2.5 ? dateText(context, tick.at, 'short') : momentText(context, tick.at)
}

const tickAlign = (tick: Tick) => (tick.x === 0 ? 'left' : tick.x === 1 ? 'right' : 'center')

/** The names of moments under a plot. */
export function Ticks({
  context,
  drawing,
}: {
  context: ChartContext
  drawing: Pick<Drawing, 'xTicks' | 'buckets' | 'bucketMs'>
}): ReactNode {
  const dir = direction(context.t.locale)
  const days = (drawing.buckets * drawing.bucketMs) / 86_400_000
  return drawing.xTicks.map((tick) => (
    <Pin
      key={tick.kind + tick.at}
      x={percent(tick.x)}
      y="100%"
      dy={5}
      align={tickAlign(tick)}
      className={`plot-tick is-${tick.kind}${layoutClass(tick.wide, tick.narrow)}`}
    >
      <time dir={dir} dateTime={new Date(tick.at).toISOString()}>
        {tickText(context, tick, days)}
      </time>
    </Pin>
  ))
}

function flagText({ t }: ChartContext, { first, last }: Flag): string {
  return first === last ? t('chart.flag.one', { number: first }) : t('chart.flag.many', { first, last })
}

const sameFlag = (one: Flag, other: Flag) => one.first === other.first && one.last === other.last

function Flags({ context, drawing }: { context: ChartContext; drawing: Drawing }): ReactNode {
  const { wide, narrow } = drawing.flags
  const both = [
    ...wide.map((flag) => ({ flag, wide: true, narrow: narrow.some((other) => sameFlag(flag, other)) })),
    ...narrow
      .filter((flag) => !wide.some((other) => sameFlag(flag, other)))
      .map((flag) => ({ flag, wide: false, narrow: true })),
  ]
  return both.map(({ flag, ...where }) => (
    <Pin
      key={`${flag.first}-${flag.last}`}
      x={percent(flag.x)}
      y="0"
      dy={-27}
      align="center"
      className={`plot-flag${layoutClass(where.wide, where.narrow)}`}
      leader="M0 -7V0"
    >
      <b dir="ltr">{flagText(context, flag)}</b>
    </Pin>
  ))
}

/** Only so many gaps are named in the plot; all are hatched and stand in the table. */
const namedGaps = 2

function Gaps({
  context,
  drawing,
  hatch,
}: {
  context: ChartContext
  drawing: Drawing
  hatch: string
}): ReactNode {
  const { gaps, buckets, from, bucketMs } = drawing
  const named = [...gaps]
    .sort((one, other) => other.end - other.first - (one.end - one.first))
    .slice(0, namedGaps)
  const dir = direction(context.t.locale)
  return gaps.map((gap) => {
    const middle = (gap.first + gap.end) / 2 / buckets
    const align = middle < 0.15 ? 'left' : middle > 0.85 ? 'right' : 'center'
    const x = align === 'left' ? gap.first / buckets : align === 'right' ? gap.end / buckets : middle
    return (
      <g key={gap.first} className="plot-gap">
        <rect
          x={percent(gap.first / buckets)}
          width={percent((gap.end - gap.first) / buckets)}
          height="100%"
          fill={`url(#${hatch})`}
        />
        {named.includes(gap) && (
          <Pin x={percent(x)} y="6%" dy={0} align={align} className="plot-gap-name">
            <span dir={dir}>
              {context.t('chart.status.gap')}
              <br />
              {spanText(context, from + gap.first * bucketMs, from + gap.end * bucketMs)}
            </span>
          </Pin>
        )}
      </g>
    )
  })
}

/** Y labels stand evenly, so they need no position: right of the plot in both languages, next to now. */
function Scale({ context, drawing }: { context: ChartContext; drawing: Drawing }): ReactNode {
  return (
    <div className="plot-scale" aria-hidden="true">
      {drawing.yTicks.toReversed().map((tick) => (
        <span key={tick}>{countText(context.t, tick)}</span>
      ))}
    </div>
  )
}

/** All text around and on a plot, placed by percentage so that it follows any width without script. */
export function Labels(props: {
  context: ChartContext
  drawing: Drawing
  /** Id for the hatching pattern, unique on the page. */
  hatch: string
  notes: (layout: Layout) => ReactNode
}): ReactNode {
  const { context, drawing, hatch } = props
  const percentOf = (x: number) => percent(x / drawing.buckets)
  return (
    <>
      <svg className="plot-labels" aria-hidden="true">
        <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="hatch-line" d="M0 0V7" />
        </pattern>
        <pattern
          id={`${hatch}-m`}
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <path className="hatch-maintenance" d="M0 0V7" />
        </pattern>
        {drawing.maintenance.map(({ x, width }) => (
          <rect key={x} x={percentOf(x)} width={percentOf(width)} height="100%" fill={`url(#${hatch}-m)`} />
        ))}
        {drawing.groups.map(({ x, end }) => (
          <rect
            key={x}
            className="print-hatch"
            x={percentOf(x)}
            width={percentOf(end - x)}
            height="100%"
            fill={`url(#${hatch})`}
          />
        ))}
        <Gaps context={context} drawing={drawing} hatch={hatch} />
        <Ticks context={context} drawing={drawing} />
        <Flags context={context} drawing={drawing} />
        {props.notes('wide')}
        {props.notes('narrow')}
      </svg>
      <Scale context={context} drawing={drawing} />
    </>
  )
}
