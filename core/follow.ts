import { bucketStart, minuteMs, type RecentMinutes, type Series } from './bucket.ts'

/** Keeps an open chart moving: folds the minutes that the stream brings into a series already shown. */

const lastMinute = (minutes: RecentMinutes): number =>
  Date.parse(minutes.from) + (minutes.reporters.length - 1) * minuteMs

/** How many reporters of that minute are counted in; null if nothing is known of it. */
const countAt = (minutes: RecentMinutes, at: number): number | null =>
  minutes.reporters[Math.round((at - Date.parse(minutes.from)) / minuteMs)] ?? null

/** A copy whose last bucket is the one of `moment`; new buckets are empty, their levels carried forward. */
function shiftTo(series: Series, moment: number): Series {
  const bucketMs = series.bucketMinutes * minuteMs
  const from = Date.parse(series.from)
  const last = from + (series.reporters.length - 1) * bucketMs
  const steps = Math.max(0, (bucketStart(moment, series.bucketMinutes) - last) / bucketMs)
  if (steps === 0) return series
  const length = series.reporters.length
  const append = <Value>(values: Value[], fresh: Value): Value[] => {
    const longer = [...values, ...new Array<Value>(Math.min(steps, length)).fill(fresh)]
    return series.range === 'incident' ? longer : longer.slice(-length)
  }
  return {
    ...series,
    from: series.range === 'incident' ? series.from : new Date(from + steps * bucketMs).toISOString(),
    reporters: append(series.reporters, null),
    usual: append(series.usual, series.usual.at(-1) ?? null),
    alert: append(series.alert, series.alert.at(-1) ?? null),
  }
}

/** What is known after `next`: both together, next's word where they differ, no longer than the longer one. */
function merge(known: RecentMinutes, next: RecentMinutes): RecentMinutes {
  const knownFrom = Date.parse(known.from)
  const nextFrom = Date.parse(next.from)
  if (nextFrom > lastMinute(known) + minuteMs) return next
  if (lastMinute(next) < knownFrom - minuteMs) return known
  const end = Math.max(lastMinute(known), lastMinute(next))
  const length = Math.max(known.reporters.length, next.reporters.length)
  const from = Math.max(Math.min(knownFrom, nextFrom), end - (length - 1) * minuteMs)
  const reporters = Array.from({ length: Math.round((end - from) / minuteMs) + 1 }, (_, index) => {
    const at = from + index * minuteMs
    return countAt(next, at) ?? countAt(known, at) ?? 0
  })
  return { from: new Date(from).toISOString(), reporters }
}

/**
 * Folds streamed minute counts into a series of any range.
 * `known` are the minutes already counted in it: only the difference is added, so the same news twice changes
 * nothing, and a minute older than all that is known is left alone. When a bucket boundary has passed, the window
 * moves on. Buckets that no minute spoke of stay null: not heard is not zero.
 */
export function followMinutes(
  series: Series,
  known: RecentMinutes,
  next: RecentMinutes,
  now: number,
): { series: Series; known: RecentMinutes } {
  if (series.reporters.length === 0 || next.reporters.length === 0) return { series, known }
  const nextFrom = Date.parse(next.from)
  const knownFrom = known.reporters.length > 0 ? Date.parse(known.from) : nextFrom
  const moved = shiftTo(series, Math.max(now, lastMinute(next)))
  const from = Date.parse(moved.from)
  const reporters = [...moved.reporters]
  let isChanged = moved !== series
  next.reporters.forEach((count, index) => {
    const at = nextFrom + index * minuteMs
    const bucket = Math.floor((at - from) / (moved.bucketMinutes * minuteMs))
    if (at < knownFrom || bucket < 0 || bucket >= reporters.length) return
    const counted = countAt(known, at)
    const before = reporters[bucket] ?? null
    if (counted === count) return
    const after = Math.max(0, (before ?? 0) + count - (counted ?? 0))
    if (after === before) return
    reporters[bucket] = after
    isChanged = true
  })
  return {
    series: isChanged ? { ...moved, reporters } : series,
    known: known.reporters.length > 0 ? merge(known, next) : next,
  }
}
