import { leastHours, type Score, tooEarly } from './anchor.ts'
import { type Buckets, meanOf } from './buckets.ts'

/**
 * Fixed multiples of an average: no notion of chance, so the minimum has to keep small services quiet. The score
 * is how many times the average a bucket is.
 */

/** An average is not taken for less, or the first report after silence would be infinitely many times it. */
const leastAverage = 1e-6

const multipleOf = (count: number, average: number): number => count / Math.max(average, leastAverage)

/**
 * Against the same clock hour of the week before, or of the `weeks` weeks before. Any home-grown monitor, and
 * clones of Downdetector such as tsuriu/downdetectpy. `leadHours`: history before that moment for a week to count.
 */
export const sameHourOfWeek =
  (weeks: number, leadHours: number): Score =>
  (buckets) => {
    const { counts, hour, week } = buckets
    return counts.map((count, i) => {
      let sum = 0
      let hours = 0
      for (let back = i - week; hours < weeks && back - leadHours * hour >= 0; back -= week) {
        sum += sumOfHour(buckets, back)
        hours++
      }
      if (hours > 0) return multipleOf(count, sum / (hours * hour))
      if (i < leastHours * hour) return tooEarly
      return multipleOf(count, meanOf(buckets, i - 24 * hour, i))
    })
  }

/** Sum over the clock hour that bucket `i` is in. The first bucket stands in for those before the history. */
function sumOfHour({ counts, first, hour }: Buckets, i: number): number {
  const begin = i - ((first + i) % hour)
  let sum = 0
  for (let j = begin; j < begin + hour; j++) sum += counts[Math.max(0, j)]!
  return sum
}

/** Buckets a time of day must have behind it, its two neighbours counted in. */
const leastSeen = 3

/**
 * Against the average of all days so far at this time of day, neighbouring buckets counted in: what Downdetector's
 * methodology page describes. Its factor and its minimum were never published.
 */
export const timeOfDay: Score = ({ counts, first, day }) => {
  const sums = new Float64Array(day)
  const seen = new Float64Array(day)
  return counts.map((count, i) => {
    const slot = (first + i) % day
    let sum = 0
    let n = 0
    for (const near of [(slot + day - 1) % day, slot, (slot + 1) % day]) {
      sum += sums[near]!
      n += seen[near]!
    }
    sums[slot]! += count
    seen[slot]!++
    return n >= leastSeen ? multipleOf(count, sum / n) : tooEarly
  })
}
