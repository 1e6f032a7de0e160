import { minuteMs } from '#core/bucket.ts'
import type { Verdict } from '#core/detect/verdict.ts'
import { officialBeforeMs } from '#core/record/official.ts'
import { isTrouble } from '#core/status.ts'
import type { StateView, Surroundings } from '#core/view.ts'
import { verdictView } from '#store/watch/verdicts.ts'
import { peopleIn, reportersAt, type Ward } from './ward.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Minutes carried by every state, so that an open chart that missed a tick or two catches up. */
const recentMinutes = 5

/** A ratio is only worth saying when usual is at least one person and the rise at least double. */
const timesUsual = (people: number, usual: number | null): number | null =>
  usual !== null && usual >= 1 && people / usual >= 2 ? people / usual : null

/** What of a ward its state is made of. */
type Told = Pick<Ward, 'service' | 'view' | 'open' | 'minutes' | 'confirmedAt'>

/** The ward's public state at `now`; version and timelineVersion as in its last view. */
export function buildState(ward: Told, verdict: Verdict, around: Surroundings, now: number): StateView {
  const minute = Math.floor(now / minuteMs) * minuteMs
  const before = ward.view
  const learnt = verdict.usual15m > 0
  const people = peopleIn(ward, 15, minute)
  const usual = learnt ? verdict.usual15m : null
  const { open, confirmedAt } = ward
  const status = open && isTrouble(verdict.status) ? verdict.status : open ? open.status : verdict.status
  const since = before?.status === status ? before.since : iso(now)
  return {
    service: ward.service.slug,
    status,
    unknownReason: status === 'unknown' ? verdict.unknownReason : null,
    since,
    at: iso(now),
    stale: false,
    version: before?.version ?? 0,
    reports15m: people,
    reports60m: peopleIn(ward, 60, minute),
    usual15m: usual,
    alert15m: learnt ? verdict.alert15m : null,
    major15m: learnt ? verdict.major15m : null,
    timesUsual: timesUsual(people, usual),
    verdict: verdictView(verdict),
    incident: open && {
      id: open.publicId,
      startedAt: iso(open.startedAt),
      endedAt: null,
      peak15m: open.peak15m,
      peakAt: open.peakAt ? iso(open.peakAt) : null,
      confirmed: confirmedAt !== null && confirmedAt >= open.startedAt - officialBeforeMs,
    },
    recent: {
      from: iso(minute - (recentMinutes - 1) * minuteMs),
      reporters: Array.from({ length: recentMinutes }, (_, i) =>
        reportersAt(ward, minute - (recentMinutes - 1 - i) * minuteMs),
      ),
    },
    timelineVersion: before?.timelineVersion ?? 0,
    ...around,
  }
}

/** Fields whose every change is news to a reader. */
const newsOf = (view: StateView) =>
  JSON.stringify([
    view.status,
    view.unknownReason,
    view.reports15m,
    view.reports60m,
    view.recent.reporters,
    view.incident,
    view.timelineVersion,
    view.confinedTo,
    view.scopes.map(({ kind, name, status, reports15m }) => [kind, name, status, reports15m]),
    view.hints.map((hint) =>
      hint.kind === 'upstream'
        ? [hint.upstream.slug, hint.upstreamStatus, hint.rose, hint.of]
        : [hint.leader.slug, hint.leaderReporters15m, hint.reporters15m],
    ),
  ])

/** Usual drifts with the hour; so much of it is news. */
const drifted = (before: number | null, after: number | null) =>
  before === null || after === null
    ? before !== after
    : Math.abs(after - before) > 0.1 * Math.max(before, 0.5)

/** Whether `after` says anything that `before` did not: quiet services cost no writes. */
export const isNews = (before: StateView | null, after: StateView): boolean =>
  before === null || newsOf(before) !== newsOf(after) || drifted(before.usual15m, after.usual15m)
