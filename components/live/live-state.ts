import { minuteMs, type RecentMinutes } from '#core/bucket.ts'
import type { ServiceView } from '#core/view.ts'

/** What the live page holds, and what a tap changes in it; news change it in live-news. Pure. */

export interface Live {
  view: ServiceView
  /** Minutes already counted in the series. */
  known: RecentMinutes
  /** ms of the desk's clock: states before that may not have one's own report yet. */
  mineUntil?: number
}

/** So long, ms, the desk takes at most until its numbers have a report that it has thanked for. */
const settlingMs = 4_000

export const liveOf = (view: ServiceView): Live => ({ view, known: view.state.recent })

/** `counts` with one of them moved by `change`; as they are where there is no such one. */
const moved = <Count extends number | null>(counts: Count[], index: number, change: number) =>
  index in counts ? counts.with(index, Math.max(0, (counts[index] ?? 0) + change) as Count) : counts

/**
 * One's own report, shown at once: the running minute and the count move by one until the desk speaks. Its answer moves
 * nothing more (0), but names the `least` count that it knows of.
 */
export function withMine(live: Live, change: 1 | 0 | -1, least = 0): Live {
  const { view, known } = live
  const { state, series } = view
  const { recent } = state
  const minute = recent.reporters.length - 1
  const at = Date.parse(recent.from) + minute * minuteMs
  const move = <Counts extends { from: string; reporters: (number | null)[] }>(
    counts: Counts,
    minutes = 1,
  ) => {
    const index = Math.floor((at - Date.parse(counts.from)) / (minutes * minuteMs))
    return change ? { ...counts, reporters: moved(counts.reporters, index, change) } : counts
  }
  const count = (n: number): number => Math.max(0, n + change)
  return {
    view: {
      ...view,
      series: move(series, series.bucketMinutes),
      state: {
        ...state,
        recent: move(recent),
        reports15m: Math.max(least, count(state.reports15m)),
        reports60m: count(state.reports60m),
      },
    },
    known: move(known),
    ...(change >= 0 && { mineUntil: Date.parse(state.at) + settlingMs }),
  }
}
