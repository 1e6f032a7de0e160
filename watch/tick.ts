import { bucketStart, minuteMs } from '#core/bucket.ts'
import { breadthOf } from '#core/detect/evidence.ts'
import type { Outcome, StatusChange, Verdict } from '#core/detect/verdict.ts'
import { isTrouble } from '#core/status.ts'
import type { Surroundings } from '#core/view.ts'
import type { Database } from '#store/db.ts'
import { type Provenance, recordTransition, writePeaks } from '#store/incident/incidents.ts'
import { readMinutes, readPrefixCounts } from '#store/report/buckets.ts'
import { type Gap, inGap } from '#store/watch/gaps.ts'
import { writeStates } from '#store/watch/state.ts'
import { appendVerdicts } from '#store/watch/verdicts.ts'
import { createBreath } from './breath.ts'
import { buildState, isNews } from './state-view.ts'
import { dropOldMinutes, inputOf, keepMinute, needsBreadth, peopleIn, type Ward } from './ward.ts'

/** What one look needs: who writes, under which epoch, with which time. */
export interface Look {
  db: Database
  epoch: number
  now: number
  provenance: Provenance
  /** Minutes before this (ms) have been judged by whoever led before: they are remembered, not judged again. */
  judgedBefore: number
  /**
   * When the last change of status was written, ms. Later than `now` only after the clock was put back: until then what
   * is open stays as it is, for memory is of a time before.
   */
  changedAt: number
}

async function readBreadths(db: Database, wards: Ward[], minute: number, at: number) {
  const asked = wards.filter((ward) => needsBreadth(ward, minute)).map((ward) => ward.service.id)
  return asked.length > 0 ? readPrefixCounts(db, asked, at) : new Map<string, number[]>()
}

/** Another writer was first: this process is no leader any more, whatever it thinks. */
export class LostLead extends Error {
  override name = 'LostLead'
}

/**
 * The change that brings the store in line with the verdict. Usually the detector's own; after a restart its
 * memory may differ from the incident row (a rise that only a glance saw, a past learnt anew): the verdict wins.
 */
function changeFor(ward: Ward, { verdict, change }: Outcome): StatusChange | null {
  const from = ward.open?.status ?? 'none'
  const to = isTrouble(verdict.status) ? verdict.status : 'none'
  if (from === to) return null
  if (change && change.to === to) return change
  const at = verdict.at
  return { from, to, at, onsetAt: ward.open?.startedAt ?? at, endedAt: to === 'none' ? at : null }
}

/**
 * Adds what the core is not told: how many people there were before weights. Names the contradiction that people
 * would see: a count above the alert level, and yet no trouble.
 */
function withPeople(ward: Ward, verdict: Verdict): Verdict {
  const { status, alert15m, reporters15m, usual15m, at } = verdict
  const minute = bucketStart(at - 1, 1)
  const reporters = peopleIn(ward, verdict.windowMinutes, minute)
  const people = peopleIn(ward, 15, minute)
  if (isTrouble(status) || usual15m <= 0 || people < alert15m || reporters15m >= alert15m) {
    return { ...verdict, reporters }
  }
  return { ...verdict, reporters, reasons: [...verdict.reasons, 'capped'] }
}

async function settle(look: Look, ward: Ward, outcome: Outcome): Promise<StatusChange | null> {
  ward.verdict = withPeople(ward, outcome.verdict)
  const change = changeFor(ward, outcome)
  if (!change || (ward.open && look.now < look.changedAt)) return null
  const after = await recordTransition(look.db, {
    service: ward.service,
    open: ward.open,
    change,
    verdict: ward.verdict,
    provenance: look.provenance,
    epoch: look.epoch,
    now: look.now,
  })
  if (after === 'lost') throw new LostLead(`the transition of ${ward.service.slug} was written by another`)
  ward.open = after
  if (ward.view) ward.view = { ...ward.view, timelineVersion: ward.view.timelineVersion + 1 }
  return change
}

/** Raises the peak of an open incident to the 15 minutes that end with `minute`. */
function followPeak(ward: Ward, minute: number): boolean {
  if (!ward.open) return false
  const people = peopleIn(ward, 15, minute)
  if (people <= ward.open.peak15m) return false
  ward.open = { ...ward.open, peak15m: people, peakAt: minute + minuteMs }
  return true
}

/** A quiet service gets a new verdict so often, minutes: what is usual drifts with the hour. */
const quietVerdictMinutes = 15

/** Whether a minute only has to be learnt: nobody for an hour, nothing open, and numbers that are not old. */
const isQuiet = (ward: Ward, minute: number): boolean =>
  ward.verdict !== null &&
  ward.open === null &&
  !isTrouble(ward.detector.status) &&
  // Not all in the same minute.
  (minute / minuteMs + ward.phase) % quietVerdictMinutes !== 0 &&
  peopleIn(ward, 60, minute) === 0

/**
 * Judges all finished minutes in [from, to) for every ward, in order.
 * `gaps`: minutes in which nobody took reports.
 */
