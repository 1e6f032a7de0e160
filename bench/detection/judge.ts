/** Sets the incidents of a detector against what really happened, service by service. */

import type { Detection } from './detections.ts'
import { sum } from './numbers.ts'
import type { NegativeType, Outage, Truth, TruthService } from './truth.ts'

const msAMinute = 60_000
const minutesAWeek = 10_080

/** Minutes after an outage in which a further alarm is a repetition, not a false one. */
const graceMinutes = 60
/** What is left of an outage's worth however late it is found, and how the rest decays. Minutes. */
const late = { floor: 0.3, free: 2, halfLife: 15 }
/** Share of the worth that hangs on the end, and the errors up to and from which all and none of it is earned. */
const ending = { share: 0.15, free: 10, zero: 60 }
/** For an outage that only the still open incident of the one before it covers. */
const coveredCredit = 0.5
/** An outage is covered if that incident lasts for so many minutes of it, or half of it. */
const coveredMinutes = 15
/** Of outages that one may overlook; all others weigh 1. */
const barelyWeight = 0.5
/** A false alarm is put down to a hard negative this close to it. Minutes. */
const blame = { before: 5, after: 30 }
/** Error of an end that was never told. Minutes. */
const neverEnds = 1e6

export interface JudgedOutage {
  outage: Outage
  /** 1, or less if it was only covered, or 0. */
  found: number
  /** Minutes from its first one to the alarm; null if there was none. */
  delay: number | null
  /** Minutes by which the end was told too late (or, below 0, too early); null if it was not found. */
  endError: number | null
  /** Worth earned, 0 to 1. */
  utility: number
  weight: number
}

/** What a false alarm is put down to; `plain`: nothing but chance. */
export type Blame = NegativeType | 'plain'

export interface JudgedService {
  service: TruthService
  outages: JudgedOutage[]
  /** One entry for each false alarm. */
  falseAlarms: Blame[]
  duplicates: number
  /** Evaluated time without an outage. */
  weeks: number
}

export interface Judgement {
  services: JudgedService[]
  /** Lines that could not be used, in words. */
  problems: string[]
}

/** An incident in minutes of the data; `outage` is the one it belongs to. */
interface Incident {
  at: number
  end: number
  outage: Outage | null
}

/** Judges incidents by the truth, in time O(incidents × outages of a service). Pure. */
export function judge(truth: Truth, detections: readonly Detection[]): Judgement {
  const { incidents, problems } = sortOut(truth, detections)
  const services = truth.services.map((service) => judgeService(service, incidents.get(service.service)!))
  return { services, problems }
}

function sortOut(truth: Truth, detections: readonly Detection[]) {
  const first = Date.parse(truth.t0) / msAMinute
  const minuteOf = (time: string) => Math.round(Date.parse(time) / msAMinute - first)
  const incidents = new Map<string, Incident[]>(truth.services.map(({ service }) => [service, []]))
  const problems: string[] = []
  for (const one of detections) {
    const list = incidents.get(one.service)
    const at = minuteOf(one.detected_at)
    const end = one.end ? minuteOf(one.end) : Number.POSITIVE_INFINITY
    const start = one.start ? minuteOf(one.start) : at
    if (!list) problems.push(`unknown service ${one.service}`)
    else if (!(start <= at && start <= end)) problems.push(`bad times ${JSON.stringify(one)}`)
    else list.push({ at, end, outage: null })
  }
  return { incidents, problems }
}

function judgeService(service: TruthService, all: readonly Incident[]): JudgedService {
  const { evalStart, evalEnd } = service
  const incidents = all.filter(({ at }) => at >= evalStart && at < evalEnd).sort((a, b) => a.at - b.at)
  const evaluated = service.outages.filter((one) => one.evaluated)
  const past = service.outages.filter((one) => !one.evaluated)
  const hits = new Map<Outage, Incident[]>(evaluated.map((one) => [one, []]))
  const falseAlarms: Blame[] = []
  let duplicates = 0
  for (const incident of incidents) {
    const { at } = incident
    const hit = evaluated.find((one) => at >= one.start && at <= one.end)
    const afterwards = hit ?? evaluated.find((one) => at > one.end && at <= one.end + graceMinutes)
    incident.outage = afterwards ?? null
    if (hit) hits.get(hit)!.push(incident)
    else if (afterwards) duplicates++
    else if (!past.some((one) => at >= one.start && at <= one.end + graceMinutes)) {
      falseAlarms.push(blameFor(service, at))
    }
  }
  const outages = evaluated.map((outage) => judgeOutage(outage, hits.get(outage)!, incidents))
  for (const list of hits.values()) duplicates += Math.max(0, list.length - 1)
  const outageMinutes = sum(evaluated.map(({ start, end }) => end - start + 1))
  const weeks = Math.max(0, evalEnd - evalStart - outageMinutes) / minutesAWeek
  return { service, outages, falseAlarms, duplicates, weeks }
}

const blameFor = ({ negatives }: TruthService, at: number): Blame =>
  negatives.find(({ start, end }) => at >= start - blame.before && at <= end + blame.after)?.type ?? 'plain'

/** `hits`: incidents detected within it; `incidents`: all of the service, in order of time. */
function judgeOutage(
  outage: Outage,
  hits: readonly Incident[],
  incidents: readonly Incident[],
): JudgedOutage {
  const weight = outage.cls === 'barely' ? barelyWeight : 1
  const { start, end } = outage
  const [first] = hits
  if (first) {
    const delay = first.at - start
    const endError = errorOf(hits.at(-1)!, end)
    const worth = late.floor + (1 - late.floor) * 2 ** (-Math.max(0, delay - late.free) / late.halfLife)
    return { outage, found: 1, delay, endError, utility: worth * endFactor(endError), weight }
  }
  const until = start + Math.min(coveredMinutes, (end - start) / 2)
  const cover = incidents.find((one) => one.outage && one.at < start && one.end >= until)
  if (!cover) return { outage, found: 0, delay: null, endError: null, utility: 0, weight }
  const endError = errorOf(cover, end)
  return {
    outage,
    found: coveredCredit,
    delay: null,
    endError,
    utility: coveredCredit * endFactor(endError),
    weight,
  }
}

const errorOf = (incident: Incident, end: number): number =>
  Number.isFinite(incident.end) ? incident.end - end : neverEnds

/** What of an outage's worth is kept for an end told with this error. */
function endFactor(error: number): number {
  const lost = (Math.abs(error) - ending.free) / (ending.zero - ending.free)
  return 1 - ending.share * Math.max(0, Math.min(1, lost))
}
