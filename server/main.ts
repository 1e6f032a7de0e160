import { createServer } from 'node:net'
import path from 'node:path'
import { plainEnv, readEnv } from '#base/env.ts'
import { createLog } from '#base/log.ts'
import { onParentGone } from '#base/parent.ts'
import { openPackagedGeo, readGeoTable } from '#ingest/geo.ts'
import { startPostgres } from '#store/embedded-postgres.ts'
import { createPlatform } from './platform.ts'
import { prepareStore } from './store.ts'

// The table of contents of a running instance: settings, store, platform, wait, stop.

const env = readEnv()
const log = createLog({ level: env.LOG_LEVEL })
const dev = process.argv.includes('--dev')

/** What is to be stopped, in the order it was started. */
const started: { stop(): Promise<unknown> }[] = []
let stopping = false
async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  log.info('Stopping: finishing what was begun.')
  setTimeout(() => process.exit(1), 15_000).unref()
  for (const part of started.reverse()) await part.stop().catch((error) => log.error(String(error)))
  process.exit(code)
}
// Before anything is started: a stop may come at any time.
process.on('SIGINT', () => stop(0))
process.on('SIGTERM', () => stop(0))
onParentGone(() => stop(0))

try {
  await open()
} catch (error) {
  log.error(error instanceof Error ? error.message : String(error))
  await stop(1)
}

async function open(): Promise<void> {
  const databaseUrl = env.DATABASE_URL ?? (await openPostgres())
  const store = await prepareStore(databaseUrl, Date.now(), {
    secret: env.SECRET,
    pageUrl: env.PAGE_DATABASE_URL,
  })
  if (!store.isolated) {
    log.warn('This database user may not make roles: pages connect with the rights of the whole platform.')
  }
  const port = await freePort(env.PORT, env.HOST)
  if (port !== env.PORT && env.PORT !== 0) log.warn(`Port ${env.PORT} is taken; using ${port}.`)
  const platform = await createPlatform({
    databaseUrl,
    store,
    host: env.HOST,
    port,
    dev,
    now: Date.now,
    trustedProxies: env.TRUSTED_PROXIES,
    geo: env.GEO_TABLE ? readGeoTable(env.GEO_TABLE) : await openPackagedGeo(),
    publicUrl: env.PUBLIC_URL,
    log,
    pageEnv: plainEnv(),
    loops: true,
  })
  started.push({ stop: () => platform.close() })
  log.info(`Outage Desk is open at http://localhost:${platform.port}`)
  // The demo, which started us, wants to know where.
  process.send?.({ port: platform.port })
}

async function openPostgres(): Promise<string> {
  // Development keeps to itself, so that it may stop its server without asking.
  const dataDir = dev ? path.join(env.DATA_DIR, 'dev') : env.DATA_DIR
  const postgres = await startPostgres({ dataDir, database: dev ? 'outage_desk_dev' : 'outage_desk' })
  started.push(postgres)
  return postgres.url
}

/** The wanted port, or the next free one above it. */
async function freePort(wanted: number, host: string): Promise<number> {
  if (wanted === 0) return 0
  for (let port = wanted; port < wanted + 50; port++) {
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer()
        .once('error', () => resolve(false))
        .listen(port, host, () => probe.close(() => resolve(true)))
    })
    if (free) return port
  }
  throw new Error(`No free port from ${wanted} to ${wanted + 49}.`)
}
