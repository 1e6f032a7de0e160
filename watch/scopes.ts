import { type Scope, scopeKey } from '#core/around/scope.ts'
import { minuteMs } from '#core/bucket.ts'
import { createDetector, type Detector } from '#core/detect/detect.ts'
import { breadthOfPlaces } from '#core/detect/evidence.ts'
import { leastReporters } from '#core/detect/judge.ts'
import type { Verdict } from '#core/detect/verdict.ts'
import { isTrouble } from '#core/status.ts'
import type { Database } from '#store/db.ts'
import { type Gap, inGap, readGaps } from '#store/watch/gaps.ts'
import { readFirstScopeMinute, readScopeMinutes, type ScopeMinute } from '#store/watch/scopes.ts'
import { createBreath } from './breath.ts'
import { type Hour, inputOf, keepMinute, peopleIn, type Ward } from './ward.ts'

/** What is usual in a part is learnt from so many days at most. */
const learnedDays = 28
const dayMs = 1440 * minuteMs
/** Learning a part's past takes a while: so many at a look, that the others are not kept waiting. */
const learnedPerLook = 2
/** About 22 kB each. Beyond it the parts that have been silent longest go; rows can bring them back. */
const mostDetectors = 2_000
/** A report may be taken back so long: minutes as old are read again. */
const changingMinutes = 30

/** One country or network of a service: the same detector on its own reports. Lives in memory, learnt from rows. */
export interface Part extends Hour<ScopeMinute> {
  scope: Scope
  /** null until enough people have reported at once to be worth learning its past. */
  detector: Detector | null
  verdict: Verdict | null
}

export interface Scopes {
  /** Judges every part up to `until` (ms, a whole minute); minutes it has seen are not judged again. */
  judge(db: Database, wards: Map<string, Ward>, until: number, gaps: Gap[]): Promise<void>
  /** The parts of a service that are in trouble. */
  troubled(serviceId: string): Part[]
}

const lastMinute = (part: Part): number => part.minutes.at(-1)?.minute ?? 0

/** Effective networks behind the quarter-hour that ends with `minute`. */
function breadthAt(part: Part, minute: number): number {
  const from = minute - 15 * minuteMs
  let [firsts, seconds] = [0, 0]
  for (const kept of part.minutes) {
    if (kept.minute <= from || kept.minute > minute) continue
    firsts += kept.firsts
    seconds += kept.seconds
  }
  return breadthOfPlaces(firsts, seconds)
}

/** Steps the part's detector through one minute; a verdict is only written where people were. */
function take(part: Part, detector: Detector, minute: number, gaps: Gap[]): void {
  const input = inputOf(part, minute, breadthAt(part, minute), inGap(gaps, minute))
  const isQuiet = peopleIn(part, 60, minute) < leastReporters && !isTrouble(detector.status)
  if (isQuiet) {
    detector.learn(input)
    part.verdict = null
  } else part.verdict = detector.step(input).verdict
}

/** A detector for the part that has learnt its past from the rows, up to `until`. */
async function learnPast(
  db: Database,
  ward: Ward,
  part: Part,
  until: number,
  since: number,
): Promise<Detector> {
  const firstMinute = Math.max(
    until - learnedDays * dayMs,
    Math.floor(ward.service.createdAt / minuteMs) * minuteMs,
    since,
  )
  const one = { serviceId: ward.service.id, scope: scopeKey(part.scope) }
  const rows = await readScopeMinutes(db, firstMinute, until, one)
  const gaps = await readGaps(db, firstMinute, until)
  const detector = createDetector({ firstMinute })
  const breathe = createBreath()
  const past: Part = { scope: part.scope, detector, verdict: null, minutes: [] }
  let next = 0
  while (detector.nextMinute < until) {
    const minute = detector.nextMinute
    if (rows[next]?.minute === minute) keepMinute(past, rows[next++]!)
    detector.learn(inputOf(past, minute, breadthAt(past, minute), inGap(gaps, minute)))
    const turn = breathe()
    if (turn) await turn
  }
  return detector
}

export function createScopes(): Scopes {
  /** By service id, then by scope. */
  let parts = new Map<string, Map<string, Part>>()
  let through = 0
  let since = 0

  const all = (): { serviceId: string; part: Part }[] =>
    [...parts].flatMap(([serviceId, own]) => [...own.values()].map((part) => ({ serviceId, part })))

  function keep(row: ScopeMinute): void {
    const own = parts.get(row.serviceId) ?? new Map<string, Part>()
    parts.set(row.serviceId, own)
    const key = scopeKey(row.scope)
    const part = own.get(key) ?? { scope: row.scope, detector: null, verdict: null, minutes: [] }
    own.set(key, part)
    keepMinute(part, row)
  }

  /** Parts without a report for a day go, and if there are too many the longest silent ones. */
  function forget(until: number): void {
    const bySilence = all().sort((a, b) => lastMinute(b.part) - lastMinute(a.part))
    bySilence.forEach(({ serviceId, part }, place) => {
      if (place < mostDetectors && until - lastMinute(part) < dayMs) return
      if (part.detector && isTrouble(part.detector.status) && place < mostDetectors) return
      parts.get(serviceId)!.delete(scopeKey(part.scope))
    })
  }

  /** Takes in the rows of minutes that are new, or may have changed. */
  async function readOn(db: Database, wards: Map<string, Ward>, until: number): Promise<void> {
    if (until - through > changingMinutes * minuteMs) {
      // Nothing in memory reaches up to here.
      parts = new Map()
      through = until - 60 * minuteMs
      since = (await readFirstScopeMinute(db)) ?? until
    }
    const rows = await readScopeMinutes(db, through - changingMinutes * minuteMs, until)
    for (const row of rows) if (wards.has(row.serviceId)) keep(row)
    forget(until)
    through = until
  }

  /** Gives a detector to those parts without one in which most people have reported; the rest waits. */
  async function learnSome(db: Database, wards: Map<string, Ward>, until: number): Promise<void> {
    const waiting = all()
      .filter(({ part }) => !part.detector)
      .map((one) => ({ ...one, people: peopleIn(one.part, 60, until - minuteMs) }))
      .filter(({ people }) => people >= leastReporters)
      .sort((a, b) => b.people - a.people)
    for (const { serviceId, part } of waiting.slice(0, learnedPerLook)) {
      const ward = wards.get(serviceId)
      if (ward) part.detector = await learnPast(db, ward, part, until - minuteMs, since)
    }
  }

  return {
    async judge(db, wards, until, gaps) {
      if (until > through) await readOn(db, wards, until)
      await learnSome(db, wards, until)
      for (const { part } of all()) {
        while (part.detector && part.detector.nextMinute < until) {
          take(part, part.detector, part.detector.nextMinute, gaps)
        }
      }
    },
    troubled: (serviceId) =>
      [...(parts.get(serviceId)?.values() ?? [])].filter(
        ({ verdict }) => verdict && isTrouble(verdict.status),
      ),
  }
}
