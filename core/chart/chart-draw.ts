import { minuteMs, type Series } from '../bucket.ts'
import type { WorkHours } from '../record/official.ts'
import { isTrouble, type Status } from '../status.ts'
import type { OfficialUpdateView, StatusSpan } from '../view.ts'
import { areaPath, type Count, plotHeight, type Run, stairPath, yMaximum, yOf, yTicks } from './chart.ts'
import { type Flag, type Marker, mergeFlags, type Notes, placeNotes } from './chart-notes.ts'
import {
  bucketStatuses,
  gapRuns,
  lineSegments,
  type Segment,
  type ShadeGroup,
  shadeGroups,
} from './chart-spans.ts'
import { chartTicks, type Tick } from './chart-ticks.ts'

export interface ChartInput {
  series: Series
  spans: readonly StatusSpan[]
  official: readonly ({ number: number } & OfficialUpdateView)[]
  /** Announced work. */
  maintenance?: readonly WorkHours[] | undefined
  now: number
  zone: string
  /** What may be said of buckets outside incidents: "unknown" where the service cannot be judged. */
  calm?: Status
  /** The scale never ends below this (see holdMaximum). */
  maximumAtLeast?: number
}

/** Everything there is to draw of one chart; x in buckets unless said otherwise, y in thousandths from the top. */
export interface Drawing {
  buckets: number
  from: number
  bucketMs: number
  /** The bucket still filling, or null if all are complete. */
  current: number | null
  /** Where now is; null once the chart ends in the past. */
  nowX: number | null
  maximum: number
  yTicks: number[]
  xTicks: Tick[]
  statuses: (Status | null)[]
  band: string
  bandEdge: string
  usual: string
  segments: Segment[]
  currentOutline: { status: Status; value: number; path: string } | null
  groups: ShadeGroup[]
  gaps: Run[]
  maintenance: { x: number; width: number }[]
  /** x 0..1 */
  markers: Marker[]
  flags: { narrow: Flag[]; wide: Flag[] }
  notes: { narrow: Notes; wide: Notes }
  peak: { index: number; at: number; value: number } | null
  /** The incident that the notes speak of. */
  told: { group: ShadeGroup; official: Marker | null } | null
}

/** Index of the bucket still filling. A finished incident's chart has none. */
export function currentBucket(series: Series, now: number): number | null {
  const end = Date.parse(series.from) + series.reporters.length * series.bucketMinutes * minuteMs
  return series.range !== 'incident' || now < end ? series.reporters.length - 1 : null
}

/** The highest complete bucket, the first of equals; null while all are empty. */
export function peakOf(series: Series, now: number): { index: number; at: number; value: number } | null {
  const end = currentBucket(series, now) ?? series.reporters.length
  let index = -1
  for (let each = 0; each < end; each += 1)
    if ((series.reporters[each] ?? 0) > (index < 0 ? 0 : (series.reporters[index] ?? 0))) index = each
  if (index < 0) return null
  const at = Date.parse(series.from) + index * series.bucketMinutes * minuteMs
  return { index, at, value: series.reporters[index]! }
}

function maintenanceOf(input: ChartInput, start: number, bucketMs: number): { x: number; width: number }[] {
  const { series, now } = input
  const end = Math.min(start + series.reporters.length * bucketMs, now)
  const spans = (input.maintenance ?? []).map((work) => {
    const from = Math.max(start, Date.parse(work.from))
    return { x: (from - start) / bucketMs, width: (Math.min(end, Date.parse(work.until)) - from) / bucketMs }
  })
  return spans.filter(({ width }) => width > 0)
}

/** Official words this long before the onset still belong to the incident. */
const earlyWordMs = 120 * minuteMs

/** The incident worth a note: the one with the peak in it, else the last. */
function tell(groups: ShadeGroup[], markers: Marker[], peak: Drawing['peak']): Drawing['told'] {
  const group =
    groups.find((each) => peak && peak.index + 1 > each.x && peak.index < each.end) ?? groups.at(-1)
  if (!group) return null
  const official = markers.find(({ at }) => at >= group.from - earlyWordMs && at <= group.to) ?? null
  return { group, official }
}

