import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#store/db.ts'
import { assertDurable } from '#store/postgres/durability.ts'
import { migrate } from '#store/postgres/migrate.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import { ensurePageRole, pageRoleOf } from '#store/postgres/roles.ts'
import { dayMs } from '#store/report/salts.ts'
import { installCatalogue } from '#store/service/catalogue.ts'
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
  const db = openDatabase(url, { max: 2, patient: true })
  try {
    await assertDurable(db)
    await migrate(url)
    const sample = await isSample(db)
    if (!sample) await claimKind(db, 'real')
    const secret = given.secret ?? (await readSecret(db))
    await installCatalogue(db, now)
    await ensurePartitions(db, now - dayMs, now + 3 * dayMs)
    const own = given.pageUrl ?? (await oneAtATime(() => ensurePageRole(db, url, secret)))
    return { secret, sample, pageUrl: own ?? url, isolated: own !== null }
  } finally {
    await db.close()
  }
}

/** The role was there a moment later (duplicate_object), or its row was (unique_violation), or was being changed. */
const isRace = (error: unknown): boolean =>
  ['42710', '23505'].includes((error as { code?: string }).code ?? '') ||
  String(error).includes('concurrently updated')

/** Two nodes that change the same role in the same moment: Postgres lets one through and tells the other off. */
async function oneAtATime<Result>(change: () => Promise<Result>, attempts = 10): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change()
    } catch (error) {
      if (!isRace(error) || attempt >= attempts) throw error
      await sleep(Math.random() * 100 * attempt)
    }
  }
}

/** The same store by what a snapshot knows of it, without asking it. */
export function recallStore(
  url: string,
  known: { secret: string; sample: boolean; isolated: boolean },
  given: { secret?: string | undefined; pageUrl?: string | undefined },
): PreparedStore {
  const secret = given.secret ?? known.secret
  const own = given.pageUrl ?? (known.isolated ? pageRoleOf(url, secret)?.url : undefined)
  return { secret, sample: known.sample, pageUrl: own ?? url, isolated: own !== undefined }
}
