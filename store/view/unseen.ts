import { minuteMs } from '#core/bucket.ts'
import { noSurroundings, type StateView } from '#core/view.ts'
import type { ServiceRecord } from '../service/services.ts'

const iso = (at: number) => new Date(at).toISOString()

/** What is said of a service that the watch has not looked at yet. */
const unseen = (service: ServiceRecord, now: number): StateView => ({
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

/** What is said of a service whose operator closed it: nothing of now, and since when. */
const closedState = (service: ServiceRecord, discontinuedAt: number, now: number): StateView => ({
  ...unseen(service, now),
  unknownReason: 'closed',
  since: iso(discontinuedAt),
})

/** What is said of a service without a look at it: it is closed, or the watch has not come to it yet. */
export const unseenState = (service: ServiceRecord, now: number): StateView =>
  service.discontinuedAt === null ? unseen(service, now) : closedState(service, service.discontinuedAt, now)

/** Its state among those that were read. A closed service may still have one of its last day. */
export const stateIn = (states: Map<string, StateView>, service: ServiceRecord, now: number): StateView =>
  (service.discontinuedAt === null && states.get(service.id)) || unseenState(service, now)
