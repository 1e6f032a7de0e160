import { minuteMs } from '#core/bucket.ts'
import { createDetector, type Detector, ruleVersion } from '#core/detect/detect.ts'
import { cappedEvidence } from '#core/detect/evidence.ts'
import type { MinuteInput, Verdict } from '#core/detect/verdict.ts'
import type { ReportClass } from '#core/report/report.ts'
import type { StateView } from '#core/view.ts'
import type { OpenIncident } from '#store/incident/incidents.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import type { DetectorRow } from '#store/watch/detectors.ts'

/** Minutes of counts kept in mind: what "in the last hour" needs. */
const keptMinutes = 60

export interface KeptMinute {
  minute: number
  reporters: number
  count: number
  weights: Record<ReportClass, number>
}

/** What remembers its last hour: a ward, or a part of one. Newest last, only minutes with reports. */
export interface Hour<Minute extends KeptMinute = KeptMinute> {
  minutes: Minute[]
}

/** One service under watch: its detector, its last hour, its open incident and what was last said of it. */
export interface Ward extends Hour {
  service: ServiceRecord
  detector: Detector
  open: OpenIncident | null
  verdict: Verdict | null
  view: StateView | null
  /** The view as last written; null: not written by this process yet. */
  published: StateView | null
  /** Entries on the timeline that are official updates. */
  officialUpdates: number
  /** When the operator last confirmed a problem, ms. */
  confirmedAt: number | null
  /** The verdict that `published` was last held against. */
  said: Verdict | null
  /** The minute, ms, in which that was. */
  saidMinute: number
  /** Spreads over the minutes what each service needs now and then. */
  phase: number
  /** When the detector's state was last kept by this process, ms. */
  keptAt: number | null
}

export function createWard(
  service: ServiceRecord,
  kept: { detector: DetectorRow | undefined; open: OpenIncident | undefined; view: StateView | undefined },
): Ward {
  const firstMinute = Math.floor(service.createdAt / minuteMs) * minuteMs
  // A snapshot of another rule is of no use: what it knew is learnt again from the rows (watch/relearn).
  const snapshot = kept.detector?.snapshot.version === ruleVersion ? kept.detector.snapshot : undefined
  return {
    service,
    detector: createDetector({ firstMinute, snapshot }),
    minutes: [],
    open: kept.open ?? null,
    verdict: null,
    view: kept.view ?? null,
    published: null,
    officialUpdates: 0,
    confirmedAt: null,
    said: null,
    saidMinute: 0,
    phase: Number.parseInt(service.id.slice(-4), 16),
    keptAt: null,
  }
}

/** Takes in (or corrects) what the store says of one minute, and tells whether that is something new. */
export function keepMinute<Minute extends KeptMinute>({ minutes }: Hour<Minute>, row: Minute): boolean {
  const before = minutes.findLastIndex((kept) => kept.minute <= row.minute)
  const known = minutes[before]?.minute === row.minute ? minutes[before] : undefined
  minutes.splice(before + 1 - (known ? 1 : 0), known ? 1 : 0, row)
  dropOldMinutes({ minutes }, row.minute)
  return known?.reporters !== row.reporters || known?.count !== row.count
}

/** Forgets the minutes that are not in the hour up to `now`. */
export function dropOldMinutes({ minutes }: Hour, now: number): void {
  // One more than an hour: a state that lost its last people has to be said.
  const oldest = now - (keptMinutes + 1) * minuteMs
  while (minutes[0] && minutes[0].minute < oldest) minutes.shift()
}

/** People in the `minutes` up to and with the one that starts at `minute`. */
export function peopleIn(hour: Hour, minutes: number, minute: number): number {
  const from = minute - minutes * minuteMs
  let people = 0
  for (const kept of hour.minutes) if (kept.minute > from && kept.minute <= minute) people += kept.reporters
  return people
}

export const reportersAt = (hour: Hour, minute: number): number =>
  hour.minutes.findLast((kept) => kept.minute === minute)?.reporters ?? 0

const noWeight = { page: 0, untokened: 0, away: 0, hosting: 0 }

/** What the detector is told of a minute: evidence after weights and class caps. */
export function inputOf(hour: Hour, minute: number, breadth: number | null, gap: boolean): MinuteInput {
  const kept = hour.minutes.findLast((entry) => entry.minute === minute)
  if (!kept) return { minute, evidence: 0, count: 0, breadth, gap }
  const sums = { ...noWeight }
  const from = minute - 15 * minuteMs
  for (const entry of hour.minutes) {
    if (entry.minute <= from || entry.minute > minute) continue
    for (const name of Object.keys(sums) as ReportClass[]) sums[name] += entry.weights[name]
  }
  return { minute, evidence: cappedEvidence(sums, kept.weights), count: kept.count, breadth, gap: false }
}

/**
 * Whether breadth can matter now: a rise worth a look, or an incident open. Breadth costs a query,
 * so quiet services are spared it.
 */
export function needsBreadth(ward: Ward, minute: number): boolean {
  if (ward.open) return true
  const usual15m = ward.verdict?.usual15m ?? 0
  const [quarter, hour] = [peopleIn(ward, 15, minute), peopleIn(ward, 60, minute)]
  return hour >= 4 && (quarter >= 1.5 * usual15m || hour >= 1.5 * 4 * usual15m)
}
