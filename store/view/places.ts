import { type PlaceHour, weeksBefore } from '#core/place/places.ts'
import type { Database } from '../db.ts'
import { readGaps } from '../watch/gaps.ts'

/** Counts by country, read from the quarter-hour rollups alone: as many rows for a year of history as for a month. */

const quarterMs = 900_000

export interface PlaceCount {
  serviceId: string
  country: string
  reporters: number
}

/** Reporters by service and country in the hour; of these services, and of one country if it is named. */
export async function readPlaces(
  db: Database,
  serviceIds: string[],
  hour: PlaceHour,
  country?: string,
): Promise<PlaceCount[]> {
  const rows = await db.query<{ service_id: string; country: string; reporters: number }>(
    `SELECT service_id, country, sum(reporters)::int AS reporters FROM report_bucket_country_15m
     WHERE slot = ANY($1::timestamptz[]) AND service_id = ANY($2::uuid[]) ${country ? 'AND country = $3' : ''}
     GROUP BY 1, 2`,
    [hour.slots.map(({ at }) => new Date(at)), serviceIds, ...(country ? [country] : [])],
  )
  // Postgres groups in whatever order; equal counts must stand in the same one on every node and with every look.
  const position = new Map(serviceIds.map((id, index) => [id, index]))
  return rows
    .map(({ service_id: serviceId, ...row }) => ({ serviceId, ...row }))
    .sort(
      (one, other) =>
        position.get(one.serviceId)! - position.get(other.serviceId)! ||
        (one.country < other.country ? -1 : 1),
    )
}

/** The same hour of past weeks: reporters by key in each week that is known. */
export interface PastWeeks {
  /** Weeks of which anything is known. */
  known: number
  /** Reporters of each known week, by country, or by service where one country is asked for. */
  byKey: Map<string, number[]>
}

/**
 * What the same quarters of past weeks counted, the running quarter by the share of it that is over.
 * A week counts as known if places were counted by then and no gap touches it.
 */
export async function readPastWeeks(
  db: Database,
  serviceIds: string[],
  hour: PlaceHour,
  given: { country?: string; since?: number } = {},
): Promise<PastWeeks> {
  const starts = weeksBefore(hour)
  const oldest = starts.at(-1)!
  const [first, gaps] = await Promise.all([
    db.query<{ slot: Date | null }>('SELECT min(slot) AS slot FROM report_bucket_country_15m'),
    readGaps(db, oldest, hour.from),
  ])
  const since = Math.max(first[0]?.slot?.getTime() ?? Number.POSITIVE_INFINITY, given.since ?? 0)
  const span = hour.slots.length * quarterMs
  const known = starts.filter(
    (start) => start >= since && !gaps.some((gap) => gap.from < start + span && gap.to > start),
  )
  const byKey = new Map<string, number[]>()
  if (known.length === 0) return { known: 0, byKey }
  const shareAt = new Map<number, { week: number; share: number }>()
  known.forEach((start, week) => {
    for (const { at, share } of hour.slots) shareAt.set(start + at - hour.from, { week, share })
  })
  const key = given.country ? 'service_id::text' : 'country'
  const rows = await db.query<{ key: string; slot: Date; reporters: number }>(
    `SELECT ${key} AS key, slot, sum(reporters)::int AS reporters FROM report_bucket_country_15m
     WHERE slot = ANY($1::timestamptz[]) AND service_id = ANY($2::uuid[]) ${given.country ? 'AND country = $3' : ''}
     GROUP BY 1, 2`,
    [[...shareAt.keys()].map((at) => new Date(at)), serviceIds, ...(given.country ? [given.country] : [])],
  )
  for (const row of rows) {
    const weeks = byKey.get(row.key) ?? new Array<number>(known.length).fill(0)
    byKey.set(row.key, weeks)
    const { week, share } = shareAt.get(row.slot.getTime())!
    weeks[week]! += row.reporters * share
  }
  return { known: known.length, byKey }
}
