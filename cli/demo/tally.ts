import { minuteMs } from '#core/bucket.ts'
import { breadthOfPlaces, cappedEvidence, weightOfNth } from '#core/detect/evidence.ts'
import { reportClasses } from '#core/report/report.ts'
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
  /** People of a network in the window, by class: each class has its own place in the row. */
  const people = new Map<string, number>()
  const placeOf = ({ network, classId }: MadeReport) => `${network} ${classId}`
  const sums = noWeight()
  let next = 0
  let oldest = 0
  const places = { firsts: 0, seconds: 0 }
  const follow = ({ classId }: MadeReport, n: number, step: 1 | -1) => {
    if (reportClasses[classId] !== 'page') return
    if (n === 1) places.firsts += step
    if (n === 2) places.seconds += step
  }
  for (let i = 0; i < length; i++) {
    const minute = from + i * minuteMs
    for (; oldest < next && reports[oldest]!.minute <= minute - windowMinutes * minuteMs; oldest++) {
      const gone = reports[oldest]!
      const n = people.get(placeOf(gone))!
      if (n === 1) people.delete(placeOf(gone))
      else people.set(placeOf(gone), n - 1)
      follow(gone, n, -1)
      sums[reportClasses[gone.classId]!] -= weights[oldest]!
    }
    if (next < reports.length && reports[next]!.minute === minute) {
      const own = noWeight()
      for (; next < reports.length && reports[next]!.minute === minute; next++) {
        const report = reports[next]!
        const { classId, presses } = report
        const n = (people.get(placeOf(report)) ?? 0) + 1
        people.set(placeOf(report), n)
        follow(report, n, 1)
        weights[next] = weightOfNth(n)
        sums[reportClasses[classId]!] += weights[next]!
        own[reportClasses[classId]!] += weights[next]!
        tally.reporters[i]!++
        tally.count[i]! += presses
      }
      tally.evidence[i] = cappedEvidence(sums, own)
    }
    breadth[i] = breadthOfPlaces(places.firsts, places.seconds)
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
