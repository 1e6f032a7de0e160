import { isoMinute as iso } from '../detections.ts'
import type { Point } from './anchor.ts'
import type { Buckets } from './buckets.ts'

/** A Detection without the name of its service. */
export interface Incident {
  start: string
  detected_at: string
  /** Null while it lasts. */
  end: string | null
}

/** Minutes without an alarm that end an incident: one rule for all anchors, so that only their scores compete. */
const quietMinutes = 30

/** Turns scores into incidents; each ends, in hindsight, with its last bucket that alarmed. */
export function incidentsOf(
  { counts, first, minutes }: Buckets,
  scores: Float64Array,
  { threshold, minimum }: Point,
): Incident[] {
  const incidents: Incident[] = []
  let open: Incident | null = null
  let lastAlarm = 0
  for (let i = 0; i < counts.length; i++) {
    const start = (first + i) * minutes
    const lastMinute = start + minutes - 1
    if (scores[i]! >= threshold && counts[i]! >= minimum) {
      open ??= { start: iso(start), detected_at: iso(lastMinute), end: null }
      lastAlarm = lastMinute
    } else if (open && lastMinute - lastAlarm >= quietMinutes) {
      incidents.push({ ...open, end: iso(lastAlarm) })
      open = null
    }
  }
  if (open) incidents.push(open)
  return incidents
}
