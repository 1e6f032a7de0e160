import { bucketStart, minuteMs } from '../bucket.ts'

/** The stretch in which an incident is drawn, ms, and the length of its buckets. */
export interface IncidentSpan {
  from: number
  to: number
  bucketMinutes: number
}

/** What is shown before and after an incident. */
const aroundMs = 30 * minuteMs
const fewestBuckets = 60
const mostBuckets = 180
/** An incident of a day and a half has finer buckets than a quarter of an hour no more; longer ones are rare. */
const sizes = [1, 5, 15, 60, 360]

/**
 * Half an hour before an incident to half an hour after it (never beyond `now`), in buckets of 1, 5 or 15 minutes so
 * that 60 to 180 of them result; where a size would give fewer, the stretch grows to both sides.
 */
export function incidentSpan(startedAt: number, endedAt: number | null, now: number): IncidentSpan {
  const last = Math.min(now, (endedAt ?? now) + aroundMs)
  const minutes = (last - startedAt + aroundMs) / minuteMs
  const bucketMinutes = sizes.find((size) => minutes / size <= mostBuckets - 1) ?? 360
  const bucketMs = bucketMinutes * minuteMs
  const end = (at: number) => Math.ceil(at / bucketMs) * bucketMs
  let from = bucketStart(startedAt - aroundMs, bucketMinutes)
  let to = end(last)
  const missing = fewestBuckets - (to - from) / bucketMs
  if (missing > 0) {
    to = Math.min(end(now), to + Math.ceil(missing / 2) * bucketMs)
    from = Math.min(from, to - fewestBuckets * bucketMs)
  }
  return { from, to, bucketMinutes }
}

/**
 * When an incident's highest quarter hour ended, ms. Its end is known only later and lies where the excess ended, which
 * may be in that very quarter hour: a peak is never after the end.
 */
export const peakWithin = (peakAt: number | null, endedAt: number | null): number | null =>
  peakAt === null || endedAt === null ? peakAt : Math.min(peakAt, endedAt)

/** Sums of `size` values in a row; the last may be of fewer. */
export const sumsOf = (line: readonly number[], size: number): number[] =>
  Array.from({ length: Math.ceil(line.length / size) }, (_, index) =>
    line.slice(index * size, (index + 1) * size).reduce((sum, count) => sum + count, 0),
  )

/** Minutes that a replay has at most. */
export const mostReplayMinutes = 26 * 60

/** What a replay tells of: half an hour before an incident to half an hour after it, never beyond `now`, ms. */
export function replaySpan(
  incident: { startedAt: string; endedAt: string | null },
  now: number,
): { from: string; minutes: number; isCut: boolean } {
  const from = bucketStart(Date.parse(incident.startedAt) - aroundMs, 1)
  const last = Math.min(now, incident.endedAt ? Date.parse(incident.endedAt) + aroundMs : now)
  const whole = Math.max(0, Math.floor((last - from) / minuteMs))
  const minutes = Math.min(whole, mostReplayMinutes)
  return { from: new Date(from).toISOString(), minutes, isCut: whole > minutes }
}