export async function judgeMinutes(
  look: Look,
  wards: Ward[],
  from: number,
  to: number,
  gaps: Gap[],
): Promise<void> {
  const byId = new Map(wards.map((ward) => [ward.service.id, ward]))
  const rows = await readMinutes(look.db, from, to)
  const byMinute = groupByMinute(rows)
  const breathe = createBreath()
  for (let minute = from; minute < to; minute += minuteMs) {
    const news = byMinute.get(minute) ?? []
    for (const row of news) {
      const ward = byId.get(row.serviceId)
      if (ward) keepMinute(ward, row)
    }
    const due = wards.filter((ward) => ward.detector.nextMinute === minute)
    const breadths = await readBreadths(look.db, due, minute, minute + minuteMs)
    const logged = []
    const peaked = []
    for (const ward of due) {
      const turn = breathe()
      if (turn) await turn
      const prefixes = breadths.get(ward.service.id)
      const input = inputOf(ward, minute, prefixes ? breadthOf(prefixes) : 0, inGap(gaps, minute))
      if (input.count === 0 && isQuiet(ward, minute)) {
        ward.detector.learn(input)
        continue
      }
      const outcome = ward.detector.step(input)
      if (minute < look.judgedBefore) {
        ward.verdict = outcome.verdict
        continue
      }
      const change = await settle(look, ward, outcome)
      if (followPeak(ward, minute)) peaked.push(ward.open!)
      if (input.count > 0 || change || ward.open) {
        logged.push({ serviceId: ward.service.id, verdict: ward.verdict! })
      }
    }
    await appendVerdicts(look.db, logged)
    await writePeaks(look.db, peaked, look.epoch)
  }
}

const groupByMinute = <Row extends { minute: number }>(rows: Row[]): Map<number, Row[]> => {
  const groups = new Map<number, Row[]>()
  for (const row of rows) groups.set(row.minute, [...(groups.get(row.minute) ?? []), row])
  return groups
}

/** So long a report may be taken back: minutes as old may still change. Most think better of it soon. */
const changingMinutes = 30
const changingSoonMinutes = 5

/**
 * Looks at the running minute of services with news, without learning: a rise is not kept waiting.
 * @param wards by service id
 * @param again whether this minute was looked at before: then only the last few are read for what was taken back
 */
export async function glanceAtMinute(look: Look, wards: Map<string, Ward>, again = false): Promise<void> {
  const minute = bucketStart(look.now, 1)
  const past = again ? changingSoonMinutes : changingMinutes
  const rows = await readMinutes(look.db, minute - past * minuteMs, minute + minuteMs)
  const news = []
  for (const row of rows) {
    const ward = wards.get(row.serviceId)
    if (!ward) continue
    // A count that changed is said at once, in whichever minute it was.
    if (keepMinute(ward, row)) ward.saidMinute = 0
    if (row.minute === minute && ward.detector.nextMinute === minute) news.push(ward)
  }
  const breadths = await readBreadths(look.db, news, minute, look.now)
  for (const ward of news) {
    const prefixes = breadths.get(ward.service.id)
    const input = inputOf(ward, minute, prefixes ? breadthOf(prefixes) : 0, false)
    const outcome = ward.detector.glance({ ...input, at: look.now })
    if (await settle(look, ward, outcome)) {
      await appendVerdicts(look.db, [{ serviceId: ward.service.id, verdict: ward.verdict! }])
    }
  }
}

/**
 * Whether a ward may have something new to say: a verdict, which every report brings, or a new minute, in which
 * counts and hints move by themselves.
 */
function isStirred(ward: Ward, minute: number): boolean {
  if (ward.verdict === null) return false
  if (ward.verdict !== ward.said || ward.view !== ward.published) return true
  return ward.saidMinute !== minute && (ward.open !== null || ward.minutes.length > 0)
}

/** Writes the states that say something new, each with a higher version, and how many there were. */
export async function publishStates(
  look: Look,
  wards: Ward[],
  surroundings: (stirred: Ward[]) => Map<string, Surroundings>,
): Promise<number> {
  const changed: Ward[] = []
  const minute = bucketStart(look.now, 1)
  const stirred = wards.filter((ward) => isStirred(ward, minute))
  const around = surroundings(stirred)
  const breathe = createBreath()
  for (const ward of stirred) {
    const turn = breathe()
    if (turn) await turn
    const view = buildState(ward, ward.verdict!, around.get(ward.service.slug)!, look.now)
    ward.said = ward.verdict
    ward.saidMinute = minute
    dropOldMinutes(ward, look.now)
    if (!isNews(ward.published, view)) continue
    ward.view = { ...view, version: view.version + 1 }
    ward.published = ward.view
    changed.push(ward)
  }
  const states = changed.map((ward) => ({ serviceId: ward.service.id, view: ward.view! }))
  const versions = await writeStates(look.db, states, look.epoch, look.now)
  for (const ward of changed) {
    const version = versions.get(ward.service.id)
    if (version !== undefined && ward.view) ward.view = ward.published = { ...ward.view, version }
  }
  return changed.length
}
