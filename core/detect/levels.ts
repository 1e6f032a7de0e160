import { minuteMs } from '../bucket.ts'
import { leastCount, ratioOf } from './judge.ts'
import { levelsOf, type Rule, ruleInForce } from './rule.ts'
import { seasonAt } from './season.ts'
import { psiOf, varianceOf } from './spread.ts'
import { countForSurprise } from './tail.ts'
import type { Baseline } from './verdict.ts'

/** No alert level is drawn for buckets longer than the longest window, minutes. */
const longestWindow = 60
/** Fewer expected than this a minute is not believed; the same floor as the detector's. */
const leastExpected = 1e-4

/**
 * Usual and alert level of the bucket [`start`, `start` + `minutes`), in reporters; `start` in ms.
 * usual = level × Σ season (× the gain now, if asked for: right for buckets of the last hour or so).
 * alert = the smallest count at which a window of that length alone would say "possible", or null
 * for buckets over an hour and where nothing has been learnt yet. About 5 µs a call.
 */
export function levelsAt(
  baseline: Baseline,
  start: number,
  minutes: number,
  options?: { withGain?: boolean; rule?: Rule | undefined },
): { usual: number; alert: number | null } {
  const first = Math.floor(start / minuteMs)
  let season = 0
  for (let i = 0; i < minutes; i++) season += seasonAt(baseline.season, first + i)
  const usual = baseline.level * season * (options?.withGain ? baseline.gain : 1)
  const { phi, psi5, psi15, psi60, doubt, possibleNats, majorNats = 0 } = baseline.spread
  const known =
    phi !== undefined &&
    psi5 !== undefined &&
    psi15 !== undefined &&
    psi60 !== undefined &&
    doubt !== undefined &&
    possibleNats !== undefined
  if (minutes > longestWindow || minutes <= 0 || baseline.learnedMinutes === 0 || !known) {
    return { usual, alert: null }
  }
  const expected = Math.max(leastExpected * minutes, usual)
  const variance = varianceOf(phi, psiOf({ phi, psi5, psi15, psi60 }, minutes), doubt, expected)
  const levels = levelsOf(options?.rule ?? ruleInForce, { possibleNats, majorNats })
  const byTail = countForSurprise(levels.possibleNats, expected, variance)
  return { usual, alert: Math.max(byTail, leastCount(ratioOf(minutes) * levels.ratioScale, expected)) }
}
