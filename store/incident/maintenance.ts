import type { MaintenanceView } from '#core/view.ts'
import type { Database } from '../db.ts'

const iso = (at: Date) => at.toISOString()

/** Announced work of one service, or of all, that touches [from, to], ms; by its beginning. */
export async function readMaintenance(
  db: Database,
  { serviceId, from, to }: { serviceId?: string; from: number; to: number },
): Promise<(MaintenanceView & { serviceId: string })[]> {
  const rows = await db.prisma.officialUpdate.findMany({
    where: {
      ...(serviceId && { serviceId }),
      workFrom: { lte: new Date(to) },
      workUntil: { gt: new Date(from) },
    },
    orderBy: [{ workFrom: 'asc' }, { id: 'asc' }],
  })
  return rows.flatMap(({ serviceId, id, postedAt, body, lang, url, workFrom, workUntil }) =>
    // Called off before it began: nothing was done.
    workFrom && workUntil && workUntil > workFrom
      ? [{ serviceId, id, at: iso(postedAt), from: iso(workFrom), until: iso(workUntil), body, lang, url }]
      : [],
  )
}

/** Work that is over sooner than announced, or called off. false: there is none of that id that is not over. */
export async function endMaintenance(
  db: Database,
  serviceId: string,
  id: string,
  now: number,
): Promise<boolean> {
  const ended = await db.query(
    `UPDATE official_update SET work_until = greatest(work_from, $3::timestamptz)
     WHERE service_id = $1 AND id = $2 AND work_until > $3 AND work_until > work_from RETURNING id`,
    [serviceId, id, new Date(now)],
  )
  return ended.length > 0
}
