import type { RecentMinutes } from '#core/bucket.ts'
import { followMinutes } from '#core/follow.ts'
import type { ServiceView, StateView } from '#core/view.ts'

/** What the live page holds, and how news changes it. Pure: the hook only brings the news. */

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

/**
 * Whether a state is older than what is known: by version, unless it is of a later moment (the desk began its
 * numbers anew).
 */
const isOlder = (state: StateView, known: StateView): boolean =>
  state.version < known.version && Date.parse(state.at) <= Date.parse(known.at)

/** What was thanked for does not go from the count with the desk's next word, which may not have it yet. */
function keepMine({ view: { state: known }, mineUntil = 0 }: Live, next: Live): Live {
  const { state } = next.view
  if (Date.parse(state.at) >= mineUntil) return next
  const reports15m = Math.max(state.reports15m, known.reports15m)
  return { ...next, view: { ...next.view, state: { ...state, reports15m } }, mineUntil }
}

/** Folds one state of the stream in; an older one changes nothing. */
export function withState(live: Live, state: StateView): Live {
  if (isOlder(state, live.view.state)) return live
  const { series, known } = followMinutes(live.view.series, live.known, state.recent, Date.parse(state.at))
  return keepMine(live, { view: { ...live.view, state, series }, known })
}

/** A whole view fetched anew. It may come from a cache and be older than what the stream has said since. */
export function withView(live: Live, view: ServiceView): Live {
  const fresh = liveOf(view)
  return keepMine(live, isOlder(view.state, live.view.state) ? withState(fresh, live.view.state) : fresh)
}

/**
 * One's own report, shown at once: the running minute and the count move by one until the desk speaks. Its answer moves
 * nothing more (0), but names the `least` count that it knows of.
 */
export function withMine(live: Live, change: 1 | 0 | -1, least = 0): Live {
  const { state, series } = live.view
  const { recent } = state
  const reporters = [...recent.reporters]
  const last = reporters.length - 1
  if (last >= 0) reporters[last] = Math.max(0, (reporters[last] ?? 0) + change)
  const mine = { from: recent.from, reporters }
  const folded = followMinutes(series, live.known, mine, Date.parse(state.at))
  const count = (n: number): number => Math.max(0, n + change)
  return {
    view: {
      ...live.view,
      series: folded.series,
      state: {
        ...state,
        recent: mine,
        reports15m: Math.max(least, count(state.reports15m)),
        reports60m: count(state.reports60m),
      },
    },
    known: folded.known,
    ...(change >= 0 && { mineUntil: Date.parse(state.at) + settlingMs }),
  }
}

/** What the news asks for beyond itself: the timeline grew, or a long bucket has closed. */
export function needsRefetch(before: Live, after: Live): boolean {
  const [old, fresh] = [before.view, after.view]
  if (fresh.state.timelineVersion > old.state.timelineVersion) return true
  // Hours and quarter days are rolled up by the desk; the browser has not seen all of their minutes.
  return fresh.series.bucketMinutes >= 60 && fresh.series.from !== old.series.from
}
