import { agedState } from '#core/state-age.ts'
import type { StateView } from '#core/view.ts'
import type { Database } from './db.ts'
import { readProgress, readStates } from './state.ts'

/** States by service id (all, or those of `serviceIds`), each as fresh as the watch's last tick. */
export async function readAgedStates(
  db: Database,
  now: number,
  serviceIds?: string[],
): Promise<{ states: Map<string, StateView>; tickedAt: number | null }> {
  const [rows, progress] = await Promise.all([readStates(db, { serviceIds }), readProgress(db)])
  const tickedAt = progress?.tickedAt ?? null
  return {
    states: new Map(rows.map((row) => [row.serviceId, agedState(row.view, tickedAt, now)])),
    tickedAt,
  }
}
