import type { Hub } from '#notify/hub.ts'
import type { Directory } from '#store/service/directory.ts'
import type { PublicView } from '#store/view/public-view.ts'
import type { Pages } from '../pages/pages.ts'
import type { PreparedStore } from '../store.ts'
import { createMemory } from './memory.ts'
import { rememberPages } from './page-memory.ts'
import { type Snapshot, writeSnapshot } from './snapshot.ts'
import { rememberViews } from './view-memory.ts'

const mostServices = 250
const mostOthers = 100
const mostPages = 200
const minuteMs = 60_000
/** Every minute a file of so many services is written, one of twice as many every other minute, and so on. */
const servicesAMinute = 1_000

/** What the site says from while the store is away: what was asked for lately, in memory and in a file. */
export interface SnapshotKeeper {
  /** The view, which remembers its answers. */
  remember(view: PublicView): PublicView
  /** The page process, whose pages are remembered. */
  rememberPages(pages: Pages): Pages
  /** Writes the file, if there is something newer to write than the last time. */
  write(): Promise<void>
  /** The same once a minute, or more seldom where there is much to write: only who falls without a word needs it. */
  writeInTurn(): Promise<void>
}

export interface SnapshotKeeperParts {
  /** null: nothing is written. */
  file: string | null
  databaseUrl: string
  store: PreparedStore
  /** What the file said at the start. */
  last: Snapshot | null
  directory: Directory
  hub: Hub
  now(): number
  isAway(): boolean
}

export function createSnapshotKeeper(parts: SnapshotKeeperParts): SnapshotKeeper {
  const { file, store, last, directory, hub, now, isAway } = parts
  const isService = ({ key }: { key: string }) => key.startsWith('service ')
  const services = createMemory<unknown>(mostServices, last?.views.filter(isService))
  const others = createMemory<unknown>(
    mostOthers,
    last?.views.filter((kept) => !isService(kept)),
  )
  const pages = createMemory<string>(mostPages, last?.pages)
  let view: PublicView | null = null
  let writtenTick: number | null = null
  let writtenAt = 0

  async function write(): Promise<void> {
    const { tickedAt } = hub
    // Without news of the watch there is none for the file, and its time stays true.
    if (file === null || isAway() || tickedAt === null || tickedAt === writtenTick) return
    // Lists are asked for less than services; the home page's is always worth having.
    await view?.readHome(now())
    const { secret, sample, isolated } = store
    await writeSnapshot(file, parts.databaseUrl, {
      ...{ at: now(), tickedAt, secret, sample, isolated },
      services: directory.known(),
      states: hub.known,
      views: [...others.all(), ...services.all()],
      pages: pages.all(),
    })
    writtenTick = tickedAt
    writtenAt = now()
  }

  return {
    remember(found) {
      view = rememberViews(found, { services, others, directory, hub, isAway, sample: store.sample })
      return view
    },
    rememberPages: (found) => {
      const isFollowed = (slug: string) => directory.named(slug) !== undefined
      return rememberPages(found, { memory: pages, now, isAway, isFollowed })
    },
    write,
    async writeInTurn() {
      const pauseMs = (minuteMs * directory.known().length) / servicesAMinute
      if (now() - writtenAt >= pauseMs) await write()
    },
  }
}
