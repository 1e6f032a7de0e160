'use client'

import {
  type ChangeEvent,
  type InputHTMLAttributes,
  type KeyboardEvent,
  type PointerEvent,
  useState,
} from 'react'
import type { Series } from '#core/bucket.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'
import { leapOf, nextIncident, readBucket, restingIndex } from '#core/chart/chart-read.ts'
import { isTrouble } from '#core/status.ts'
import type { ChartContext } from './context.ts'
import { readingText } from './reading-text.ts'

const readLabels = [1, 5, 15, 60, 360]

/**
 * The bucket read while nobody reads: the latest complete one; the running one if only it knows of the trouble, so
 * that the line never contradicts the verdict; in a record of the past, the peak.
 */
function restOf(drawing: Drawing): number {
  const rest = restingIndex(drawing)
  if (drawing.current === null) return drawing.peak?.index ?? rest
  const status = drawing.statuses[drawing.current] ?? 'none'
  return isTrouble(status) && status !== drawing.statuses[rest] ? drawing.current : rest
}

/** What one reads on a chart, by time and not by index: the window may move under the reader. */
export function useReading(context: ChartContext, series: Series, drawing: Drawing) {
  const [at, setAt] = useState<{ at: number; isMouse: boolean } | null>(null)
  const rest = restOf(drawing)
  const clamp = (index: number) => Math.min(Math.max(index, 0), drawing.buckets - 1)
  const index = at === null ? rest : clamp(Math.floor((at.at - drawing.from) / drawing.bucketMs))
  const reading = readBucket(series, drawing, index)

  const readIndex = (next: number, isMouse = false) =>
    setAt({ at: drawing.from + clamp(next) * drawing.bucketMs, isMouse })
  const stop = () => setAt(null)

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const leap = leapOf(series)
    const targets: Record<string, number | null> = {
      PageUp: index + leap,
      PageDown: index - leap,
      n: nextIncident(drawing, index, 1),
      p: nextIncident(drawing, index, -1),
    }
    if (event.key === 'Escape') stop()
    const target = targets[event.key] ?? targets[event.key.toLowerCase()]
    if (target === undefined || target === null) return
    event.preventDefault()
    readIndex(target)
  }

  const onPointerMove = (event: PointerEvent<HTMLInputElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const fraction = (event.clientX - box.left) / box.width
    readIndex(Math.floor(fraction * drawing.buckets), event.pointerType === 'mouse')
  }

  const step = readLabels.includes(series.bucketMinutes) ? `m${series.bucketMinutes}` : 'any'
  const input: InputHTMLAttributes<HTMLInputElement> = {
    type: 'range',
    dir: 'ltr',
    min: 0,
    max: drawing.buckets - 1,
    step: 1,
    value: index,
    'aria-label': context.t(`chart.read.${step}`),
    'aria-valuetext': readingText(context, reading),
    onChange: (event: ChangeEvent<HTMLInputElement>) => readIndex(event.currentTarget.valueAsNumber),
    onKeyDown,
    onPointerMove,
    onPointerDown: onPointerMove,
    // A finger that lifts has not stopped reading; a mouse that leaves has.
    onPointerLeave: (event) => event.pointerType === 'mouse' && stop(),
    onBlur: stop,
  }
  return {
    reading,
    input,
    isReading: at !== null,
    isMouse: at?.isMouse ?? false,
    /** Middle of the bucket read, 0..1. */
    x: (index + 0.5) / drawing.buckets,
  }
}
