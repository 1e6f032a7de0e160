import type { Database } from '../db.ts'
import { dayMs, dayOf } from '../report/salts.ts'

const partitioned = ['report', 'report_bucket_minute', 'report_bucket_scope_minute', 'verdict'] as const

const partitionName = (table: string, at: number) => `${table}_p${dayOf(at).replaceAll('-', '')}`

/** Makes the day partitions that hold [from, to], ms. Safe to call again and from several nodes. */
export async function ensurePartitions(db: Database, from: number, to: number): Promise<void> {
  const known = await db.query<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '_p[0-9]{8}$'`,
  )
  const names = new Set(known.map((row) => row.relname))
  for (let day = Math.floor(from / dayMs) * dayMs; day <= to; day += dayMs) {
    for (const table of partitioned) {
      if (names.has(partitionName(table, day))) continue
      const [lower, upper] = [day, day + dayMs].map((at) => new Date(at).toISOString())
      await db
        .query(
          `CREATE TABLE IF NOT EXISTS ${partitionName(table, day)} PARTITION OF ${table}
           FOR VALUES FROM ('${lower}') TO ('${upper}')`,
        )
        .catch((error: { code?: string }) => {
          // Another node made it between the look and the making.
          if (!['42P07', '42P17', '23505'].includes(error.code ?? '')) throw error
        })
    }
  }
}

/** Drops the day partitions that ended before `before`, ms, and says which. */
export async function dropPartitions(db: Database, before: number): Promise<string[]> {
  const known = await db.query<{ relname: string }>(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^(${partitioned.join('|')})_p[0-9]{8}$'`,
  )
  const limit = dayOf(before).replaceAll('-', '')
  const old = known.map((row) => row.relname).filter((name) => name.slice(-8) < limit)
  for (const name of old) await db.query(`DROP TABLE IF EXISTS ${name}`)
  return old
}
