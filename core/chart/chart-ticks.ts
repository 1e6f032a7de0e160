import { minuteMs, type Series } from '../bucket.ts'
import { daysAgo, localTime } from './chart-zone.ts'

/** Which moments are written under a chart. How they are written is the page's business. */

export interface Tick {
  at: number
  /** Position, 0 (left, oldest) to 1. */
  x: number
  kind: 'start' | 'time' | 'weekday' | 'date' | 'now' | 'end'
  /** Drawn on plots from 600 px. */
  wide: boolean
  /** Drawn on narrower plots. */
  narrow: boolean
}

const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Usual widths of labels, px at 12 px type, for the rules of collision. */
const room = { start: 100, now: 72, time: 34, weekday: 66, date: 58 }
const air = 8

/** Plot widths at which the rules are judged: a phone, and the narrowest wide plot. */
export const plotSizes = {
  narrow: { width: 300, height: 236 },
  wide: { width: 600, height: 400 },
} as const

interface Window {
  from: number
  to: number
  /** Room that the labels of both ends take, px. */
  startPx: number
  endPx: number
}

/** Moments in [from, to] whose local time is `phase` past a multiple of `step`. */
function localMultiples(
  { from, to }: Pick<Window, 'from' | 'to'>,
  step: number,
  phase: number,
  zone: string,
): number[] {
  const local = localTime(from, to, zone)
  const found: number[] = []
  // Zones are whole quarter hours off, so quarter hours meet every local hour.
  const stride = Math.min(step, 15 * minuteMs)
  for (let at = Math.ceil(from / stride) * stride; at <= to; at += stride)
    if ((((local(at) - phase) % step) + step) % step === 0) found.push(at)
  return found
}

/** Drops what touches the labels at the ends, then every second one while neighbours touch. */
function fitting(at: number[], labelPx: number, width: number, window: Window): number[] {
  const { from, to, startPx, endPx } = window
  const px = (moment: number) => ((moment - from) / (to - from)) * width
  let kept = at.filter(
    (moment) => px(moment) - labelPx / 2 >= startPx + air && px(moment) + labelPx / 2 <= width - endPx - air,
  )
  while (kept.length > 1 && px(kept[1]!) - px(kept[0]!) < labelPx + air)
    kept = kept.filter((_, index) => index % 2 === 0)
  return kept
}

/** Of two grids of moments the one that keeps more ticks, then the one that stays farther from the ends. */
function better(one: number[], other: number[], window: Window): number[] {
  if (one.length !== other.length) return one.length > other.length ? one : other
  const margin = (at: number[]) => Math.min(at[0]! - window.from, window.to - at.at(-1)!)
  return one.length > 0 && margin(other) > margin(one) ? other : one
}

const nearest = (at: number[], target: number): number[] =>
  at.length === 0
    ? []
    : [at.reduce((best, one) => (Math.abs(one - target) < Math.abs(best - target) ? one : best))]

const hourSteps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48].map((hours) => hours * hourMs)

interface Choice {
  kind: 'time' | 'weekday' | 'date'
  wide: number[]
  narrow: number[]
}

function chooseTimes(window: Window, zone: string): Choice {
  const grid = (step: number, phase: number) =>
    fitting(localMultiples(window, step, phase, zone), room.time, plotSizes.wide.width, window)
  const step = hourSteps.find((size) => (window.to - window.from) / size <= 5) ?? dayMs
  const wide = step === 6 * hourMs ? better(grid(step, 3 * hourMs), grid(step, 0), window) : grid(step, 0)
  const middle = nearest(wide, (window.from + window.to) / 2)
  return { kind: 'time', wide, narrow: fitting(middle, room.time, plotSizes.narrow.width, window) }
}

function chooseDays(kind: 'weekday' | 'date', days: number[], window: Window): Choice {
  const on = (width: number) => fitting(days, room[kind], width, window)
  return { kind, wide: on(plotSizes.wide.width), narrow: on(plotSizes.narrow.width) }
}

function choose(range: Series['range'], window: Window, zone: string): Choice {
  const days = (window.to - window.from) / dayMs
  if (days <= 2.5) return chooseTimes(window, zone)
  if (days <= 9 && range !== '30d')
    return chooseDays('weekday', localMultiples(window, dayMs, 12 * hourMs, zone), window)
  const midnights = localMultiples(window, dayMs, 0, zone)
  // Weeks are counted back from today, so that the last date is never lost under "now".
  const weekly = midnights.filter((_, index) => (midnights.length - 1 - index) % 7 === 6)
  return chooseDays('date', weekly, window)
}

/** The ticks of a series: both ends always (so the direction of time is always said), between them by rule 4.2. */
export function chartTicks(
  series: Pick<Series, 'range' | 'from' | 'bucketMinutes'> & { reporters: { length: number } },
  now: number,
  zone: string,
): Tick[] {
  const from = Date.parse(series.from)
  const to = from + series.reporters.length * series.bucketMinutes * minuteMs
  const live = series.range !== 'incident' || now < to
  // An end of today is a bare time; any other says its day too, unless the days alone are written.
  const roomOf = (at: number): number =>
    to - from > 2.5 * dayMs ? room.date : daysAgo(at, now, zone) === 0 ? room.time : room.start
  const window: Window = { from, to, startPx: roomOf(from), endPx: live ? room.now : roomOf(to) }
  const { kind, wide, narrow } = choose(series.range, window, zone)
  const both = [...new Set([...wide, ...narrow])].sort((one, other) => one - other)
  return [
    { at: from, x: 0, kind: 'start', wide: true, narrow: true },
    ...both.map((at) => ({
      at,
      x: (at - from) / (to - from),
      kind,
      wide: wide.includes(at),
      narrow: narrow.includes(at),
    })),
    { at: live ? now : to, x: 1, kind: live ? 'now' : 'end', wide: true, narrow: true },
  ]
}
