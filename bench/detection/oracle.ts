/** Two detectors that check the scorer: one that knows everything, and so scores 100; a silent one scores 0. */

import { type Detection, isoMinute } from './detections.ts'
import type { Truth } from './truth.ts'

/** Every evaluated outage from its first minute to its last. */
export function oracle(truth: Truth): Detection[] {
  const first = Date.parse(truth.t0) / 60_000
  const iso = (minute: number) => isoMinute(first + minute)
  return truth.services.flatMap(({ service, outages }) =>
    outages
      .filter((one) => one.evaluated)
      .map(({ start, end }) => ({
        service,
        start: iso(start),
        detected_at: iso(start),
        end: iso(end),
      })),
  )
}

export const silent: Detection[] = []
