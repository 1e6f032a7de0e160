import { minuteMs, type Series } from '../bucket.ts'
import { isTrouble, type Status, severity } from '../status.ts'
import type { StatusSpan } from '../view.ts'
import { areaPath, type Count, dataRuns, plotHeight, type Run, stairPath, yOf } from './chart.ts'

/** What the stretches of an incident do to a chart: shading, colour of the line, the word of each bucket. */

/** A shaded stretch; x in buckets from the left edge. */
export interface Shade {
  status: Status
  x: number
  width: number
}

/** Neighbouring stretches: one incident. */
export interface ShadeGroup {
  worst: Status
  from: number
  /** Ms; the moment of drawing while it is open. */
  to: number
  x: number
  end: number
  shades: Shade[]
}

const round = (value: number): number => Math.round(value * 1000) / 1000

const worse = (one: Status, other: Status): Status => (severity[other] > severity[one] ? other : one)

interface Piece {
  status: Status
  from: number
  to: number
}

/** Stretches in trouble inside the series, oldest first, clipped to it. */
function pieces(series: Series, spans: readonly StatusSpan[], now: number): Piece[] {
  const start = Date.parse(series.from)
  const end = Math.min(start + series.reporters.length * series.bucketMinutes * minuteMs, now)
  return spans
    .filter((span) => isTrouble(span.status))
    .map((span) => ({
      status: span.status,
      from: Math.max(start, Date.parse(span.from)),
      to: Math.min(end, span.to === null ? now : Date.parse(span.to)),
    }))
    .filter((piece) => piece.to > piece.from)
    .sort((one, other) => one.from - other.from)
}

/** Incidents of a series, each with its shaded stretches; one shorter than a bucket is widened to be seen. */
export function shadeGroups(series: Series, spans: readonly StatusSpan[], now: number): ShadeGroup[] {
  const start = Date.parse(series.from)
  const bucketMs = series.bucketMinutes * minuteMs
  const groups: ShadeGroup[] = []
  for (const piece of pieces(series, spans, now)) {
    const x = round((piece.from - start) / bucketMs)
    const shade = { status: piece.status, x, width: round((piece.to - piece.from) / bucketMs) }
    const open = groups.at(-1)
    if (open && piece.from - open.to < minuteMs) {
      open.worst = worse(open.worst, piece.status)
      open.to = piece.to
      open.end = shade.x + shade.width
      open.shades.push(shade)
    } else
      groups.push({
        worst: piece.status,
        from: piece.from,
        to: piece.to,
        x,
        end: x + shade.width,
        shades: [shade],
      })
  }
  for (const group of groups) {
    if (group.end - group.x >= 1) continue
    const x = Math.min(Math.floor(group.x), series.reporters.length - 1)
    group.shades = [{ status: group.worst, x, width: 1 }]
    group.x = x
    group.end = x + 1
  }
  return groups
}

/**
 * The word of each bucket: the loudest status that touches it; null where there is no data.
 * `calm` is what may be said outside incidents: "none", or "unknown" where nothing can be judged.
 */
export function bucketStatuses(
  series: Series,
  spans: readonly StatusSpan[],
  now: number,
  calm: Status = 'none',
): (Status | null)[] {
  const start = Date.parse(series.from)
  const bucketMs = series.bucketMinutes * minuteMs
  const statuses = series.reporters.map((count, index): Status | null => {
    if (count === null) return null
    return series.usual[index] === null ? 'unknown' : calm
  })
  for (const piece of pieces(series, spans, now)) {
    const last = Math.min(Math.ceil((piece.to - start) / bucketMs), statuses.length)
    for (let index = Math.floor((piece.from - start) / bucketMs); index < last; index += 1) {
      const known = statuses[index]
      if (known !== null && known !== undefined) statuses[index] = worse(known, piece.status)
    }
  }
  return statuses
}

/** A piece of line in one colour. Status "none" is the ordinary series colour. */
export interface Segment extends Run {
  status: Status
  line: string
  area: string
}

/** The line cut where it enters and leaves incidents; each piece begins with its riser, so nothing is torn. */
export function lineSegments(
  values: readonly Count[],
  statuses: readonly (Status | null)[],
  maximum: number,
): Segment[] {
  const colour = (index: number): Status => {
    const status = statuses[index] ?? 'none'
    return isTrouble(status) ? status : 'none'
  }
  const segments: Segment[] = []
  for (const run of dataRuns(values)) {
    let first = run.first
    for (let index = run.first + 1; index <= run.end; index += 1) {
      if (index < run.end && colour(index) === colour(first)) continue
      const part = { first, end: index }
      const before = first > run.first ? values[first - 1] : null
      const stair = stairPath(values, maximum, part)
      segments.push({
        ...part,
        status: colour(first),
        line:
          before === null || before === undefined
            ? stair
            : `M${first} ${yOf(before, maximum, plotHeight)}V${stair.slice(`M${first} `.length)}`,
        area: areaPath(values, maximum, part),
      })
      first = index
    }
  }
  return segments
}

/** Runs of buckets without data. */
export function gapRuns(values: readonly Count[]): Run[] {
  return dataRuns(values.map((value) => (value === null ? 1 : null)))
}
