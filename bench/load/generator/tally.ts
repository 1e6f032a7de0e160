import { percentile } from '../numbers.ts'
import type { Tally } from './jobs.ts'

/** Counts what becomes of one kind of request. */
export class Counter {
  private readonly latencies: number[] = []
  private readonly statuses: Record<string, number> = {}
  private failed = 0

  add(status: number | null, ms: number): void {
    if (status === null) {
      this.failed++
      return
    }
    this.statuses[status] = (this.statuses[status] ?? 0) + 1
    this.latencies.push(ms)
  }

  result(seconds: number): Tally {
    const sorted = Float64Array.from(this.latencies).sort()
    return {
      statuses: this.statuses,
      failed: this.failed,
      answered: sorted.length,
      rate: sorted.length / seconds,
      p50: percentile(sorted, 0.5),
      p99: percentile(sorted, 0.99),
      most: sorted.at(-1) ?? Number.NaN,
    }
  }
}

/** How many answers had a status that `wanted` likes. */
export const countOf = (tally: Tally | undefined, wanted: (status: number) => boolean): number =>
  Object.entries(tally?.statuses ?? {}).reduce(
    (sum, [status, count]) => sum + (wanted(Number(status)) ? count : 0),
    0,
  )
