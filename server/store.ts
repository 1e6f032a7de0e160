import { installCatalogue } from '#store/catalogue.ts'
import { openDatabase } from '#store/db.ts'
import { migrate } from '#store/migrate.ts'
import { ensurePartitions } from '#store/partitions.ts'
import { ensurePageRole } from '#store/roles.ts'
import { dayMs } from '#store/salts.ts'
import { claimKind, isSample, readSecret } from '#store/settings.ts'

export interface PreparedStore {
  /** Signs tokens and receipts. */
  secret: string
  sample: boolean
  /** Where the page process connects; with reading rights only, if this database user may make roles. */
  pageUrl: string
  /** The page process has a role of its own. */
  isolated: boolean
}

/**
 * Makes a database ready for the platform: migrations, kind (real unless the demo marked it), catalogue,
 * partitions, the page role. Everything here may be done again, by several nodes at once.
 */
export async function prepareStore(
  url: string,
  now: number,
  given: { secret?: string | undefined; pageUrl?: string | undefined },
): Promise<PreparedStore> {
  await migrate(url)
  const db = openDatabase(url, { max: 2, patient: true })
  try {
    const sample = await isSample(db)
    if (!sample) await claimKind(db, 'real')
    const secret = given.secret ?? (await readSecret(db))
    await installCatalogue(db, now)
    await ensurePartitions(db, now - dayMs, now + 3 * dayMs)
    const own = given.pageUrl ?? (await ensurePageRole(db, url, secret))
    return { secret, sample, pageUrl: own ?? url, isolated: own !== null }
  } finally {
    await db.close()
  }
}
