import { isConfirming, type OfficialStage, officialStages } from '#core/record/official.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'

export interface OfficialUpdateRow {
  serviceId: string
  stage: OfficialStage
  /** Ms since the epoch: when the operator posted it. */
  postedAt: number
  body: string
  lang: string
  url: string | null
  /** Of planned work: when it is to begin and to end, ms. */
  hours?: { from: number; until: number } | undefined
}

/**
 * Keeps one word of the operator. The same word twice (same service, stage and time) is kept once.
 * @returns whether it was kept; false: such a word is there already
 */
export async function recordOfficialUpdate(
  db: Database,
  update: OfficialUpdateRow,
  now: number,
): Promise<boolean> {
  const kept = await db.query(
    `INSERT INTO official_update (service_id, id, stage, posted_at, body, lang, url, work_from, work_until)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE NOT EXISTS (
       SELECT 1 FROM official_update WHERE service_id = $1 AND posted_at = $4 AND stage = $3)
     RETURNING 1`,
    [
      update.serviceId,
      newId(now),
      update.stage,
      new Date(update.postedAt),
      update.body,
      update.lang,
      update.url,
      update.hours ? new Date(update.hours.from) : null,
      update.hours ? new Date(update.hours.until) : null,
    ],
  )
  return kept.length > 0
}

/** Updates of one service in [from, to], ms, oldest first. */
export async function readOfficialUpdates(
  db: Database,
  serviceId: string,
  from: number,
  to: number,
): Promise<OfficialUpdateRow[]> {
  const rows = await db.prisma.officialUpdate.findMany({
    where: { serviceId, postedAt: { gte: new Date(from), lte: new Date(to) } },
    orderBy: { postedAt: 'asc' },
  })
  return rows.map(officialRow)
}

type OfficialRecord = Awaited<ReturnType<Database['prisma']['officialUpdate']['findMany']>>[number]

export const officialRow = ({
  serviceId,
  stage,
  postedAt,
  body,
  lang,
  url,
  workFrom,
  workUntil,
}: OfficialRecord): OfficialUpdateRow => ({
  ...{ serviceId, body, lang, url },
  stage: stage as OfficialStage,
  postedAt: postedAt.getTime(),
  ...(workFrom && workUntil && { hours: { from: workFrom.getTime(), until: workUntil.getTime() } }),
})

/** What an operator said lately, as the watch needs it. */
export interface OfficialCount {
  updates: number
  /** When the last word came that confirms a problem, ms; null: none did. */
  confirmedAt: number | null
}

/** How many updates each service has since `from`: the watch sees by it that a timeline grew. */
export async function countOfficialUpdates(db: Database, from: number): Promise<Map<string, OfficialCount>> {
  const rows = await db.query<{ service_id: string; updates: number; confirmed_at: Date | null }>(
    `SELECT service_id, count(*)::int AS updates, max(posted_at) FILTER (WHERE stage = ANY($2)) AS confirmed_at
     FROM official_update WHERE posted_at >= $1 GROUP BY 1`,
    [new Date(from), officialStages.filter(isConfirming)],
  )
  return new Map(
    rows.map((row) => [
      row.service_id,
      { updates: row.updates, confirmedAt: row.confirmed_at?.getTime() ?? null },
    ]),
  )
}
