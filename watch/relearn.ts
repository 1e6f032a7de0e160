import { minuteMs } from '#core/bucket.ts'
import { createDetector } from '#core/detect/detect.ts'
import type { Database } from '#store/db.ts'
import { readMinutes } from '#store/report/buckets.ts'
import { inGap, readGaps } from '#store/watch/gaps.ts'
import { createBreath } from './breath.ts'
import { inputOf, keepMinute, type Ward } from './ward.ts'

const dayMinutes = 1_440
/** What is usual is learnt from so many days at most: minutes are kept a little longer. */
const learnedDays = 28
/** A detector that lags no more than this catches up minute by minute, with verdicts. */
const lagMinutes = 3 * dayMinutes

/**
 * Lets detectors that come without a (usable) memory learn the past from the rows, without verdicts or
 * transitions: what was said then has been said. Wards that are up to date are left alone.
 */
export async function relearn(db: Database, wards: Ward[], until: number): Promise<void> {
  const late = wards.filter((ward) => until - ward.detector.nextMinute > lagMinutes * minuteMs)
  if (late.length === 0) return
  const earliest = until - learnedDays * dayMinutes * minuteMs
  for (const ward of late) {
    const firstMinute = Math.max(earliest, ward.detector.nextMinute)
    if (firstMinute !== ward.detector.nextMinute) ward.detector = createDetector({ firstMinute })
  }
  const ids = late.map((ward) => ward.service.id)
  const gaps = await readGaps(db, earliest, until)
  const breathe = createBreath()
  for (let from = earliest; from < until; from += dayMinutes * minuteMs) {
    const to = Math.min(until, from + dayMinutes * minuteMs)
    const rows = new Map<string, Map<number, Awaited<ReturnType<typeof readMinutes>>[number]>>()
    for (const row of await readMinutes(db, from, to, ids)) {
      const known = rows.get(row.serviceId) ?? new Map()
      rows.set(row.serviceId, known.set(row.minute, row))
    }
    for (const ward of late) {
      const own = rows.get(ward.service.id)
      while (ward.detector.nextMinute < to) {
        const minute = ward.detector.nextMinute
        const row = own?.get(minute)
        if (row) keepMinute(ward, row)
        // Breadth of long ago is not kept; null lets rises be masked out of what is usual all the same.
        ward.detector.learn(inputOf(ward, minute, null, inGap(gaps, minute)))
      }
      const turn = breathe()
      if (turn) await turn
    }
  }
}
