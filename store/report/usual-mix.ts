import type { KindCount } from '#core/report/mix-shift.ts'
import type { Database } from '../db.ts'
import { problemOf } from '../service/services.ts'

const hourMs = 3_600_000
const before = 28 * 24 * hourMs
const mostKept = 2_000

/** How many people named each kind in the four weeks before `until` (ms). */
async function readMix(db: Database, serviceId: string, until: number): Promise<KindCount[]> {
  const rows = await db.query<{ problem_id: number; reporters: number }>(
    `SELECT problem_id, sum(reporters)::int AS reporters FROM report_bucket_15m
     WHERE service_id = $1 AND slot >= $2 AND slot < $3 GROUP BY 1`,
    [serviceId, new Date(until - before), new Date(until)],
  )
  return rows.flatMap(({ problem_id, reporters }) => {
    const problem = problemOf(problem_id)
    return problem ? [{ problem, reporters }] : []
  })
}

/** Four weeks are many rows, and say the same for an hour: read once for each service and hour. */
export function keepUsualMix(db: Database): (serviceId: string, until: number) => Promise<KindCount[]> {
  const kept = new Map<string, { hour: number; mix: Promise<KindCount[]> }>()
  return (serviceId, until) => {
    const hour = Math.floor(until / hourMs)
    const known = kept.get(serviceId)
    if (known?.hour === hour) return known.mix
    const mix = readMix(db, serviceId, hour * hourMs)
    kept.delete(serviceId)
    kept.set(serviceId, { hour, mix })
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    // What could not be read is asked for again.
    mix.catch(() => kept.delete(serviceId))
    return mix
  }
}
