import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createApi } from '#api/index.ts'
import type { Log } from '#base/log.ts'
import { buildFrame, buildLoader } from '#embed/build.ts'
import { createAddressList } from '#ingest/address.ts'
import type { Geo } from '#ingest/geo.ts'
import { createIntake, type Intake } from '#ingest/intake.ts'
import { createTokens } from '#ingest/tokens.ts'
import { createHub, type Hub } from '#notify/hub.ts'
import { openDatabase } from '#store/db.ts'
import { createDirectory } from '#store/directory.ts'
import { createPublicView } from '#store/public-view.ts'
import { createWatch, type Watch } from '#watch/watch.ts'
import { createLoop } from './loop.ts'
import { createPageCache } from './page-cache.ts'
import { pageRoutes } from './page-routes.ts'
import { startPages } from './pages.ts'
import { keepRecentViews } from './recent-view.ts'
import type { PreparedStore } from './store.ts'

export interface PlatformOptions {
  databaseUrl: string
  store: PreparedStore
  host: string
  /** 0: any free port. */
  port: number
  dev: boolean
  now: () => number
  trustedProxies: string[]
  geo: Geo
  publicUrl?: string | undefined
  log: Log
  /** Environment of the page process beside its database. */
  pageEnv: NodeJS.ProcessEnv
  /** Whether the rooms look by themselves every few seconds. A driven clock looks when it is told to. */
  loops: boolean
}

export interface Platform {
  port: number
  watch: Watch
  hub: Hub
  intake: Intake
  /** One look of everything that otherwise looks by itself: watch, then hub. */
  lookAround(): Promise<void>
  close(): Promise<void>
}

/** Opens the rooms, wires them, and listens. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { now, log, store, dev } = options
  const db = openDatabase(options.databaseUrl)
  const watchDb = openDatabase(options.databaseUrl, { max: 3, patient: true })
  const directory = createDirectory(db)
  await directory.refresh()
  const tokens = createTokens(store.secret)
  const hub = createHub({ db, directory, now })
  const view = keepRecentViews(createPublicView(db, directory), (slug) => hub.state(slug)?.version ?? 0)
  const intake = createIntake({
    db,
    now,
    tokens,
    geo: options.geo,
    findService: directory.bySlug,
    recentCount: (slug) => hub.state(slug)?.reports15m ?? 0,
  })
  const watch = createWatch({
    onFault: (job, error) => log.error(`housekeeping, ${job}: ${error}`),
    db: watchDb,
    directory,
    now,
    owner: randomUUID(),
    provenance: store.sample ? 'sample' : 'live',
  })
  const pages = await startPages({
    dev,
    now,
    log,
    env: {
      ...options.pageEnv,
      PAGE_DATABASE_URL: store.pageUrl,
      NODE_ENV: dev ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  })
  const cache = createPageCache({
    now,
    dev,
    formToken: (path) => {
      const slug = /^\/(?:en|ar)\/status\/([a-z0-9-]+)(?:[/?]|$)/.exec(path)?.[1]
      return slug ? tokens.issueForm(slug, now()) : null
    },
  })
  const api = await createApi({
    intake,
    tokens,
    directory,
    hub,
    view,
    now,
    isTrusted: createAddressList(options.trustedProxies),
    publicUrl: options.publicUrl,
    loader: await buildLoader(),
    frame: await buildFrame(),
    async readEmbed(slug) {
      const found = await view.readService(slug, '24h', now())
      if (!found) return null
      const reporters = found.series.reporters.slice(1).map((count) => count ?? 0)
      const { service, state, sample } = found
      return { service, state, sample, spark: { reporters, peak: Math.max(0, ...reporters.slice(0, -1)) } }
    },
    readDay: async (slug) => (await view.readService(slug, '24h', now()))?.series ?? null,
    ready: async () => ({ store: await answers(db), pages: pages.ready, states: hub.tickedAt !== null }),
    log: (error) => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  })
  pageRoutes(api, {
    pages,
    cache,
    publicUrl: options.publicUrl,
    isReceipt: (receipt) => typeof tokens.readReceipt(receipt, now()) !== 'string',
  })
  if (dev) api.app.server.on('upgrade', pages.upgrade)
  await api.app.listen({ host: options.host, port: options.port })

  const loops = options.loops
    ? [
        createLoop('watch', 2_000, () => watch.tick(), log),
        createLoop('hub', 300, () => hub.look(), log),
        createLoop('directory', 30_000, () => directory.refresh(), log),
        createLoop('intake', 60_000, async () => log.info('reports so far', { ...intake.counters }), log),
      ]
    : []
  return {
    port: (api.app.server.address() as AddressInfo).port,
    watch,
    hub,
    intake,
    async lookAround() {
      await watch.tick()
      await hub.look()
    },
    async close() {
      await api.app.close()
      await intake.drain()
      for (const loop of loops) await loop.stop()
      await pages.stop()
      await watch.stop().catch((error) => log.warn(`the watch could not keep its state: ${error}`))
      await Promise.all([db.close(), watchDb.close()])
    },
  }
}

const answers = (db: { query(sql: string): Promise<unknown> }): Promise<boolean> =>
  db.query('SELECT 1').then(
    () => true,
    () => false,
  )
