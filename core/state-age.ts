import type { StateView } from './view.ts'

/** Numbers older than this are stale, and the page says so. */
export const staleMs = 3 * 60_000

/** Whether numbers of `at` (ms), or of the watch's last tick if that is later, are too old at `now`. */
export const isOld = (at: number, tickedAt: number | null, now: number): boolean =>
  now - Math.max(tickedAt ?? 0, at) > staleMs

/**
 * A kept state as it is to be shown at `now`: its numbers are as fresh as the watch's last tick (`tickedAt`,
 * ms; null = it never ran), however long ago the service itself last had news. Without fresh numbers nothing
 * can be said; what was last said stays in `verdict.status`.
 */
export function agedState(view: StateView, tickedAt: number | null, now: number): StateView {
  const at = Math.max(tickedAt ?? 0, Date.parse(view.at))
  const stale = isOld(at, tickedAt, now)
  const aged = { ...view, at: new Date(at).toISOString(), stale }
  return stale ? { ...aged, status: 'unknown', unknownReason: 'stale' } : aged
}
