import { type Scope, scopeOf } from '#core/around/scope.ts'
import { type ReportClass, reportClasses } from '#core/report/report.ts'
import type { Database } from '../db.ts'

/** One minute of one part of a service's crowd. Weights in thousandths. */
export interface ScopeMinute {
  serviceId: string
  scope: Scope
  minute: number
  count: number
  reporters: number
  weights: Record<ReportClass, number>
  /** People who were the first and the second of their prefix, of those believed in full (core/detect/evidence). */
  firsts: number
  seconds: number
}

/** Minutes in [from, to), ms, in order of time: of every part there is, or of one. */
export async function readScopeMinutes(
  db: Database,
  from: number,
  to: number,
  one?: { serviceId: string; scope: string },
): Promise<ScopeMinute[]> {
  const rows = await db.query<{
    service_id: string
    scope: string
    minute: Date
    class: number
    count: number
    reporters: number
    weight: number
    firsts: number
    seconds: number
  }>(
    `SELECT service_id, scope, minute, class, sum(count)::int AS count, sum(reporters)::int AS reporters,
       sum(weight)::int AS weight, sum(firsts)::int AS firsts, sum(seconds)::int AS seconds
     FROM report_bucket_scope_minute
     WHERE minute >= $1 AND minute < $2 ${one ? 'AND service_id = $3 AND scope = $4' : ''}
     GROUP BY 1, 2, 3, 4 ORDER BY 3`,
    [new Date(from), new Date(to), ...(one ? [one.serviceId, one.scope] : [])],
  )
  const minutes = new Map<string, ScopeMinute>()
  for (const row of rows) {
    const minute = row.minute.getTime()
    const key = `${row.service_id}${minute}${row.scope}`
    let known = minutes.get(key)
    if (!known) {
      const weights = { page: 0, untokened: 0, away: 0, hosting: 0 }
      const scope = scopeOf(row.scope)
      const nothing = { count: 0, reporters: 0, firsts: 0, seconds: 0 }
      known = { serviceId: row.service_id, scope, minute, weights, ...nothing }
      minutes.set(key, known)
    }
    known.count += row.count
    known.reporters += row.reporters
    const name = reportClasses[row.class]
    // Reports that came too late are of no class and weigh nothing.
    if (name) known.weights[name] += row.weight
    if (reportClasses[row.class] !== 'page') continue
    known.firsts += row.firsts
    known.seconds += row.seconds
  }
  return [...minutes.values()]
}

/** When parts were first counted, ms: before it nothing is known of them. null: never yet. */
export async function readFirstScopeMinute(db: Database): Promise<number | null> {
  const rows = await db.query<{ minute: Date | null }>(
    'SELECT min(minute) AS minute FROM report_bucket_scope_minute',
  )
  return rows[0]?.minute?.getTime() ?? null
}
