import type { Database } from '../db.ts'

/**
 * Refuses a database that forgets what it has confirmed: a report that was answered 201 outlives kill -9 and a power
 * cut, and that promise is Postgres's to keep.
 */
export async function assertDurable(db: Pick<Database, 'query'>): Promise<void> {
  const rows = await db.query<{ name: string }>(
    `SELECT name FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off' ORDER BY name`,
  )
  if (rows.length === 0) return
  const names = rows.map(({ name }) => name).join(' and ')
  throw new Error(
    `This database runs with ${names} off and may lose what it has confirmed. Turn it on, then start again.`,
  )
}
