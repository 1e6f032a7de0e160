import { followMinutes } from '#core/follow.ts'
import type { ServiceView, StateView } from '#core/view.ts'
import { type Live, liveOf } from './live-state.ts'

/** How news changes what the live page holds. Pure; comes with the feed that brings the news. */

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

/** What the news asks for beyond itself: the timeline grew, or a long bucket has closed. */
export function needsRefetch(before: Live, after: Live): boolean {
  const [old, fresh] = [before.view, after.view]
  if (fresh.state.timelineVersion > old.state.timelineVersion) return true
  // Hours and quarter days are rolled up by the desk; the browser has not seen all of their minutes.
  return fresh.series.bucketMinutes >= 60 && fresh.series.from !== old.series.from
}
