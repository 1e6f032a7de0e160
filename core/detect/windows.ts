/** The last 256 minutes of one service, and the running sums of the windows that end now. */

import type { Carver } from './columns.ts'

/** Lengths of the windows, minutes. A sudden outage speaks in the short ones, a creeping one in the long. */
export const windowMinutes = [5, 10, 15, 30, 60] as const
export const windowCount = windowMinutes.length

/** Places of the 10- and 15-minute windows. */
export const tenMinutes = 1
export const quarterHour = 2

/** Minutes kept: longest window + longest back-mask + learning lag, rounded up to a power of two. */
export const kept = 256
export const place = (minute: number): number => minute & (kept - 1)

export interface Windows {
  /** The next minute to come, in minutes since the epoch. */
  next: number
  /** Minute from which windows may reach back: the birth, or the end of the last incident. */
  since: number
  /** Reports expected in a run of minutes without a single one: long runs are a dead collector. */
  silence: number
  silentMinutes: number
  /** Last minute in which a rise was put down to the time of the week. */
  recurringMinute: number
  /** Minutes in a row held back from learning because they were surprising. */
  surprisedMinutes: number
  reporters: Float64Array
  reports: Float32Array
  expected: Float32Array
  season: Float32Array
  /** 1: not to be learnt from. */
  masked: Uint8Array
  sumReporters: Float64Array
  sumReports: Float64Array
  sumExpected: Float64Array
  [key: string]: number | Float64Array | Float32Array | Uint8Array
}

export const createWindows = (firstMinute: number, carve: Carver): Windows => ({
  next: firstMinute,
  since: firstMinute,
  silence: 0,
  silentMinutes: 0,
  recurringMinute: -1e9,
  surprisedMinutes: 0,
  reporters: carve.doubles(kept),
  reports: carve.singles(kept),
  expected: carve.singles(kept),
  season: carve.singles(kept),
  masked: carve.bytes(kept).fill(1),
  sumReporters: carve.doubles(windowCount),
  sumReports: carve.doubles(windowCount),
  sumExpected: carve.doubles(windowCount),
})

/** Adds the minute `windows.next` to the ring and slides every window over it. */
export function pushMinute(
  windows: Windows,
  reporters: number,
  reports: number,
  expected: number,
  season: number,
  masked: boolean,
): void {
  const minute = windows.next
  const at = place(minute)
  windows.reporters[at] = reporters
  windows.reports[at] = reports
  windows.expected[at] = expected
  windows.season[at] = season
  windows.masked[at] = masked ? 1 : 0
  windows.next = minute + 1
  // Sliding sums gather rounding errors; counting afresh now and then keeps them exact.
  if (at === 0) {
    countAfresh(windows)
    return
  }
  for (let w = 0; w < windowCount; w++) {
    const gone = place(minute - windowMinutes[w]!)
    windows.sumReporters[w]! += reporters - windows.reporters[gone]!
    // What the ring holds is what was added: rounded once, it goes out as it came in.
    windows.sumReports[w]! += windows.reports[at]! - windows.reports[gone]!
    windows.sumExpected[w]! += windows.expected[at]! - windows.expected[gone]!
  }
}

export function countAfresh(windows: Windows): void {
  let reporters = 0
  let reports = 0
  let expected = 0
  let back = 1
  for (let w = 0; w < windowCount; w++) {
    for (; back <= windowMinutes[w]!; back++) {
      const at = place(windows.next - back)
      reporters += windows.reporters[at]!
      reports += windows.reports[at]!
      expected += windows.expected[at]!
    }
    windows.sumReporters[w] = reporters
    windows.sumReports[w] = reports
    windows.sumExpected[w] = expected
  }
}

/** How far back the search for the beginning of a rise goes, minutes. */
const onsetReach = 90

/**
 * The minute a rise began: the start of the run of minutes, ending now, that speaks most for a rate `ratio` times
 * the expected one (largest Σ y ln ratio - m (ratio - 1), the Poisson log-likelihood ratio). `ratio`: how far the
 * alarming window stands above its expectation; `running`: the minute to name if no run speaks for it.
 */
export function onsetMinute(windows: Windows, running: number, ratio: number): number {
  const steep = Math.max(2, ratio)
  const newest = windows.next - 1
  const oldest = Math.max(windows.since, windows.next - onsetReach)
  let sum = 0
  let best = 0
  let onset = running
  for (let minute = newest; minute >= oldest; minute--) {
    const at = place(minute)
    sum += windows.reporters[at]! * Math.log(steep) - windows.expected[at]! * (steep - 1)
    if (sum > best) {
      best = sum
      onset = minute
    }
  }
  return onset
}