/** The current bucket as a box of its own: it is not over, so the line may not lean on it. The scale must hold it. */
function outlineOf(values: readonly Count[], current: number, status: Status, maximum: number) {
  const value = values[current]
  if (value === null || value === undefined || value === 0) return null
  const path = `M${current} ${plotHeight}V${yOf(value, maximum, plotHeight)}h1V${plotHeight}`
  return { status, value: Math.min(value, maximum), path }
}

/** Draws a series: the one function behind page, print and explorer. Pure, so server and browser agree. */
export function drawChart(input: ChartInput): Drawing {
  const { series, spans, now, zone } = input
  const buckets = series.reporters.length
  const from = Date.parse(series.from)
  const bucketMs = series.bucketMinutes * minuteMs
  const current = currentBucket(series, now)
  const complete = series.reporters.slice(0, current ?? buckets)
  const maximum = Math.max(yMaximum(series.reporters, series.alert), input.maximumAtLeast ?? 0)
  const statuses = bucketStatuses(series, spans, now, input.calm)
  const groups = shadeGroups(series, spans, now)
  const position = (at: number) => (at - from) / (bucketMs * buckets)
  const markers = input.official
    .map(({ number, at, stage }) => ({ number, stage, at: Date.parse(at), x: position(Date.parse(at)) }))
    .filter(({ x }) => x >= 0 && x <= 1)
  const peak = peakOf(series, now)
  const told = tell(
    groups,
    markers.filter(({ stage }) => stage !== 'maintenance'),
    peak,
  )
  const crest = peak && isTrouble(statuses[peak.index] ?? 'none') ? peak : null
  const notes = (layout: 'narrow' | 'wide') =>
    placeNotes({
      series,
      values: complete,
      maximum,
      group: told?.group ?? null,
      peak: crest,
      official: told?.official && told.official.at > told.group.from ? told.official : null,
      layout,
    })
  const currentStatus = current === null ? null : statuses[current]
  return {
    buckets,
    from,
    bucketMs,
    current,
    nowX: current === null ? null : Math.min(Math.max((now - from) / bucketMs, 0), buckets),
    maximum,
    yTicks: yTicks(maximum),
    xTicks: chartTicks(series, now, zone),
    statuses,
    band: areaPath(series.alert, maximum),
    bandEdge: stairPath(series.alert, maximum),
    usual: stairPath(series.usual, maximum),
    segments: lineSegments(complete, statuses, maximum),
    currentOutline:
      current === null ? null : outlineOf(series.reporters, current, currentStatus ?? 'none', maximum),
    groups,
    // A bucket that has only just begun is young, not missing.
    gaps: gapRuns(series.reporters).filter((run) => run.first !== current),
    maintenance: maintenanceOf(input, from, bucketMs),
    markers,
    flags: { narrow: mergeFlags(markers, 'narrow'), wide: mergeFlags(markers, 'wide') },
    notes: { narrow: notes('narrow'), wide: notes('wide') },
    peak,
    told,
  }
}

/** A scale that was in use: bars should not breathe, so it grows at once and shrinks late. */
export interface HeldMaximum {
  range: Series['range']
  maximum: number
  /** When it was last needed, ms. */
  neededAt: number
}

const shrinkAfterMs = 10 * minuteMs

/** The scale to keep after new numbers: grows at once, shrinks on another range or after 10 minutes. */
export function holdMaximum(known: HeldMaximum | null, series: Series, now: number): HeldMaximum {
  const maximum = yMaximum(series.reporters, series.alert)
  const keeps =
    known !== null &&
    known.range === series.range &&
    known.maximum > maximum &&
    now - known.neededAt < shrinkAfterMs
  return keeps ? known : { range: series.range, maximum, neededAt: now }
}
