import cluster from 'node:cluster'
import { createServer } from 'node:net'
import path from 'node:path'
import { readEnv } from '#base/env.ts'
import { createLog } from '#base/log.ts'
import { onParentGone } from '#base/parent.ts'
import { startPostgres } from '#store/postgres/embedded-postgres.ts'
import { freePort as anyPort } from '#store/postgres/free-port.ts'
import { hearPrimary, startWorkers } from './cluster.ts'
import { openFront } from './front.ts'
import { createLoop } from './loop.ts'
import { readSnapshots } from './memory/snapshot.ts'
import { reachStore } from './reach.ts'

// The table of contents of a running instance: settings, store, one front or several, wait, stop.

const env = readEnv()
const log = createLog({ level: env.LOG_LEVEL })
const dev = process.argv.includes('--dev')
/** Proxies that ask every few seconds whether we are ready hear in time that we are not. */
const graceMs = 3_000

/** What is to be stopped, in the order it was started. */
const started: { stop(graceMs: number): Promise<unknown> }[] = []
let stopping = false
async function stop(code: number, grace = 0): Promise<void> {
  if (stopping) return
  stopping = true
  log.info('Stopping: finishing what was begun.')
  setTimeout(() => process.exit(1), 15_000).unref()
  for (const part of started.reverse()) await part.stop(grace).catch((error) => log.error(String(error)))
  process.exit(code)
}
// Before anything is started: a stop may come at any time.
process.on('SIGINT', () => stop(0))
process.on('SIGTERM', () => stop(0, graceMs))
// A worker ends with its primary by itself.
if (cluster.isPrimary) onParentGone(() => stop(0))

async function fail(error: unknown): Promise<void> {
  log.error(error instanceof Error ? error.message : String(error))
  await stop(1)
}

await (cluster.isWorker ? openWorker() : open()).catch(fail)

async function open(): Promise<void> {
  const databaseUrl = env.DATABASE_URL ?? (await openPostgres())
  const wanted = await freePort(env.PORT, env.HOST)
  if (wanted !== env.PORT && env.PORT !== 0) log.warn(`Port ${env.PORT} is taken; using ${wanted}.`)
  const { store, snapshot, prepared, isAway, port } = await reachStore({
    url: databaseUrl,
    given: { secret: env.SECRET, pageUrl: env.PAGE_DATABASE_URL },
    dataDir: env.DATA_DIR,
    host: env.HOST,
    port: wanted,
    log,
  })
  prepared.catch(fail)
  if (!store.isolated) {
    log.warn('This database user may not make roles: pages connect with the rights of the whole platform.')
  }
  const processes = dev ? 1 : env.WEB_CONCURRENCY
  // Fronts that come later must find the same port, even if all of them fell meanwhile.
  const shared = processes > 1 && port === 0 ? await anyPort() : port
  const common = { databaseUrl, store, port: shared, processes }
  if (processes === 1) {
    const platform = await openFront({
      ...{ env, log, dev, snapshot, ...common, slot: 0 },
      prepared: isAway ? prepared : undefined,
    })
    started.push({ stop: (grace) => platform.close(grace) })
    return opened(platform.port)
  }
  let isStillAway = isAway
  const workers = await startWorkers({
    count: processes,
    startOf: (slot) => ({ ...common, slot, isAway: isStillAway }),
    log,
  })
  started.push(workers)
  if (isAway) {
    prepared.then(
      () => {
        isStillAway = false
        workers.say({ prepared: true })
      },
      () => {},
    )
  }
  opened(workers.port)
}

/** One of several fronts: everything it needs was made ready by the primary. */
async function openWorker(): Promise<void> {
  const { start, prepared } = await hearPrimary()
  const { isAway, ...common } = start
  const snapshot = await readSnapshots(env.DATA_DIR, common.databaseUrl, Date.now())
  const platform = await openFront({
    ...{ env, log, dev, snapshot, ...common },
    prepared: isAway ? prepared : undefined,
  })
  started.push({ stop: (grace) => platform.close(grace) })
  process.send?.({ port: platform.port })
}

function opened(port: number): void {
  log.info(`Outage Desk is open at http://localhost:${port}`)
  // The demo, which started us, wants to know where.
  process.send?.({ port })
}

async function openPostgres(): Promise<string> {
  // Development keeps to itself, so that it may stop its server without asking.
  const dataDir = dev ? path.join(env.DATA_DIR, 'dev') : env.DATA_DIR
  const postgres = await startPostgres({ dataDir, database: dev ? 'outage_desk_dev' : 'outage_desk' })
  started.push(
    postgres,
    createLoop('postgres', 2_000, () => postgres.revive(), log),
  )
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
