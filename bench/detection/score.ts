/** The figures of a judged detector. */

import type { Blame, JudgedOutage, JudgedService } from './judge.ts'
import { quantile, rounded, sum } from './numbers.ts'
import { type Maturity, type OutageType, type SizeClass, sizeClasses } from './truth.ts'

/** False alarms per service-week that halve the score: one in five weeks, or ten a year. */
const halvingRate = 0.2
/** What a repeated alarm costs, in false alarms. */
const duplicateCost = 0.25
export const weeksAYear = 52.18
/** Resamples of the bootstrap (Efron 1979), and where its random numbers start. */
const resamples = 300
const bootstrapSeed = 12_345

/** Classes of services by their distinct reporters a minute. */
export const rateClasses = [
  { name: '<0.05', below: 0.05 },
  { name: '0.05-0.5', below: 0.5 },
  { name: '0.5-5', below: 5 },
  { name: '5-50', below: 50 },
  { name: '>50', below: Number.POSITIVE_INFINITY },
] as const
export type RateClass = (typeof rateClasses)[number]['name']

/** How a group of outages fared. Times are minutes; null: nothing found to speak of. */
export interface Found {
  outages: number
  /** Covered outages count half. */
  recall: number | null
  delayMedian: number | null
  delayP90: number | null
  endErrorMedian: number | null
  utility: number
}

export interface Alarms {
  count: number
  perServiceWeek: number
  perServiceYear: number
}

export interface Scorecard {
  /** 0 (finds nothing) to 100 (all at once, none false), and its standard error from a bootstrap over services. */
  composite: number
  standardError: number
  /** Weighted mean worth of the outages, before false alarms are charged. */
  utility: number
  recall: number
  /** Null if it never alarmed. */
  precision: number | null
  falseAlarms: Alarms
  duplicates: number
  serviceWeeks: number
  delayMedian: number | null
  delayP90: number | null
  /** Absolute error. */
  endErrorMedian: number | null
  bySize: Record<SizeClass, Found>
  byRate: Record<RateClass, Found>
  byType: Record<OutageType, Found>
  byKind: Record<Maturity, Found>
  /** The composite of services with weeks of history, and of those with days or none. */
  byMaturity: { mature: number; young: number }
  falseAlarmsByRate: Record<RateClass, Alarms>
  falseAlarmsOn: Record<Blame, Alarms>
}

const rateClassOf = (rate: number): RateClass => rateClasses.find(({ below }) => rate < below)!.name

/** Scores any set of judged services, of one data set or of several. Pure; the bootstrap is always the same. */
export function scorecardOf(services: readonly JudgedService[]): Scorecard {
  const outages = services.flatMap((one) => one.outages)
  const weeks = sum(services.map((one) => one.weeks))
  const falseAlarms = services.flatMap((one) => one.falseAlarms)
  const hits = outages.filter(({ delay }) => delay !== null).length
  const { composite, utility } = compose(services)
  const { recall, delayMedian, delayP90, endErrorMedian } = foundOf(outages)
  const ofRate = (name: RateClass) => services.filter(({ service }) => rateClassOf(service.rate) === name)
  const ofKind = (kinds: Maturity[]) => services.filter(({ service }) => kinds.includes(service.kind))
  return {
    composite: rounded(composite, 2),
    standardError: rounded(bootstrapError(services), 2),
    utility: rounded(utility, 4),
    recall: rounded(recall ?? 0, 4),
    precision: hits + falseAlarms.length > 0 ? rounded(hits / (hits + falseAlarms.length), 4) : null,
    falseAlarms: alarmsOf(falseAlarms.length, weeks),
    duplicates: sum(services.map((one) => one.duplicates)),
    serviceWeeks: rounded(weeks, 1),
    delayMedian,
    delayP90,
    endErrorMedian,
    bySize: grouped(
      sizeClasses.map(({ name }) => name),
      (name) => foundOf(outages.filter(({ outage }) => outage.cls === name)),
    ),
    byRate: grouped(
      rateClasses.map(({ name }) => name),
      (name) => foundOf(ofRate(name).flatMap((one) => one.outages)),
    ),
    byType: grouped(['sudden', 'slow', 'blip', 'regional', 'decay', 'pair', 'flap'], (name) =>
      foundOf(outages.filter(({ outage }) => outage.type === name)),
    ),
    byKind: grouped(['mature', 'young', 'newborn'], (name) =>
      foundOf(ofKind([name]).flatMap((one) => one.outages)),
    ),
    byMaturity: {
      mature: rounded(compose(ofKind(['mature'])).composite, 2),
      young: rounded(compose(ofKind(['young', 'newborn'])).composite, 2),
    },
    falseAlarmsByRate: grouped(
      rateClasses.map(({ name }) => name),
      (name) => alarmsOfServices(ofRate(name)),
    ),
    falseAlarmsOn: grouped(['plain', 'wave', 'spam', 'flash', 'micro', 'gap', 'holiday', 'shift'], (name) =>
      alarmsOf(falseAlarms.filter((one) => one === name).length, weeks),
    ),
  }
}

