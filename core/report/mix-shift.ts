import { surpriseOf } from '../detect/tail.ts'
import type { ProblemSlug } from './report.ts'

/** How many people are counted under a kind of problem; who named a second one is under the first. */
export interface KindCount {
  problem: ProblemSlug
  reporters: number
}

/** A kind that is named far more often than it usually is here. Shares are of those who named any, 0..1. */
export interface MixShift {
  problem: ProblemSlug
  share: number
  usualShare: number
}

/** Of fewer people who named a kind a share says nothing. */
const leastNow = 20
const leastBefore = 100
/** Fifteen points in a hundred more than usual, at least: less may be certain and is no news all the same. */
const leastMore = 0.15
/** As unlikely on an ordinary day as one in 8,100. */
const unusualNats = 9
/** People who name one kind come in clusters, as all reports do (core/detect/spread). */
const phi = 1.82

/**
 * Which kind stands out in the mix of `now` against that of `before`; null where none does, or too few people say so.
 * What stands out is no cause: it says what people see. "Something else" stands for no one thing, and never stands out.
 */
export function mixShift(now: readonly KindCount[], before: readonly KindCount[]): MixShift | null {
  const sum = (counts: readonly KindCount[]) => counts.reduce((total, { reporters }) => total + reporters, 0)
  const [named, namedBefore] = [sum(now), sum(before)]
  if (named < leastNow || namedBefore < leastBefore) return null
  const rises = now.flatMap(({ problem, reporters }) => {
    if (problem === 'other') return []
    const usual = before.find((one) => one.problem === problem)?.reporters ?? 0
    const [share, usualShare] = [reporters / named, usual / namedBefore]
    const expected = Math.max(1, named * usualShare)
    const nats = surpriseOf(reporters, expected, phi * expected)
    return share - usualShare >= leastMore && nats >= unusualNats
      ? [{ problem, share, usualShare, nats }]
      : []
  })
  const [most] = rises.sort((one, other) => other.nats - one.nats)
  return most ? { problem: most.problem, share: most.share, usualShare: most.usualShare } : null
}
