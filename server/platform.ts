import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createApi } from '#api/index.ts'
import type { Log } from '#base/log.ts'
import { buildDevice } from '#device/build.ts'
import { buildFrame, buildLoader } from '#embed/build.ts'
import { createAddressList } from '#ingest/address.ts'
import { createDetails } from '#ingest/details.ts'
import type { Geo } from '#ingest/geo.ts'
import { createIntake, type Intake } from '#ingest/intake.ts'
import { createRequests } from '#ingest/requests.ts'
import { createTokens } from '#ingest/tokens.ts'
import { createHub, type Hub } from '#notify/hub.ts'
import { openDatabase } from '#store/db.ts'
import { createDirectory } from '#store/service/directory.ts'
import { createPublicView } from '#store/view/public-view.ts'
import { createWatch, type Watch } from '#watch/watch.ts'
import { createAccount } from './account.ts'
import { createAttendance } from './attendance.ts'
import { createDoor } from './door/door.ts'
import { createGauge } from './door/gauge.ts'
import { measureLateness } from './door/lateness.ts'
import { shedLoad } from './door/shed.ts'
import { createFormTokens } from './form-tokens.ts'
import { leaveQuietly, within } from './leave.ts'
import { createLoop, type Loop } from './loop.ts'
import { createPulse } from './memory/pulse.ts'
import { keepRecentViews } from './memory/recent-view.ts'
import type { Snapshot } from './memory/snapshot.ts'
import { createSnapshotKeeper } from './memory/snapshot-keeper.ts'
import { createPageCache } from './pages/page-cache.ts'
import { pageRoutes } from './pages/page-routes.ts'
import { startPages } from './pages/pages.ts'
import { readReference } from './reference.ts'
import type { PreparedStore } from './store.ts'
import { createTellers, type TellerSettings } from './tell/tellers.ts'

export interface PlatformOptions extends TellerSettings {
  databaseUrl: string
  store: PreparedStore
  host: string
  /** 0: any free port. */
  port: number
  dev: boolean
  now: () => number
  trustedProxies: string[]
  geo: Geo
  log: Log
  /** Requests at a time that Fastify handles (MAX_IN_FLIGHT). */
  maxInFlight?: number
  /** Where to write about a hole in the site. */
  securityContact?: string | undefined
  /** Environment of the page process beside its database. */
  pageEnv: NodeJS.ProcessEnv
  /** Whether the rooms look by themselves every few seconds. A driven clock looks when it is told to. */
  loops: boolean
  /** Where to keep what can be said without the store; absent: nowhere. */
  snapshotFile?: string | undefined
  /** What was kept there the last time. */
  snapshot?: Snapshot | null
  /** The store is away: the snapshot speaks, and nothing looks at the store before it is made ready. */
  prepared?: Promise<void> | undefined
  /** Fronts that share the port with this one, itself included. */
  processes?: number
}

export interface Platform {
  port: number
  watch: Watch
  hub: Hub
  intake: Intake
  /** One look of everything that otherwise looks by itself: watch, then hub, then what push has to tell. */
  lookAround(): Promise<void>
  /** Says at once that it is not ready, takes what still comes for `graceMs`, finishes what was begun, and ends. */
  close(graceMs?: number): Promise<void>
}

/** What was begun is given so long to end, the watch's last look so long… */
const finishMs = 7_000
const lookMs = 4_000
/** …and each of the rest so long: a store that is away must not hold us. */
const restMs = 1_500

