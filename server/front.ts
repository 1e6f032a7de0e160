import { type Env, plainEnv } from '#base/env.ts'
import type { Log } from '#base/log.ts'
import { openPackagedGeo, readGeoTable } from '#ingest/geo.ts'
import { type Snapshot, snapshotFileIn } from './memory/snapshot.ts'
import { createPlatform, type Platform } from './platform.ts'
import type { PreparedStore } from './store.ts'

/** What one front process needs to open, beside its environment. */
export interface FrontOptions {
  env: Env
  log: Log
  dev: boolean
  databaseUrl: string
  store: PreparedStore
  snapshot: Snapshot | null
  /** Given while the store is away: resolves when it was made ready. */
  prepared?: Promise<void> | undefined
  port: number
  /** Fronts that share the port. */
  processes: number
  /** Which of them it is, from 0. */
  slot: number
}

/** Opens a front by the settings of this environment. */
export async function openFront(options: FrontOptions): Promise<Platform> {
  const { env, log, dev } = options
  return createPlatform({
    databaseUrl: options.databaseUrl,
    store: options.store,
    host: env.HOST,
    port: options.port,
    dev,
    now: Date.now,
    trustedProxies: env.TRUSTED_PROXIES,
    geo: env.GEO_TABLE ? readGeoTable(env.GEO_TABLE) : await openPackagedGeo(),
    publicUrl: env.PUBLIC_URL,
    log,
    maxInFlight: env.MAX_IN_FLIGHT,
    pageEnv: { ...plainEnv(), COUNTRY: env.COUNTRY },
    securityContact: env.SECURITY_CONTACT,
    pushContact: env.PUSH_CONTACT,
    mailServer: env.SMTP_URL && env.MAIL_FROM ? { url: env.SMTP_URL, from: env.MAIL_FROM } : undefined,
    loops: true,
    snapshotFile: snapshotFileIn(env.DATA_DIR, options.slot),
    snapshot: options.snapshot,
    prepared: options.prepared,
    processes: options.processes,
  })
}
