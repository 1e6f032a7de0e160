import { minuteMs, type Series } from '../bucket.ts'
import type { Count } from './chart.ts'
import type { ShadeGroup } from './chart-spans.ts'
import { plotSizes } from './chart-ticks.ts'

/** What is written onto a plot, and the rules by which it keeps out of the way of the line (DESIGN 4.3). */

export type Layout = keyof typeof plotSizes

/** A numbered flag above the plot; several official updates too near each other share one. */
export interface Flag {
  /** 0..1 */
  x: number
  first: number
  last: number
}

export interface Marker {
  number: number
  at: number
  x: number
}

const flagRoom = 22

/** Flags nearer than 22 px merge into "1–3". */
export function mergeFlags(markers: readonly Marker[], layout: Layout): Flag[] {
  const { width } = plotSizes[layout]
  const groups: Marker[][] = []
  for (const marker of markers) {
    const open = groups.at(-1)
    if (open && (marker.x - open.at(-1)!.x) * width < flagRoom) open.push(marker)
    else groups.push([marker])
  }
  return groups.map((group) => ({
    x: (group[0]!.x + group.at(-1)!.x) / 2,
    first: group[0]!.number,
    last: group.at(-1)!.number,
  }))
}

/** A note's place: it stands on `side` of x, its first line centred on y (both 0..1, y from the top). */
export interface NotePlace {
  side: 'left' | 'right'
  x: number
  y: number
}

/** The lead time drawn as a bracket from x to end at y. */
export interface Bracket {
  x: number
  end: number
  y: number
  /** The end that its words stand at. */
  align: 'left' | 'right'
}

export interface Notes {
  onset: NotePlace | null
  peak: NotePlace | null
  bracket: Bracket | null
}

interface Box {
  x: number
  end: number
  top: number
  bottom: number
}

/** Rough sizes of the texts, px; brackets must span this much to be worth drawing. */
const text = { onset: 230, peak: 150, bracket: 225, line: 18, leader: 22, shortestBracket: 48 }

const overlap = (one: Box, other: Box): boolean =>
  one.x < other.end && other.x < one.end && one.top < other.bottom && other.top < one.bottom

export interface NoteInput {
  series: Series
  /** Complete buckets. */
  values: readonly Count[]
  maximum: number
  group: ShadeGroup | null
  peak: { index: number; value: number } | null
  /** First official update after the onset. */
  official: Marker | null
  layout: Layout
}

/** Places the notes of one layout: a bracket or the onset first, then the peak; what would cover the line is dropped. */
export function placeNotes(input: NoteInput): Notes {
  const { series, values, maximum, group, peak, official, layout } = input
  const { width, height } = plotSizes[layout]
  const count = series.reporters.length
  const taken: Box[] = []

  const isFree = (box: Box): boolean => {
    if (box.x < 0 || box.end > width || box.top < 0 || box.bottom > height) return false
    if (taken.some((other) => overlap(other, box))) return false
    const last = Math.min(count - 1, Math.ceil((box.end / width) * count))
    for (let index = Math.floor((box.x / width) * count); index <= last; index += 1) {
      // A gap is hatched, and has words of its own.
      if (values[index] === null) return false
      if (height - (height * (values[index] ?? 0)) / maximum < box.bottom + 2) return false
    }
    return true
  }

  const place = (left: number, right: number, heights: number[], wide: number, lines: number) => {
    for (const y of heights)
      for (const side of ['left', 'right'] as const) {
        const x = side === 'left' ? left - text.leader - wide : right + text.leader
        const top = y * height - text.line / 2
        const box = { x, end: x + wide, top, bottom: top + lines * text.line }
        if (!isFree(box)) continue
        taken.push(box)
        return { side, x: (side === 'left' ? left : right) / width, y }
      }
    return null
  }

  const bracketOver = (): Bracket | null => {
    if (!group || !official || (series.range !== '1h' && series.range !== 'incident')) return null
    const [x, end] = [(group.x / count) * width, official.x * width]
    if (end - x < text.shortestBracket) return null
    for (const y of [0.16, 0.11, 0.3])
      for (const align of ['right', 'left'] as const) {
        const box = {
          x: align === 'right' ? Math.min(x, end - text.bracket) : x,
          end: align === 'right' ? end : Math.max(end, x + text.bracket),
          top: y * height - 24,
          bottom: y * height + 9,
        }
        if (!isFree(box)) continue
        taken.push(box)
        return { x: x / width, end: end / width, y, align }
      }
    return null
  }

  // An incident that was under way before the chart begins has no onset to point at.
  const begins = group !== null && group.x > 0
  const bracket = begins ? bracketOver() : null
  let onset: NotePlace | null = null
  if (begins && bracket === null) {
    const edge = (group.x / count) * width
    const rise = values.findIndex(
      (value, index) => index >= Math.floor(group.x) && (value ?? 0) > maximum / 4,
    )
    const level = rise < 0 ? 0.5 : Math.min(0.9, 1 - (values[rise] ?? 0) / maximum)
    const end = (group.end / count) * width
    onset = place(edge, end, [level, 0.5, 0.35, 0.2, 0.1], text.onset, 2)
  }
  let crest: NotePlace | null = null
  if (group && peak) {
    const y = 1 - peak.value / maximum
    const left = (peak.index / count) * width
    crest = place(left, left + width / count, [y], text.peak, 1)
  }
  return { onset, peak: crest, bracket }
}

/** Minutes from the onset of an incident to the first official update; negative: the operator was first. */
export const leadOf = (group: ShadeGroup, official: Marker): number =>
  Math.round((official.at - group.from) / minuteMs)
