import { bucketStart, minuteMs } from '../bucket.ts'
import { varianceOf } from '../detect/spread.ts'
import { surpriseOf } from '../detect/tail.ts'

/** Reports by country: which quarter-hours are compared, and how far above usual a place is. */

/** The past weeks whose same quarter-hours say what is usual; with fewer than two of them nothing does. */
export const weeksCompared = 4
const leastWeeks = 2
const weekMs = 7 * 1440 * minuteMs

/** How far above usual: as usual, 2 to 5 times, 5 to 20, over 20. */
export const placeSteps = [0, 1, 2, 3] as const
export type PlaceStep = (typeof placeSteps)[number]
/** Where the steps begin, times usual. */
export const stepBounds = [2, 5, 20] as const

/** Less than one report an hour is no measure: a place is compared with at least one. */
const leastUsual = 1
/** As unlikely on an ordinary day as one in ten thousand: below that a rise is chance, however many times it is. */
const unusualNats = -Math.log(1e-4)
/** How counts of ordinary hours stray (core/detect/spread); the doubt is that of a median of four. */
const [phi, psi, doubt] = [1.82, 0.05, 0.02]

export interface PlaceLevel {
  /** Reports against usual, at least one an hour; null where nothing is known of the usual, or it is as usual. */
  times: number | null
  /** null: what is usual is not known. */
  step: PlaceStep | null
}

/** How far `reports` of an hour are above `usual`; what chance may have brought is as usual. */
export function levelOf(reports: number, usual: number | null): PlaceLevel {
  if (usual === null) return { times: null, step: null }
  const expected = Math.max(usual, leastUsual)
  const times = reports / expected
  const isRise =
    times >= stepBounds[0] &&
    surpriseOf(reports, expected, varianceOf(phi, psi, doubt, expected)) >= unusualNats
  if (!isRise) return { times: null, step: 0 }
  return { times, step: times > stepBounds[2] ? 3 : times >= stepBounds[1] ? 2 : 1 }
}

/** What is usual by the same hour of past weeks: their median; null with fewer than two. */
export function medianOf(weeks: readonly number[]): number | null {
  if (weeks.length < leastWeeks) return null
  const sorted = weeks.toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A quarter-hour of the hour that is looked at. */
export interface Slot {
  /** Start, ms. */
  at: number
  /** Share of it that is over, 0..1. */
  share: number
}

/** An hour of places: four quarters. Ms. */
export interface PlaceHour {
  slots: Slot[]
  from: number
  to: number
}

const quarterMs = 15 * minuteMs
const hourMs = 4 * quarterMs

/**
 * The hour that is looked at: now (the quarter that is filling and the three before it), or the last full hour
 * that began at `hour` o'clock UTC.
 */
export function hourOf(now: number, hour: number | null): PlaceHour {
  if (hour === null) {
    const last = bucketStart(now, 15)
    const share = Math.max(minuteMs, now - last) / quarterMs
    const slots = [3, 2, 1, 0].map((back) => ({ at: last - back * quarterMs, share: back === 0 ? share : 1 }))
    return { slots, from: slots[0]!.at, to: now }
  }
  const day = bucketStart(now, 1440)
  const today = day + hour * hourMs
  const from = today + hourMs <= now ? today : today - 24 * hourMs
  const slots = [0, 1, 2, 3].map((on) => ({ at: from + on * quarterMs, share: 1 }))
  return { slots, from, to: from + hourMs }
}

/** Starts of the same hour in past weeks, latest first, ms. */
export const weeksBefore = ({ from }: PlaceHour): number[] =>
  Array.from({ length: weeksCompared }, (_, index) => from - (index + 1) * weekMs)

/** "09" → 9; null for anything that is no hour of the day. */
/** A map's query for the hour in which a moment was: of the running hour none, of the 24 before it theirs; null: longer ago. */
export function mapQueryAt(at: number, now: number): string | null {
  const hoursAgo = Math.floor(now / hourMs) - Math.floor(at / hourMs)
  if (hoursAgo < 0 || hoursAgo > 24) return null
  return hoursAgo === 0 ? '' : `?hour=${new Date(at).toISOString().slice(11, 13)}`
}

export const readHour = (text: string): number | null =>
  /^([01]\d|2[0-3])$/.test(text) ? Number(text) : null
