import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { splitStatements } from './sql-statements.ts'

const houseMigrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** The number Prisma's own runner locks with, so that the two never run together. */
const lockNumber = 72707369

/** As Prisma makes it: its tools read the same table. */
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`

interface Migration {
  name: string
  sql: string
  checksum: string
}

interface HistoryRow {
  migration_name: string
  checksum: string
  finished_at: Date | null
  rolled_back_at: Date | null
}

/**
 * Applies the migrations the database does not have yet, each in one transaction, and says which. Any number of
 * processes may call this at once. `unknown` names migrations that only the database knows (a newer version ran).
 */
export async function migrate(
  url: string,
  dir = houseMigrations,
): Promise<{ applied: string[]; unknown: string[] }> {
  const migrations = await readMigrations(dir)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    const applied: string[] = []
    // Most starts have nothing to do and may lack the right to create tables: look before locking.
    let history = await readHistory(client)
    for (const migration of migrations) {
      if (history && isApplied(migration, history)) continue
      if (await applyOnce(client, migration)) applied.push(migration.name)
      history = await readHistory(client)
    }
    const known = new Set(migrations.map((migration) => migration.name))
    const unknown = (history ?? []).map((row) => row.migration_name).filter((name) => !known.has(name))
    return { applied, unknown }
  } finally {
    await client.end().catch(() => {})
  }
}

async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(dir, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

async function readHistory(client: pg.Client): Promise<HistoryRow[] | null> {
  const table = await client.query("SELECT to_regclass('_prisma_migrations') AS name")
  if (table.rows[0]?.name === null) return null
  const history = await client.query<HistoryRow>(
    'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at',
  )
  const failed = history.rows.find((row) => row.finished_at === null && row.rolled_back_at === null)
  if (failed) {
    throw new Error(
      `Migration ${failed.migration_name} was begun by another tool and never finished. Look at the database, put it ` +
        'in order, then run "npx prisma migrate resolve --rolled-back NAME" or "--applied NAME". Nothing was changed.',
    )
  }
  return history.rows.filter((row) => row.rolled_back_at === null)
}

function isApplied(migration: Migration, history: HistoryRow[]): boolean {
  const row = history.find((candidate) => candidate.migration_name === migration.name)
  if (!row) return false
  if (row.checksum === migration.checksum) return true
  throw new Error(
    `Migration ${migration.name} was edited after this database had run it. Put the file back as it was and write ` +
      'the change as a new migration (npm run db:diff -- name). Nothing was changed.',
  )
}

/** False when another runner was first. The lock ends with the transaction, so no killed process can keep it. */
async function applyOnce(client: pg.Client, migration: Migration): Promise<boolean> {
  await client.query('BEGIN')
  try {
    // Citus wants this before the first DDL; for plain Postgres it is a name like any other.
    await client.query("SET LOCAL citus.multi_shard_modify_mode = 'sequential'")
    await client.query("SET LOCAL lock_timeout = '5min'; SET LOCAL statement_timeout = '5min'")
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockNumber])
    // A change that waits for a busy table makes everybody else wait behind it: rather give up and be run again.
    await client.query("SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = '30min'")
    await client.query(historyTable)
    if (isApplied(migration, (await readHistory(client)) ?? [])) {
      await client.query('ROLLBACK')
      return false
    }
    await runStatements(client, migration)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [crypto.randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
    return true
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** One statement a query: Citus refuses several changes in one string. */
async function runStatements(client: pg.Client, migration: Migration): Promise<void> {
  for (const { sql, line } of splitStatements(migration.sql)) {
    const where = `Migration ${migration.name}, line ${line}`
    if (
      /^(begin|commit|end|rollback|abort|start\s+transaction|prepare\s+transaction)\b/i.test(
        withoutComments(sql),
      )
    ) {
      throw new Error(`${where}: a migration is one transaction already and may not begin or end one.`)
    }
    try {
      await client.query(sql)
    } catch (error) {
      const { message, detail, hint } = error as pg.DatabaseError
      const more = [detail, hint].filter(Boolean).join(' ')
      throw new Error(`${where} failed and nothing of it was kept: ${message}${more && ` (${more})`}`, {
        cause: error,
      })
    }
  }
}

const withoutComments = (sql: string) => sql.replace(/^(\s+|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, '')
