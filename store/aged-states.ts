import { agedState } from '#core/state-age.ts'
import type { StateView } from '#core/view.ts'
import type { Database } from './db.ts'
import { readProgress, readStates } from './state.ts'

/** All states by service id, each as fresh as the watch's last tick. */
export async function readAgedStates(
  db: Database,
  now: number,
): Promise<{ states: Map<string, StateView>; tickedAt: number | null }> {
  const [rows, progress] = await Promise.all([readStates(db), readProgress(db)])
  const tickedAt = progress?.tickedAt ?? null
  return {
    states: new Map(rows.map((row) => [row.serviceId, agedState(row.view, tickedAt, now)])),
    tickedAt,
  }
}
