import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { DiffTarget, SchemaEngine } from '@prisma/schema-engine-wasm'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { readCharColumns } from './char-columns.ts'

// Developer's tool: Prisma's schema engine as WebAssembly, because its binary is a download that we never make.
// Used for writing the next migration and for the drift test; running migrations is store/postgres/migrate.ts.

const here = fileURLToPath(new URL('.', import.meta.url))
const schemaFile = join(here, 'schema.prisma')
const filters = { externalTables: [], externalEnums: [] }

/** What would change one side into the other; null when they agree. */
export interface SchemaComparer {
  /** SQL that the migrations lack to arrive at schema.prisma. */
  pendingSql(): Promise<string | null>
  /** In words: where the live database differs from what the migrations make. */
  drift(): Promise<string | null>
}

/** Opens the engine on a database; work is done in shadow databases beside it, which are dropped again. */
export async function openComparer(
  url: string,
  migrationsDir = join(here, 'migrations'),
): Promise<SchemaComparer> {
  const { SchemaEngine } = await loadEngine()
  const factory = new ShadowingPg(configOf(url))
  await factory.dropLeftovers()
  const schema = { files: [{ path: schemaFile, content: await readFile(schemaFile, 'utf8') }] }
  const engine: SchemaEngine = await SchemaEngine.new(
    { datamodels: schema.files.map((file): [string, string] => [file.path, file.content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  )
  const migrations = async () => ({ tag: 'migrations' as const, ...(await listMigrations(migrationsDir)) })
  const diff = async (to: DiffTarget, script: boolean) => {
    const result = await engine.diff({ from: await migrations(), to, script, exitCode: true, filters })
    return result.exitCode === 2 ? (result.stdout ?? '') : null
  }
  return {
    pendingSql: () => diff({ tag: 'schemaDatamodel', ...schema }, true),
    drift: () => diff({ tag: 'schemaDatasource', ...schema, configDir: process.cwd() }, false),
  }
}

type Glue = typeof glue
let loading: Promise<Glue> | undefined

/** Loaded once and only once: two instances at a time corrupt each other. */
function loadEngine(): Promise<Glue> {
  loading ??= (async () => {
    const registry = { set_message: (message: string) => console.error(message) }
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry })
    const root = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
    const bytes = await readFile(join(root, 'schema_engine_bg.wasm'))
    const imports = { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports }
    const { instance } = await WebAssembly.instantiate(bytes, imports)
    glue.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start as () => void
    start()
    return glue
  })()
  return loading
}

interface Connection {
  host: string
  port: number
  user: string
  password: string
  database: string
}

/** In parts, because an adapter given a whole address would take the real database for its shadow. */
function configOf(url: string): Connection {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  }
}

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>

class ShadowingPg extends PrismaPg {
  constructor(private readonly connection: Connection) {
    super(connection)
  }

  override async connect(): Promise<Adapter> {
    return wholeScripts(await super.connect())
  }

  override async connectToShadowDb(): Promise<Adapter> {
    const admin = new pg.Client(this.connection)
    await admin.connect()
    const database = `prisma_shadow_${crypto.randomUUID().replaceAll('-', '')}`
    await admin.query(`CREATE DATABASE "${database}" TEMPLATE template0`)
    const adapter = wholeScripts(await new PrismaPg({ ...this.connection, database }).connect())
    const dispose = adapter.dispose.bind(adapter)
    adapter.dispose = async () => {
      await dispose()
      await admin.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
      await admin.end()
    }
    return adapter
  }

  /** A process that was killed half-way left its shadow database. */
  async dropLeftovers(): Promise<void> {
    const admin = new pg.Client(this.connection)
    await admin.connect()
    const found = await admin.query<{ datname: string }>(
      `SELECT datname FROM pg_database d WHERE datname ~ '^prisma_shadow_[0-9a-f]{32}$'
       AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)`,
    )
    for (const { datname } of found.rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}"`)
    await admin.end()
  }
}

/** The adapter splits scripts at every semicolon, also inside $$ … $$: hand them over whole instead. */
function wholeScripts(adapter: Adapter): Adapter {
  readCharColumns(adapter)
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script)
  }
  return adapter
}

async function listMigrations(baseDir: string) {
  const lockfile = 'migration_lock.toml'
  const entries = await readdir(baseDir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = names.sort().map(async (path) => {
    const value = await readFile(join(baseDir, path, 'migration.sql'), 'utf8')
    return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
  })
  return {
    baseDir,
    lockfile: { path: lockfile, content: await readFile(join(baseDir, lockfile), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  }
}
