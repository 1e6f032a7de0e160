'use client'
import { Fragment, type KeyboardEvent, type PointerEvent, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { minuteMs } from '#core/bucket.ts'
import { chartTicks } from '#core/chart/chart-ticks.ts'
import { createTranslator } from '#i18n/translate.ts'
import { Ticks } from '../chart/labels.tsx'
import { useZone } from '../live/zone.ts'
import { type ComparedGiven, ComparedReadout, comparedText } from './reading.tsx'

/**
 * One reader for all plots: a native range input over the first one, for keys and other devices, and the pointer over
 * any of them. The cursor moves in all together, and the values of all are read out.
 */
export function LiveReader({ locale, words, zone: drawnIn, now, compared }: ComparedGiven) {
  const t = useMemo(() => createTranslator(locale, words), [locale, words])
  const zone = useZone(locale)
  const context = { t, zone, now }
  const [read, setRead] = useState<number | null>(null)
  const [plots, setPlots] = useState<Element[]>([])
  useEffect(() => setPlots([...document.querySelectorAll('.compare-plots .plot')]), [])
  const isElsewhere = zone !== drawnIn
  useEffect(() => {
    // The reader's own take their place.
    if (!isElsewhere) return
    for (const plot of plots) {
      for (const tick of plot.querySelectorAll<SVGElement>('.plot-tick:not(.is-own *)'))
        tick.style.display = 'none'
    }
  }, [plots, isElsewhere])

  const { buckets, bucketMinutes, rest } = compared
  const axis = useMemo(() => {
    const { range, from } = compared
    const series = {
      range,
      from: new Date(from).toISOString(),
      bucketMinutes,
      reporters: { length: buckets },
    }
    return { xTicks: chartTicks(series, now, zone), buckets, bucketMs: bucketMinutes * minuteMs }
  }, [compared, bucketMinutes, buckets, now, zone])
  const index = Math.min(read ?? rest, buckets - 1)
  const stop = () => setRead(null)
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = Math.floor(((event.clientX - box.left) / box.width) * buckets)
    setRead(Math.min(Math.max(at, 0), buckets - 1))
  }
  const pointer = {
    onPointerMove,
    onPointerDown: onPointerMove,
    // A finger that lifts has not stopped reading; a mouse that leaves has.
    onPointerLeave: (event: PointerEvent) => event.pointerType === 'mouse' && stop(),
  }
  return (
    <>
      <ComparedReadout context={context} compared={compared} index={index} />
      {plots.map((plot, order) =>
        createPortal(
          <Fragment key={compared.rows[order]?.slug}>
            {isElsewhere && (
              <svg className="plot-labels is-own" aria-hidden="true">
                <Ticks context={context} drawing={axis} />
              </svg>
            )}
            {read !== null && (
              <i className="plot-cursor" style={{ left: `${((index + 0.5) / buckets) * 100}%` }} />
            )}
            {order === 0 ? (
              <input
                {...pointer}
                className="plot-reader"
                type="range"
                dir="ltr"
                min={0}
                max={buckets - 1}
                step={1}
                value={index}
                aria-label={t('compare.read')}
                aria-valuetext={comparedText(context, compared, index)}
                onChange={(event) => setRead(event.currentTarget.valueAsNumber)}
                onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && stop()}
                onBlur={stop}
              />
            ) : (
              <i {...pointer} className="plot-reader" />
            )}
          </Fragment>,
          plot,
        ),
      )}
    </>
  )
}
