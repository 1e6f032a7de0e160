import { randomBytes } from 'node:crypto'
import type { Database } from './db.ts'

/** The value under `name`, made by `make` the first time: several nodes starting at once agree on one. */
async function readOrMake(db: Database, name: string, make: () => string): Promise<string> {
  const rows = await db.query<{ value: string }>(
    `WITH made AS (INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING value)
     SELECT value FROM made UNION ALL SELECT value FROM setting WHERE name = $1`,
    [name, make()],
  )
  // Two nodes in the very same moment: the loser sees neither row in its snapshot and asks again.
  return rows[0]?.value ?? readOrMake(db, name, make)
}

/** The instance's secret: signs receipts and page tokens. Kept in the store, so that nodes need no shared file. */
export const readSecret = (db: Database): Promise<string> =>
  readOrMake(db, 'secret', () => randomBytes(32).toString('hex'))

/** The keys by which push services know us (VAPID): made once, and with them every address that was given to us. */
export const readVapidKeys = async <Keys extends object>(db: Database, make: () => Keys): Promise<Keys> =>
  JSON.parse(await readOrMake(db, 'vapid', () => JSON.stringify(make())))

/** Whether this database holds made-up sample data. Decided once, when it is first filled. */
export async function isSample(db: Database): Promise<boolean> {
  const rows = await db.query<{ value: string }>(`SELECT value FROM public_setting WHERE name = 'sample'`)
  return rows[0]?.value === 'yes'
}

/** Marks the database as sample or real, before anything else is written. Throws when it is the other kind. */
export async function claimKind(db: Database, kind: 'sample' | 'real'): Promise<void> {
  const wanted = kind === 'sample' ? 'yes' : 'no'
  const found = await readOrMake(db, 'sample', () => wanted)
  if (found !== wanted) {
    throw new Error(
      kind === 'sample'
        ? 'This database holds real reports; sample data never mix with them. Use another database for the demo.'
        : 'This database holds sample data of the demo. Use another database for real reports.',
    )
  }
}
