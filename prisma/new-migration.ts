import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '#store/postgres/embedded-postgres.ts'
import { openComparer } from './schema-engine.ts'

// Developer's tool: `npm run db:diff -- name` writes the migration that schema.prisma is ahead by.

const name = process.argv[2] ?? ''
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run db:diff -- name_of_the_change')
  process.exit(2)
}

const dataDir = await mkdtemp(join(tmpdir(), 'outage-desk-diff-'))
const postgres = await startPostgres({ dataDir, database: 'desk' })
try {
  const sql = await (await openComparer(postgres.url)).pendingSql()
  if (sql === null) console.log('Nothing to do: the migrations arrive at schema.prisma already.')
  else console.log(`Written: ${await write(sql)}\nRead it: tables that grow need their PARTITION BY by hand.`)
} finally {
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
}

async function write(sql: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const dir = fileURLToPath(new URL(`./migrations/${stamp}_${name}`, import.meta.url))
  await mkdir(dir)
  const file = join(dir, 'migration.sql')
  await writeFile(file, sql)
  return file
}
