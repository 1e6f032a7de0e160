/** Puts a look into words and numbers: the verdict that page, API and log show. */

import type { Status, UnknownReason } from '../status.ts'
import { type Look, leastCount, leastReporters, ratioOf } from './judge.ts'
import type { levelsOf } from './rule.ts'
import { countForSurprise, surpriseOf, wholeCount } from './tail.ts'
import type { ReasonCode, Verdict } from './verdict.ts'
import { quarterHour, windowCount, windowMinutes } from './windows.ts'

/** 2.5 %, in nats, and its place on the normal curve: nineteen of twenty lie between the two tails. */
const outerNats = -Math.log(0.025)
const outerZ = 1.959964

export interface VerdictFacts {
  at: number
  status: Status
  unknownReason: UnknownReason | null
  breadth: number | null
  minutesAbove: number
  levels: ReturnType<typeof levelsOf>
  ruleVersion: string
}

/** Quantile of a gamma variable with this mean and variance (Wilson & Hilferty 1931). */
function gammaQuantile(mean: number, variance: number, z: number): number {
  const ninth = variance / (9 * mean * mean)
  const root = 1 - ninth + z * Math.sqrt(ninth)
  return root > 0 ? mean * root ** 3 : 0
}

/** Interval in which nineteen of twenty ordinary windows fall, reporters. */
function usualInterval(mean: number, variance: number, guess?: number): [number, number] {
  const low = Math.max(0, Math.floor(gammaQuantile(mean, variance, -outerZ)))
  // Small counts are lumpy: there the exact tail decides.
  const high =
    mean < 20 ? countForSurprise(outerNats, mean, variance, guess) - 1 : gammaQuantile(mean, variance, outerZ)
  return [low, Math.max(low, Math.ceil(high))]
}

/** Why the loudest window did not alarm, or why it did. */
function reasonsOf(look: Look, facts: VerdictFacts): ReasonCode[] {
  const reasons: ReasonCode[] = []
  const { levels } = facts
  if (look.loudness > 0) reasons.push('surprise-possible')
  if (look.loudness > 1) reasons.push('surprise-major')
  if (look.narrow) reasons.push('narrow')
  const w = look.window
  if (look.loudness === 0 && look.surprise[w]! >= levels.possibleNats) {
    if (facts.unknownReason === 'young') reasons.push('learning')
    const y = wholeCount(look.observed[w]!)
    if (y < leastReporters) reasons.push('too-few-reporters')
    else if (y < leastCount(ratioOf(windowMinutes[w]!) * levels.ratioScale, look.expected[w]!))
      reasons.push('ratio-too-small')
    if (look.recurring) reasons.push('recurring')
  } else if (facts.unknownReason === 'young') reasons.push('learning')
  if (look.repeats) reasons.push('repeats')
  if (facts.status === 'recovering') reasons.push('falling')
  if (look.closing) reasons.push(look.closing === 'rebase' ? 'rebased' : 'back-to-usual')
  return reasons
}

/** The window to speak of when none stands out: the one furthest above usual in standard deviations. */
function highestWindow(look: Look): number {
  let best = quarterHour
  let most = -Infinity
  for (let w = 0; w < windowCount; w++) {
    const z = (wholeCount(look.observed[w]!) - look.expected[w]!) / Math.sqrt(look.variance[w]!)
    if (z > most + 1e-12) {
      most = z
      best = w
    }
  }
  return best
}

/**
 * What a detector remembers of the verdict before: thresholds, as first guesses for the next ones. They change
 * how long the search takes, never what it finds.
 */
export const guessCount = 2 * windowCount + 1
const highGuess = 2 * windowCount

function threshold(
  look: Look,
  w: number,
  levels: VerdictFacts['levels'],
  kind: 0 | 1,
  guesses: Float64Array,
): number {
  const nats = kind === 0 ? levels.possibleNats : levels.majorNats
  const at = 2 * w + kind
  const found = countForSurprise(nats, look.expected[w]!, look.variance[w]!, guesses[at]! || undefined)
  guesses[at] = found
  return Math.max(found, leastCount(ratioOf(windowMinutes[w]!) * levels.ratioScale, look.expected[w]!))
}

/** The verdict of a look; `guesses`: `guessCount` numbers of the detector's own, zero at first. */
export function writeVerdict(look: Look, facts: VerdictFacts, guesses: Float64Array): Verdict {
  const { levels } = facts
  const w = look.loudest >= 0 ? look.window : highestWindow(look)
  const expected = look.expected[w]!
  const surprise = look.surprise[w]! || surpriseOf(look.observed[w]!, expected, look.variance[w]!)
  const alert15m = threshold(look, quarterHour, levels, 0, guesses)
  const major15m = threshold(look, quarterHour, levels, 1, guesses)
  const interval = usualInterval(expected, look.variance[w]!, guesses[highGuess] || undefined)
  guesses[highGuess] = interval[1] + 1
  const windowThreshold = w === quarterHour ? alert15m : threshold(look, w, levels, 0, guesses)
  const reasons = reasonsOf(look, facts)
  // A count above its level, and yet nothing is said: it has been said already.
  const isOver = facts.status === 'none' && look.observed[w]! >= windowThreshold
  if (isOver && reasons.length === 0) reasons.push('after')
  return {
    at: facts.at,
    status: facts.status,
    unknownReason: facts.unknownReason,
    windowMinutes: windowMinutes[w]!,
    observed: look.observed[w]!,
    expected,
    interval,
    threshold: windowThreshold,
    majorThreshold: w === quarterHour ? major15m : threshold(look, w, levels, 1, guesses),
    surprise,
    tailProbability: Math.exp(-surprise),
    reporters: Math.round(look.observed[w]!),
    reporters15m: look.observed[quarterHour]!,
    usual15m: look.expected[quarterHour]!,
    alert15m,
    major15m,
    breadth: facts.breadth,
    minutesAbove: facts.minutesAbove,
    reasons,
    ruleVersion: facts.ruleVersion,
  }
}