/** 100 × mean worth / (1 + rate/0.2): the rate counts false alarms and a quarter of the repetitions. */
function compose(services: readonly JudgedService[]): { composite: number; utility: number } {
  let weight = 0
  let worth = 0
  let charged = 0
  let weeks = 0
  for (const one of services) {
    for (const outage of one.outages) {
      weight += outage.weight
      worth += outage.weight * outage.utility
    }
    charged += one.falseAlarms.length + duplicateCost * one.duplicates
    weeks += one.weeks
  }
  const utility = weight > 0 ? worth / weight : 0
  const rate = weeks > 0 ? charged / weeks : 0
  return { composite: (100 * utility) / (1 + rate / halvingRate), utility }
}

/** Services are drawn anew with replacement: they are independent, while the outages of one are not. */
function bootstrapError(services: readonly JudgedService[]): number {
  let state = bootstrapSeed
  // Numerical Recipes' linear congruence: enough for picking, and no stream of the generator is touched.
  const pick = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return services[Math.floor((state / 2 ** 32) * services.length)]!
  }
  const composites = Array.from({ length: resamples }, () => compose(services.map(pick)).composite)
  const mean = sum(composites) / resamples
  return Math.sqrt(sum(composites.map((one) => (one - mean) ** 2)) / (resamples - 1))
}

function foundOf(outages: readonly JudgedOutage[]): Found {
  const hits = outages.filter(({ delay }) => delay !== null)
  const delays = hits.map(({ delay }) => delay!)
  const weight = sum(outages.map((one) => one.weight))
  return {
    outages: outages.length,
    recall: outages.length > 0 ? sum(outages.map(({ found }) => found)) / outages.length : null,
    delayMedian: quantile(delays, 0.5),
    delayP90: quantile(delays, 0.9),
    endErrorMedian: quantile(
      hits.map(({ endError }) => Math.abs(endError!)),
      0.5,
    ),
    utility: weight > 0 ? sum(outages.map((one) => one.weight * one.utility)) / weight : 0,
  }
}

function alarmsOf(count: number, weeks: number): Alarms {
  const rate = weeks > 0 ? count / weeks : 0
  return { count, perServiceWeek: rounded(rate, 4), perServiceYear: rounded(rate * weeksAYear, 2) }
}

const alarmsOfServices = (services: readonly JudgedService[]): Alarms =>
  alarmsOf(sum(services.map((one) => one.falseAlarms.length)), sum(services.map((one) => one.weeks)))

/** One entry for each name; a class that nothing belongs to says so with zeros. */
const grouped = <K extends string, T>(names: readonly K[], of: (name: K) => T): Record<K, T> =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<K, T>
