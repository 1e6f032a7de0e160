import { agedState, isOld } from '#core/state-age.ts'
import type { Status } from '#core/status.ts'
import type { StateView } from '#core/view.ts'
import type { Database } from '../db.ts'
import { readProgress, readStates, readStatuses } from '../watch/state.ts'

/** States by service id, each as fresh as the watch's last tick. */
export async function readAgedStates(
  db: Database,
  now: number,
  serviceIds: string[],
): Promise<{ states: Map<string, StateView>; tickedAt: number | null }> {
  const [rows, progress] = await Promise.all([readStates(db, { serviceIds }), readProgress(db)])
  const tickedAt = progress?.tickedAt ?? null
  return {
    states: new Map(rows.map((row) => [row.serviceId, agedState(row.view, tickedAt, now)])),
    tickedAt,
  }
}

/** The same in a word, of all services: what a list is chosen by. */
export async function readAgedStatuses(
  db: Database,
  now: number,
): Promise<{ statuses: Map<string, Status>; tickedAt: number | null; stale: boolean }> {
  const [rows, progress] = await Promise.all([readStatuses(db), readProgress(db)])
  const tickedAt = progress?.tickedAt ?? null
  const statuses = new Map<string, Status>()
  let stale = false
  for (const { serviceId, status, updatedAt } of rows) {
    const old = isOld(updatedAt, tickedAt, now)
    if (old) stale = true
    statuses.set(serviceId, old ? 'unknown' : status)
  }
  return { statuses, tickedAt, stale }
}