/** Opens the rooms, wires them, and listens. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { now, log, store, dev, snapshot = null } = options
  const db = openDatabase(options.databaseUrl)
  const watchDb = openDatabase(options.databaseUrl, { max: 3, patient: true })
  // Connections of its own: a rush of readers must not look like a store that is away.
  const hubDb = openDatabase(options.databaseUrl, { max: 2 })
  const pulse = createPulse(options.prepared !== undefined)
  const isAway = () => pulse.away
  let closing = false
  // By the patient ones: a store that is slow for a moment is no reason not to open.
  const directory = createDirectory(watchDb)
  const hub = createHub({ db: hubDb, directory, now, isAway })
  if (options.prepared && snapshot) {
    directory.restore(snapshot.services)
    hub.restore(snapshot.states, snapshot.tickedAt)
  } else await directory.refresh()
  const tokens = createTokens(store.secret)
  const keeper = createSnapshotKeeper({
    file: options.snapshotFile ?? null,
    databaseUrl: options.databaseUrl,
    ...{ store, last: snapshot, directory, hub, now, isAway },
  })
  const view = keepRecentViews(
    keeper.remember(createPublicView(db, directory)),
    (slug) => hub.state(slug)?.version ?? 0,
  )
  const intake = createIntake({
    db,
    now,
    tokens,
    geo: options.geo,
    findService: directory.bySlug,
    recentCount: (slug) => hub.state(slug)?.reports15m ?? 0,
    isAway,
    processes: options.processes ?? 1,
  })
  const details = createDetails({
    ...{ db, now, tokens, intake },
    geo: options.geo,
    findService: directory.bySlug,
    findServiceById: directory.byId,
    recentCount: (slug) => hub.state(slug)?.reports15m ?? 0,
    processes: options.processes ?? 1,
  })
  const watch = createWatch({
    onFault: (job, error) => log.error(`housekeeping, ${job}: ${error}`),
    db: watchDb,
    directory,
    now,
    owner: randomUUID(),
    provenance: store.sample ? 'sample' : 'live',
  })
  const { push, mailer, all: tellers } = createTellers({ db: hubDb, directory, now, log }, options)
  const attendance = createAttendance(now)
  const readPlatform = createAccount({
    ...{ db: hubDb, directory, hub, attendance, now, isAway },
    pagesReady: () => renderer.ready,
    sample: store.sample,
    processes: options.processes ?? 1,
  })
  const renderer = await startPages({
    dev,
    now,
    log,
    services: () => directory.mark,
    tell: async (path) => {
      if (/^\/(en|ar)\/platform$/.test(path)) return readPlatform()
      return /^\/(en|ar)\/developers\/api$/.test(path) ? readReference(api) : null
    },
    env: {
      ...options.pageEnv,
      PAGE_DATABASE_URL: store.pageUrl,
      ...(mailer && { PAGES_OFFER_MAIL: '1' }),
      NODE_ENV: dev ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  })
  const pages = keeper.rememberPages(renderer)
  const cache = createPageCache({
    now,
    dev,
    formToken: createFormTokens({ tokens, now, isFollowed: (slug) => directory.bySlug(slug) !== undefined }),
  })
  const lateness = measureLateness()
  const gauge = createGauge({
    slots: options.maxInFlight ?? 400,
    delayMs: () => lateness.ms,
    waiters: () => db.pool.waitingCount,
  })
  const door = createDoor({ now, sheds: gauge.sheds })
  const api = await createApi({
    inFront(app) {
      attendance.attach(app)
      door.attach(app)
      shedLoad(app, gauge)
    },
    intake,
    requests: createRequests({
      db,
      now,
      services: directory.all,
      isAway,
      processes: options.processes ?? 1,
    }),
    details,
    tokens,
    directory,
    hub,
    view,
    now,
    isTrusted: createAddressList(options.trustedProxies),
    isBusy: () => gauge.sheds('stream'),
    publicUrl: options.publicUrl,
    securityContact: options.securityContact,
    colours: await readFile(new URL('../app/styles/tokens.css', import.meta.url), 'utf8'),
    loader: await buildLoader(),
    frame: await buildFrame(),
    push,
    hasMail: mailer !== null,
    pushReach: options.pushReach,
    webhookReach: options.webhookReach,
    db,
    app: await buildDevice(dev ? null : await readBuildId(), { hasPush: push !== null }),
    async readEmbed(slug) {
      const found = await view.readService(slug, '24h', now())
      if (!found) return null
      const reporters = found.series.reporters.slice(1).map((count) => count ?? 0)
      const { service, state, sample } = found
      return { service, state, sample, spark: { reporters, peak: Math.max(0, ...reporters.slice(0, -1)) } }
    },
    readDay: async (slug) => (await view.readService(slug, '24h', now()))?.series ?? null,
    readPlatform,
    ready: async () => ({
      store: !pulse.away && (await answers(hubDb)),
      pages: pages.ready,
      states: hub.tickedAt !== null,
      open: !closing,
    }),
    log: (error) => log.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  })
  pageRoutes(api, {
    pages,
    cache,
    gauge,
    now,
    dev,
    publicUrl: options.publicUrl,
    findService: (text) => (directory.bySlug(text) ?? view.find(text, 1)[0])?.slug ?? null,
    mergedInto: (slug) => directory.named(slug)?.mergedInto ?? null,
    isPart: (part, whole) => directory.bySlug(part)?.parent === whole,
    isReceipt: (receipt) => typeof tokens.readReceipt(receipt, now()) !== 'string',
  })
  if (dev) api.app.server.on('upgrade', pages.upgrade)
  await api.app.listen({ host: options.host, port: options.port })

  const look = () => pulse.feel(() => hub.look())
  const startLoops = () => [
    createLoop('watch', 2_000, () => watch.tick(), log),
    createLoop('hub', 300, look, log),
    createLoop('directory', 30_000, () => directory.refresh(), log),
    createLoop('intake', 60_000, async () => log.info('reports so far', { ...intake.counters }), log),
    // Whoever is told slowly is told on; what happened meanwhile is looked for all the same.
    ...tellers.map(([name, teller]) => createLoop(name, 4_000, () => within(1_000, teller.deliver()), log)),
    createLoop('snapshot', 60_000, () => keeper.writeInTurn(), log),
  ]
  let loops: Loop[] = []
  const begin = () => {
    if (options.loops && !closing) loops = startLoops()
  }
  if (options.prepared) options.prepared.then(begin, () => {})
  else begin()
  return {
    port: (api.app.server.address() as AddressInfo).port,
    watch,
    hub,
    intake,
    async lookAround() {
      await directory.refresh()
      await watch.tick()
      await look()
      for (const [, teller] of tellers) await teller.deliver()
    },
    async close(graceMs = 0) {
      closing = true
      if (graceMs > 0) await leaveQuietly(api.app.server, graceMs)
      await within(finishMs, api.app.close())
      lateness.stop()
      await within(restMs, intake.drain())
      await within(lookMs, keeper.write()).catch((error) => log.warn(`no snapshot: ${error}`))
      mailer?.close()
      await Promise.all([renderer.stop(), within(isAway() ? restMs : lookMs, stopLooking())])
      await within(restMs, Promise.all([db.close(), hubDb.close(), watchDb.close()]))
    },
  }

  async function stopLooking(): Promise<void> {
    await Promise.all(loops.map((loop) => loop.stop()))
    await watch.stop().catch((error) => log.warn(`the watch could not keep its state: ${error}`))
  }
}

/** Names the build of the pages that the page process serves. */
const readBuildId = (): Promise<string> =>
  readFile(new URL('../.next/BUILD_ID', import.meta.url), 'utf8').catch(() => 'none')

const answers = (db: { query(sql: string): Promise<unknown> }): Promise<boolean> =>
  db.query('SELECT 1').then(
    () => true,
    () => false,
  )
