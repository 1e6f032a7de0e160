import type { Database } from '../db.ts'

/**
 * Leadership by one row and the database's clock (advisory locks do not survive poolers or clusters).
 * Every writer carries the epoch it got; a later leader's epoch is higher, so a leader that slept writes nothing.
 */
export async function acquireLease(
  db: Database,
  name: string,
  owner: string,
  seconds = 10,
): Promise<number | null> {
  const rows = await db.query<{ epoch: number }>(
    `INSERT INTO lease (name, owner, epoch, acquired_at, expires_at)
     SELECT $1, $2, 1, now(), now() + make_interval(secs => $3)
     ON CONFLICT (name) DO UPDATE
       SET owner = excluded.owner,
           epoch = CASE WHEN lease.owner = excluded.owner THEN lease.epoch ELSE lease.epoch + 1 END,
           acquired_at = excluded.acquired_at, expires_at = excluded.expires_at
       WHERE lease.owner = excluded.owner OR lease.expires_at <= excluded.acquired_at
     RETURNING epoch`,
    [name, owner, seconds],
  )
  return rows[0]?.epoch ?? null
}

/** Gives the lease back at a clean stop, so that the next leader need not wait for it to run out. */
export async function releaseLease(db: Database, name: string, owner: string): Promise<void> {
  await db.query(`UPDATE lease SET expires_at = acquired_at WHERE name = $1 AND owner = $2`, [name, owner])
}
