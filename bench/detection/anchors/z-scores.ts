import { type Score, tooEarly } from './anchor.ts'

/** Detectors that measure the distance from a mean in standard deviations, as if counts were normal. */

/** A deviation is not taken for less, or any report after silence would be an alarm. Reporters. */
const leastDeviation = 0.5

/** Buckets the z-score wants before it speaks. */
const leastHistory = 17

/** Against mean and deviation of the day before: a Shewhart chart (1931) on a sliding window, common in monitoring. */
export const zScoreOfDay: Score = ({ counts, before, day }) => {
  const squaresBefore = new Float64Array(counts.length + 1)
  for (const [i, count] of counts.entries()) squaresBefore[i + 1] = squaresBefore[i]! + count * count
  return counts.map((count, i) => {
    if (i < leastHistory) return tooEarly
    // The bucket at hand belongs to the day, but not to the past it is compared with.
    const n = Math.min(i, day - 1)
    const mean = (before[i]! - before[i - n]!) / n
    const variance = Math.max(0, (squaresBefore[i]! - squaresBefore[i - n]!) / n - mean * mean)
    return (count - mean) / Math.max(Math.sqrt(variance), leastDeviation)
  })
}

/** Past points that C1, C2 and C3 compare with. */
const baseline = 7
/** Points that C2 and C3 leave out between the baseline and now, so that a slow rise does not hide itself. */
const guard = 2

/**
 * EARS, the CDC's Early Aberration Reporting System (Hutwagner et al. 2003, J. Urban Health 80): C1 compares with
 * the seven points before, C2 leaves out the last two, C3 sums what C2 exceeded 1 by at the last three points.
 * `daily` takes for a point the same time on the days before, instead of the buckets before.
 */
export const ears =
  (variant: 'C1' | 'C2' | 'C3', { daily = false } = {}): Score =>
  ({ counts, day }) => {
    const stride = daily ? day : 1
    const skipped = variant === 'C1' ? 0 : guard
    const scores = counts.map((_, i) => distanceFromBaseline(counts, i, stride, skipped))
    return variant === 'C3' ? summedExcess(scores) : scores
  }

function distanceFromBaseline(counts: Float64Array, i: number, stride: number, skipped: number): number {
  if (i < (baseline + skipped) * stride) return tooEarly
  let sum = 0
  let squares = 0
  for (let k = skipped + 1; k <= skipped + baseline; k++) {
    const count = counts[i - k * stride]!
    sum += count
    squares += count * count
  }
  const mean = sum / baseline
  const variance = Math.max(0, (squares - baseline * mean * mean) / (baseline - 1))
  return (counts[i]! - mean) / Math.max(Math.sqrt(variance), leastDeviation)
}

function summedExcess(scores: Float64Array): Float64Array {
  const excess = scores.map((score) => Math.max(0, score - 1))
  return excess.map((now, i) => now + (excess[i - 1] ?? 0) + (excess[i - 2] ?? 0))
}
