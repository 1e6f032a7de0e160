import { minuteMs } from '#core/bucket.ts'
import { cappedEvidence, weightOfNth } from '#core/evidence.ts'
import { reportClasses } from '#core/report.ts'
import type { MadeReport } from './people.ts'

/** A service's minutes as the detector is told of them, column by column. */
export interface Tally {
  /** Start of the first minute, ms. */
  from: number
  evidence: Float64Array
  reporters: Int32Array
  count: Int32Array
  /** null: not measured. */
  breadth: Float32Array | null
}

const windowMinutes = 15

/**
 * Counts the minutes in [from, to) as intake and watch would: weight 1/k for the k-th person of a network in
 * 15 minutes, class caps, effective networks. `weights` are those of the reports, in their order, thousandths.
 */
export function tallyReports(
  reports: MadeReport[],
  from: number,
  to: number,
): { tally: Tally; weights: Uint16Array } {
  const length = (to - from) / minuteMs
  const tally = emptyTally(from, length)
  const breadth = new Float32Array(length)
  const weights = new Uint16Array(reports.length)
  const people = new Map<number, number>()
  const sums = noWeight()
  let next = 0
  let oldest = 0
  let squares = 0
  for (let i = 0; i < length; i++) {
    const minute = from + i * minuteMs
    for (; oldest < next && reports[oldest]!.minute <= minute - windowMinutes * minuteMs; oldest++) {
      const { network, classId } = reports[oldest]!
      const n = people.get(network)!
      if (n === 1) people.delete(network)
      else people.set(network, n - 1)
      squares -= 2 * n - 1
      sums[reportClasses[classId]!] -= weights[oldest]!
    }
    if (next < reports.length && reports[next]!.minute === minute) {
      const own = noWeight()
      for (; next < reports.length && reports[next]!.minute === minute; next++) {
        const { network, classId, presses } = reports[next]!
        const n = (people.get(network) ?? 0) + 1
        people.set(network, n)
        squares += 2 * n - 1
        weights[next] = weightOfNth(n)
        sums[reportClasses[classId]!] += weights[next]!
        own[reportClasses[classId]!] += weights[next]!
        tally.reporters[i]!++
        tally.count[i]! += presses
      }
      tally.evidence[i] = cappedEvidence(sums, own)
    }
    const inWindow = next - oldest
    breadth[i] = inWindow > 0 ? (inWindow * inWindow) / squares : 0
  }
  return { tally: { ...tally, breadth }, weights }
}

const noWeight = () => ({ page: 0, untokened: 0, away: 0, hosting: 0 })

export const emptyTally = (from: number, length: number): Tally => ({
  from,
  evidence: new Float64Array(length),
  reporters: new Int32Array(length),
  count: new Int32Array(length),
  breadth: null,
})

/** People in the quarter-hour that ends with minute `i`. */
export function peopleIn15(tally: Tally, i: number): number {
  let people = 0
  for (let at = Math.max(0, i - windowMinutes + 1); at <= i; at++) people += tally.reporters[at]!
  return people
}
