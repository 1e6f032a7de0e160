import { togetherMs } from '#core/record/together.ts'
import type { Database } from '../db.ts'

const dayMs = 86_400_000
const lookBackMs = 90 * dayMs
/** Of one service's incidents the newest so many are looked at, so that a look costs the same for all. */
const mostIncidents = 40
/** What 90 days say does not change by the minute. */
const keptMs = 10 * 60_000
const mostKept = 2_000

/** How often other services, by id, rose within ten minutes of this one, in incidents of the last 90 days. */
async function readTogether(db: Database, serviceId: string, now: number): Promise<Map<string, number>> {
  const rows = await db.query<{ id: string; times: number }>(
    `WITH mine AS (
       SELECT id, started_at FROM incident
       WHERE service_id = $1 AND started_at > $2 AND started_at <= $3 AND false_alarm_at IS NULL
       ORDER BY started_at DESC LIMIT ${mostIncidents}
     )
     SELECT other.service_id AS id, count(DISTINCT mine.id)::int AS times
     FROM mine JOIN incident other ON other.service_id <> $1 AND other.false_alarm_at IS NULL
       AND other.started_at BETWEEN mine.started_at - $4 * interval '1 ms' AND mine.started_at + $4 * interval '1 ms'
     GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
    [serviceId, new Date(now - lookBackMs), new Date(now), togetherMs],
  )
  return new Map(rows.map(({ id, times }) => [id, times]))
}

/** The same, read once in ten minutes for each service. */
export function keepTogether(db: Database): (serviceId: string, now: number) => Promise<Map<string, number>> {
  const kept = new Map<string, { at: number; found: Promise<Map<string, number>> }>()
  return (serviceId, now) => {
    const known = kept.get(serviceId)
    if (known && Math.abs(now - known.at) < keptMs) return known.found
    const found = readTogether(db, serviceId, now)
    kept.delete(serviceId)
    kept.set(serviceId, { at: now, found })
    found.catch(() => kept.delete(serviceId))
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
    return found
  }
}

/** Services whose open incident began at about this time, ms, by id. */
export async function readRisen(db: Database, at: number): Promise<Map<string, number>> {
  const rows = await db.query<{ id: string; started_at: Date }>(
    `SELECT service_id AS id, started_at FROM incident
     WHERE ended_at IS NULL AND started_at BETWEEN $1 AND $2 LIMIT 500`,
    [new Date(at - togetherMs), new Date(at + togetherMs)],
  )
  return new Map(rows.map(({ id, started_at }) => [id, started_at.getTime()]))
}
