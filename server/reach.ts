import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#base/log.ts'
import { answersAt, isStoreAway } from '#store/db.ts'
import { readSnapshots, type Snapshot } from './memory/snapshot.ts'
import { type PreparedStore, prepareStore, recallStore } from './store.ts'
import { openWaitingRoom } from './waiting-room.ts'

const firstPauseMs = 500
const mostPauseMs = 10_000

/** The store as the platform opens on it. */
export interface ReachedStore {
  store: PreparedStore
  /** What was known at the last run, if anything. */
  snapshot: Snapshot | null
  /** Resolves when the store itself was made ready, which may be long after the platform has opened. */
  prepared: Promise<void>
  /** The store was away when we came: `store` is what the snapshot says. */
  isAway: boolean
  port: number
}

export interface ReachOptions {
  url: string
  given: { secret?: string | undefined; pageUrl?: string | undefined }
  /** Where the last run's snapshot lies. */
  dataDir: string
  /** Where to say that we are coming, while there is nothing to show. */
  host: string
  port: number
  log: Log
}

/**
 * Makes the store ready. While it is away: opens on the snapshot of the last run and goes on trying; without one, keeps
 * the port with a plain answer until there is a store. A store that says no (rights, other data) is no absence.
 */
export async function reachStore(options: ReachOptions): Promise<ReachedStore> {
  const { url, given, dataDir, port, log } = options
  const snapshot = await readSnapshots(dataDir, url, Date.now())
  const first = await tryPrepare(url, given)
  if (first) return { store: first, snapshot, prepared: Promise.resolve(), isAway: false, port }

  log.warn('Postgres is away; trying again until it is there.')
  if (!snapshot) {
    const room = await openWaitingRoom(options)
    const store = await keepTrying(url, given)
    await room.close()
    return { store, snapshot, prepared: Promise.resolve(), isAway: false, port: room.port }
  }
  const store = recallStore(url, snapshot, given)
  const prepared = keepTrying(url, given).then((found) => {
    if (found.secret === store.secret && found.sample === store.sample) return
    throw new Error('The database is another one than that of the snapshot. Start again.')
  })
  return { store, snapshot, prepared, isAway: true, port }
}

async function tryPrepare(url: string, given: ReachOptions['given']): Promise<PreparedStore | null> {
  // A frozen server would keep us for long, and there may be something to show meanwhile.
  if (!(await answersAt(url))) return null
  return prepareStore(url, Date.now(), given).catch((error) => {
    if (isStoreAway(error)) return null
    throw error
  })
}

/** Tries with growing pauses, each of random length, so that many nodes do not come all at once. */
async function keepTrying(url: string, given: ReachOptions['given']): Promise<PreparedStore> {
  for (let ceiling = firstPauseMs; ; ceiling = Math.min(mostPauseMs, ceiling * 2)) {
    await sleep(Math.max(firstPauseMs / 2, Math.random() * ceiling))
    const store = await tryPrepare(url, given)
    if (store) return store
  }
}
