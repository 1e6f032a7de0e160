import type { ReportClass } from '../report/report.ts'

/** Weights are kept in thousandths so that sums in the store stay whole numbers. */
export const fullWeight = 1000

/**
 * Weight of the k-th counted report of one class from one network prefix (/24 or /48) within 15 minutes,
 * thousandths: 1/k. A hundred people behind one address translator weigh 5.2 (harmonic number), a hundred networks
 * weigh 100. Each class has its own k: what is believed in part takes nothing from what is believed in full.
 */
export const weightOfNth = (k: number): number => Math.round(fullWeight / Math.max(1, Math.floor(k)))

/** What a class may weigh in 15 minutes: so many reporters, plus so much of what our own page brought. */
export const classCaps: Record<Exclude<ReportClass, 'page'>, { floor: number; share: number }> = {
  untokened: { floor: 2, share: 0.35 },
  away: { floor: 2, share: 0.25 },
  hosting: { floor: 1, share: 0.1 },
}

const cappedClasses = ['untokened', 'away', 'hosting'] as const

/**
 * Evidence of one minute in reporters, after class caps.
 * `sums15m`: weight sums per class over the last 15 minutes, this minute included; `minute`: this minute's;
 * both in thousandths. A class above its cap counts in the proportion cap / sum, so that it can neither
 * carry an alarm nor, being only scaled, take weight away from the others.
 */
export function cappedEvidence(
  sums15m: Record<ReportClass, number>,
  minute: Record<ReportClass, number>,
): number {
  let evidence = minute.page
  for (const name of cappedClasses) {
    const cap = classCaps[name].floor * fullWeight + classCaps[name].share * sums15m.page
    const sum = Math.max(sums15m[name], minute[name])
    evidence += sum > cap ? (minute[name] * cap) / sum : minute[name]
  }
  return evidence / fullWeight
}

/** Reports of one prefix beyond so many add nothing to breadth, so that a prefix that floods takes nothing from it. */
const prefixCap = 2

/**
 * Effective number of networks behind reports, given those that were the first and the second of their prefix:
 * inverse Simpson (Σn)² / Σn² (Hill number of order 2) with n at most 2. Ten prefixes with one report each are 10,
 * a hundred reports from one prefix and three from others are 3.6. With the cap one more prefix, however many
 * report from it, never makes the number smaller.
 */
export const breadthOfPlaces = (firsts: number, seconds: number): number =>
  firsts + seconds > 0 ? (firsts + seconds) ** 2 / (firsts + 3 * seconds) : 0

/** The same from the reports of each prefix. */
export function breadthOf(peoplePerPrefix: Iterable<number>): number {
  let firsts = 0
  let seconds = 0
  for (const people of peoplePerPrefix) {
    if (people > 0) firsts++
    if (people >= prefixCap) seconds++
  }
  return breadthOfPlaces(firsts, seconds)
}
