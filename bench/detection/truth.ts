/**
 * What really happened in a generated data set: the shape of truth.json, which the scorer reads and a detector
 * must never see. All minutes are counted from the first minute of the data (`t0`), both ends included.
 */

/** How long a service has been watched when the evaluated time begins: weeks, at most 3 days, not at all. */
export type Maturity = 'mature' | 'young' | 'newborn'

/** Whose rhythm of day and week a service follows. */
export type Family = 'consumer' | 'business' | 'gaming' | 'bank' | 'flat'

/** Course of an outage; `pair` is the second of two that come shortly after each other, or the first of them. */
export type OutageType = 'sudden' | 'slow' | 'blip' | 'regional' | 'decay' | 'pair' | 'flap'

export type SizeClass = 'barely' | 'small' | 'medium' | 'large' | 'huge'

/** Things that look a little like outages and are none. */
export type NegativeType = 'wave' | 'spam' | 'flash' | 'micro' | 'gap' | 'holiday' | 'shift'

/**
 * Classes of size by the nats an outage shows: the log-likelihood ratio that the best window of 5 to 60 minutes
 * collects within 90 minutes, the true background given. Sizes are drawn between `from` and `to`.
 */
export const sizeClasses: ReadonlyArray<{ name: SizeClass; from: number; to: number }> = [
  { name: 'barely', from: 10, to: 18 },
  { name: 'small', from: 18, to: 40 },
  { name: 'medium', from: 40, to: 120 },
  { name: 'large', from: 120, to: 400 },
  { name: 'huge', from: 400, to: 4000 },
]

export interface Outage {
  /** First minute of excess. */
  start: number
  /** Last minute in which the excess is still material. */
  end: number
  type: OutageType
  cls: SizeClass
  nats: number
  /** Largest ratio of a 15-minute mean to its background. */
  ratio: number
  /** Extra reporters a minute at the peak. */
  peak: number
  /** False: one of the unlabelled outages of the past that a detector has to learn around. */
  evaluated: boolean
}

export interface HardNegative {
  type: NegativeType
  start: number
  end: number
  /** Factor of a wave, flash, holiday or shift; reports a minute of spam; people of a micro-burst. */
  x?: number
}

/** A peak that comes every week at the same time, as after a weekly update. */
export interface WeeklySpike {
  /** Minute of the local week, Monday 00:00 being 0. */
  start: number
  /** Minutes. */
  len: number
  /** Factor at its middle. */
  x: number
}

export interface TruthService {
  service: string
  /** Mean distinct reporters a minute. */
  rate: number
  kind: Maturity
  /** First minute of its file. */
  birth: number
  /** Incidents detected in [evalStart, evalEnd) are judged. */
  evalStart: number
  evalEnd: number
  zones: string[]
  family: Family
  /** Standard deviation and memory (minutes) of the slow random drift of the log level. */
  sAR: number
  tauAR: number
  /** Standard deviation of the log level from day to day. */
  sDay: number
  /** Variance over mean of the reporters, from clusters. */
  vmr: number
  /** Squared coefficient of variation of the level. */
  cv2: number
  weeklySpike: WeeklySpike | null
  outages: Outage[]
  negatives: HardNegative[]
}

export interface Truth {
  version: 1
  kind: 'synthetic'
  seed: string
  /** First minute of the data, ISO-8601 UTC. */
  t0: string
  /** Length of the data. */
  minutes: number
  /** Where the evaluated time begins for a service that is not born later. */
  evalStart: number
  /** Of the bytes of all input files, one after the other in the order of the services. */
  sha256: string
  services: TruthService[]
}
