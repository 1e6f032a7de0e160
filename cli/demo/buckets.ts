import { scopeKey } from '#core/around/scope.ts'
import { bucketStart } from '#core/bucket.ts'
import { weightOfNth } from '#core/detect/evidence.ts'
import type { BucketRow, PlaceRow, QuarterRow, ScopeRow } from '#store/sample.ts'
import { networkNames } from './crowd.ts'
import type { MadeReport } from './people.ts'

/** Made-up reports as the rows that intake and watch would have left of them. */

/** Rows of the minutes that are kept. */
export function bucketRows(
  serviceId: string,
  reports: MadeReport[],
  weights: ArrayLike<number>,
  isKept: (at: number) => boolean,
): BucketRow[] {
  const rows = new Map<string, BucketRow>()
  reports.forEach(({ minute, problemId, classId, presses }, i) => {
    if (!isKept(minute)) return
    const key = `${minute} ${problemId} ${classId}`
    let row = rows.get(key)
    if (!row) {
      row = { serviceId, minute, problemId, classId, count: 0, reporters: 0, weight: 0 }
      rows.set(key, row)
    }
    row.count += presses
    row.reporters++
    row.weight += weights[i]!
  })
  return [...rows.values()]
}

/** Quarter-hour rollups of all reports; the kinds of problem are kept where the minutes are. */
export function quarterRows(
  serviceId: string,
  reports: MadeReport[],
  isKept: (at: number) => boolean,
): QuarterRow[] {
  const rows = new Map<string, QuarterRow>()
  for (const { minute, problemId, presses } of reports) {
    const slot = bucketStart(minute, 15)
    const kind = isKept(slot) ? problemId : 0
    const key = `${slot} ${kind}`
    let row = rows.get(key)
    if (!row) {
      row = { serviceId, slot, problemId: kind, count: 0, reporters: 0 }
      rows.set(key, row)
    }
    row.count += presses
    row.reporters++
  }
  return [...rows.values()]
}

/** Where the reporters of the moments that are kept were. */
export function placeRows(
  serviceId: string,
  reports: MadeReport[],
  isKept: (at: number) => boolean,
): PlaceRow[] {
  const rows = new Map<string, PlaceRow>()
  for (const { minute, country } of reports) {
    const slot = bucketStart(minute, 15)
    if (!isKept(slot)) continue
    const key = `${slot} ${country}`
    const row = rows.get(key) ?? { serviceId, slot, country, reporters: 0 }
    row.reporters++
    rows.set(key, row)
  }
  return [...rows.values()]
}

/** Minutes of the parts since `from`: countries, and the two networks that each has in the demo's world. */
export function scopeRows(
  serviceId: string,
  reports: MadeReport[],
  weights: ArrayLike<number>,
  from: number,
): ScopeRow[] {
  const rows = new Map<string, ScopeRow>()
  reports.forEach(({ minute, country, network, classId, presses }, i) => {
    if (minute < from) return
    const operator = network % 2 === 0 ? networkNames.mobile(country) : networkNames.fixed(country)
    for (const scope of [
      scopeKey({ kind: 'country', name: country }),
      scopeKey({ kind: 'network', name: operator }),
    ]) {
      const key = `${minute} ${scope} ${classId}`
      let row = rows.get(key)
      if (!row) {
        const nothing = { count: 0, reporters: 0, weight: 0, firsts: 0, seconds: 0 }
        row = { serviceId, minute, scope, classId, ...nothing }
        rows.set(key, row)
      }
      const weight = weights[i]!
      row.count += presses
      row.reporters++
      row.weight += weight
      if (weight === weightOfNth(1)) row.firsts++
      if (weight === weightOfNth(2)) row.seconds++
    }
  })
  return [...rows.values()]
}
