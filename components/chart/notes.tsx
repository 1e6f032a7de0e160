import type { ReactNode } from 'react'
import { minuteMs } from '#core/bucket.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'
import { type Layout, leadOf, type NotePlace } from '#core/chart/chart-notes.ts'
import { durationText } from '#i18n/time.ts'
import { direction } from '#i18n/translate.ts'
import type { ChartContext } from './context.ts'
import { Pin, percent } from './pin.tsx'
import { countText } from './reading-text.ts'
import { Rich } from './rich.tsx'
import { isToday, momentText } from './time-labels.ts'

/** A longer name would not fit over its bracket. */
const longestName = 14

function LeadText({ context, minutes }: { context: ChartContext; minutes: number }): ReactNode {
  const { t } = context
  if (minutes === 0) return t('chart.note.together')
  const duration = durationText(t, Math.abs(minutes) * minuteMs, 'after')
  return t(minutes > 0 ? 'chart.note.ahead' : 'chart.note.behind', { duration })
}

function Note(props: {
  context: ChartContext
  place: NotePlace
  className: string
  children: ReactNode
}): ReactNode {
  const isLeft = props.place.side === 'left'
  return (
    <Pin
      x={percent(props.place.x)}
      y={percent(props.place.y)}
      dy={-9}
      gap={22}
      align={isLeft ? 'right' : 'left'}
      className={`plot-note ${props.className}`}
      leader={isLeft ? 'M-18 .5h15' : 'M3 .5h15'}
    >
      <span dir={direction(props.context.t.locale)}>{props.children}</span>
    </Pin>
  )
}

/** The few words written onto the plot: onset with lead time (or its bracket), and peak. */
export function Notes(props: {
  context: ChartContext
  drawing: Drawing
  layout: Layout
  /** Minutes that reports were ahead, as its record says; undefined where the chart knows of no record. */
  lead?: number | null | undefined
  /** Whose official updates these are, if known. */
  operator: string | null
}): ReactNode {
  const { context, drawing, layout, operator } = props
  const { told, peak } = drawing
  if (told === null) return null
  const { onset, peak: crest, bracket } = drawing.notes[layout]
  const lead = props.lead === undefined ? told.official && leadOf(told.group, told.official) : props.lead
  const only = `only-${layout}`
  return (
    <>
      {bracket && lead !== null && (
        <g className={`plot-bracket ${only}`}>
          <line
            x1={percent(bracket.x)}
            x2={percent(bracket.end)}
            y1={percent(bracket.y)}
            y2={percent(bracket.y)}
          />
          {[bracket.x, bracket.end].map((x) => (
            <svg key={x} x={percent(x)} y={percent(bracket.y)} aria-hidden="true">
              <path d="M0 0V8" />
            </svg>
          ))}
          <Pin
            x={percent(bracket.align === 'right' ? bracket.end : bracket.x)}
            y={percent(bracket.y)}
            dy={-24}
            align={bracket.align}
            className=""
          >
            <span dir={direction(context.t.locale)}>
              {operator === null || operator.length > longestName ? (
                <LeadText context={context} minutes={lead} />
              ) : (
                <Rich
                  t={context.t}
                  message="chart.note.aheadOf"
                  values={{ duration: durationText(context.t, lead * minuteMs, 'after'), operator }}
                />
              )}
            </span>
          </Pin>
        </g>
      )}
      {onset && (
        <Note context={context} place={onset} className={only}>
          <b>{context.t('chart.note.onset', { time: momentText(context, told.group.from) })}</b>
          {lead !== null && (
            <>
              <br />
              <i>
                <LeadText context={context} minutes={lead} />
              </i>
            </>
          )}
        </Note>
      )}
      {crest && peak && (
        <Note context={context} place={crest} className={only}>
          <i>
            <Rich
              t={context.t}
              message={isToday(context, peak.at) ? 'chart.note.peakAt' : 'chart.note.peakOn'}
              values={{ count: countText(context.t, peak.value), time: momentText(context, peak.at) }}
            />
          </i>
        </Note>
      )}
    </>
  )
}
