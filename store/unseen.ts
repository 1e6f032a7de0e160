import { minuteMs } from '#core/bucket.ts'
import { noSurroundings, type StateView } from '#core/view.ts'
import type { ServiceRecord } from './services.ts'

const iso = (at: number) => new Date(at).toISOString()

/** What is said of a service that the watch has not looked at yet. */
export const unseenState = (service: ServiceRecord, now: number): StateView => ({
  service: service.slug,
  status: 'unknown',
  unknownReason: 'young',
  since: iso(now),
  at: iso(now),
  stale: false,
  version: 0,
  reports15m: 0,
  reports60m: 0,
  usual15m: null,
  alert15m: null,
  major15m: null,
  timesUsual: null,
  verdict: null,
  incident: null,
  recent: { from: iso(Math.floor(now / minuteMs) * minuteMs), reporters: [0] },
  timelineVersion: 0,
  ...noSurroundings,
})
