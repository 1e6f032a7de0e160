import type { Database } from '#store/db.ts'
import { acquireLease } from '#store/watch/lease.ts'

/** Several renewals fit into the lease's ten seconds: one that fails costs nothing. */
const renewMs = 3_000

/**
 * Renews the watch's lease while `work` runs: learning the past of thousands of services takes longer than a lease, and
 * another node would take the lead meanwhile, begin the same work, and lose it again. A process that hangs renews nothing.
 */
export async function keepLead<T>(
  db: Database,
  owner: string,
  work: () => Promise<T>,
  everyMs = renewMs,
): Promise<T> {
  let renewal: Promise<unknown> | null = null
  const timer = setInterval(() => {
    // A lease that is lost all the same is found out by the next write: it carries an older epoch.
    renewal ??= acquireLease(db, 'watch', owner)
      .catch(() => {})
      .finally(() => {
        renewal = null
      })
  }, everyMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    // One on its way must not take back what is given away next.
    await renewal
  }
}
