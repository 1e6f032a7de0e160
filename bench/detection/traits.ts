/** What a service is like: its age, its people's clocks and habits, and how noisy its reports are. */

import type { Rng } from './random.ts'
import type { Family, Maturity, WeeklySpike } from './truth.ts'
import { weekProfile } from './week.ts'
import { minutesADay, minutesAWeek, type ZoneName, zoneNames } from './zones.ts'

/** Lengths of the data, minutes, and its first minute. */
export interface Span {
  /** UTC minutes since 1970. */
  firstMinute: number
  /** All minutes of the data, history included. */
  minutes: number
  /** Minutes of history before the evaluated time. */
  history: number
}

export interface Traits {
  /** Mean distinct reporters a minute. */
  rate: number
  kind: Maturity
  birth: number
  /** First minute that counts: the end of the history, or the birth if that is later. */
  evalStart: number
  zones: ZoneName[]
  /** Share of the people in each zone. */
  shares: number[]
  family: Family
  profile: Float64Array
  weeklySpike: WeeklySpike | null
  noise: Noise
  clusters: Clusters
  /** Growth of the log level per day. */
  growth: number
}

export interface Noise {
  /** Slow drift of the log level: standard deviation, and memory in minutes. */
  driftSd: number
  driftMinutes: number
  /** Standard deviation of the log level from day to day. */
  daySd: number
  /** Squared coefficient of variation of single minutes. */
  minuteCv2: number
}

/** Friends and offices: one report brings others, and some people report twice. */
export interface Clusters {
  /** Further reports that each one brings, on average. */
  followers: number
  /** Reports of the same person again, per report. */
  repeats: number
  /** Reporters per first reporter, on average. */
  perPrimary: number
  /** Variance over mean of the reporters. */
  varianceRatio: number
}

/** Share of the followers who had not reported within the hour, and so count as reporters. */
export const newFollowers = 0.8

const kinds = [
  ['mature', 80],
  ['young', 14],
  ['newborn', 6],
] as const
const zoneCounts = [
  [1, 65],
  [2, 20],
  [3, 15],
] as const
const families = [
  ['consumer', 40],
  ['business', 20],
  ['gaming', 20],
  ['bank', 12],
  ['flat', 8],
] as const

/** Most minutes of history that a young service has. */
export const youngHistory = 72 * 60
/** A newborn starts at least this long after the evaluated time began, and in the first part of it. */
const newbornDelay = 720
const newbornPart = 0.45
const weeklySpikeChance = 0.08

function drawBirth(rng: Rng, kind: Maturity, span: Span): number {
  if (kind === 'mature') return 0
  if (kind === 'young') return span.history - rng.int(0, youngHistory)
  const latest = Math.floor((span.minutes - span.history) * newbornPart)
  return span.history + rng.int(newbornDelay, latest)
}

function drawZones(rng: Rng): ZoneName[] {
  const count = rng.weighted(zoneCounts)
  const zones: ZoneName[] = []
  while (zones.length < count) {
    const zone = rng.pick(zoneNames)
    if (!zones.includes(zone)) zones.push(zone)
  }
  return zones
}

function drawShares(rng: Rng, zones: ZoneName[]): number[] {
  const weights = zones.map(() => rng.range(0.5, 1))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

/** Lifts a stretch of the profile by half a sine wave. */
function addWeeklySpike(rng: Rng, profile: Float64Array): WeeklySpike {
  const day = rng.int(0, 6)
  const hour = rng.int(8, 22)
  const spike = { start: day * minutesADay + hour * 60, len: rng.int(45, 100), x: rng.range(1.8, 4) }
  for (let j = 0; j < spike.len; j++) {
    const minute = (spike.start + j) % minutesAWeek
    profile[minute]! *= 1 + (spike.x - 1) * Math.sin((Math.PI * (j + 0.5)) / spike.len)
  }
  return spike
}

/** Followers are geometric in number; each is a new person with a fixed chance. */
function drawClusters(rng: Rng): Clusters {
  const followers = rng.range(0, 1)
  const repeats = rng.range(0.02, 0.25)
  const perPrimary = 1 + newFollowers * followers
  const variance =
    newFollowers * newFollowers * (followers + followers * followers) +
    newFollowers * (1 - newFollowers) * followers
  return { followers, repeats, perPrimary, varianceRatio: (variance + perPrimary * perPrimary) / perPrimary }
}

/** Draws a service; the order of the draws is part of the data. */
export function drawTraits(rng: Rng, rate: number, span: Span): Traits {
  const kind = rng.weighted(kinds)
  const birth = drawBirth(rng, kind, span)
  const zones = drawZones(rng)
  const family = zones.length === 3 ? 'flat' : rng.weighted(families)
  const profile = weekProfile(rng, family)
  const shares = drawShares(rng, zones)
  const spikes = kind === 'mature' && rng.chance(weeklySpikeChance)
  const weeklySpike = spikes ? addWeeklySpike(rng, profile) : null
  const noise = {
    driftSd: rng.range(0.05, 0.22),
    driftMinutes: rng.logRange(30, 240),
    daySd: rng.range(0.03, 0.16),
    minuteCv2: rng.logRange(0.005, 0.1),
  }
  const clusters = drawClusters(rng)
  // A young service doubles in 7 to 40 days; a mature one hardly changes.
  const growth = kind === 'mature' ? rng.range(-0.01, 0.012) : Math.LN2 / rng.range(7, 40)
  const evalStart = Math.max(span.history, birth)
  return {
    rate,
    kind,
    birth,
    evalStart,
    zones,
    shares,
    family,
    profile,
    weeklySpike,
    noise,
    clusters,
    growth,
  }
}
