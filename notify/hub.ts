import { agedState, isOld } from '#core/state-age.ts'
import type { StateView } from '#core/view.ts'
import type { Database } from '#store/db.ts'
import type { Directory } from '#store/service/directory.ts'
import { isFollowed } from '#store/service/services.ts'
import { unseenState } from '#store/view/unseen.ts'
import { readProgress, readStates, readVersions, type StateRow } from '#store/watch/state.ts'

/** Looks overlap by this much now and then: a row committed late is not missed; known versions are dropped. */
export const overlapMs = 15_000
const overlapEvery = 10
/** And by this much always: nearly every row is there by then. */
const leastOverlapMs = 2_000
/** Looks between two at all rows: a minute of them. A writer whose clock went back is not overlooked for longer. */
const allEvery = 200
/** While the watch is silent, whether states have grown old is asked of all of them so often, ms. */
const sweepMs = 5_000
/** Words of so many states are read at once: more would keep everybody else in this process waiting. */
const readAtOnce = 250

/** What is known of a service now, as anybody may see it. */
export interface Standing {
  slug: string
  view: StateView
  /** When the watch wrote it, ms; 0 if it never did. */
  updatedAt: number
}

/** What a look found. */
export interface News {
  /** States that are new, have become stale, or are fresh again. */
  changed: Standing[]
  /** Slugs that are public no more. */
  gone: string[]
}

export type Listener = (news: News) => void

/** All service states in memory, and those who want to hear of changes. */
export interface Hub {
  /**
   * Looks at the small table once and tells listeners what is new. Throws when the store is away: listeners are
   * told all the same of what has become stale meanwhile.
   */
  look(): Promise<void>
  state(slug: string): StateView | undefined
  /** One service as it stands; undefined when it is not public. */
  standing(slug: string): Standing | undefined
  /** All public services as they stand. */
  standings(): Standing[]
  /** Hears of every look that found something; the function returned stops that. */
  listen(listener: Listener): () => void
  /** The watch's last tick, ms; null while unknown. */
  readonly tickedAt: number | null
  /** The states as they were last read, for the snapshot. */
  readonly known: StateView[]
  /** Speaks from a snapshot until the first look succeeds, which then takes the place of all of it. */
  restore(kept: StateView[], keptTick: number | null): void
}

export interface HubParts {
  db: Database
  directory: Directory
  now: () => number
  /** Whether the store is away: then every state is told as stale, however young. */
  isAway?(): boolean
}

/** A state as it was read. */
interface Kept {
  view: StateView
  updatedAt: number
  /** The moment of the view, ms. */
  at: number
  /** How old it was when it was last told; undefined: it was not yet. */
  told?: Age
}

/** What of a state changes without a new version. */
type Age = 'fresh' | 'away' | 'old'

export function createHub({ db, directory, now, isAway = () => false }: HubParts): Hub {
  const states = new Map<string, Kept>()
  const listeners = new Set<Listener>()
  let listed = new Set<string>()
  let listedVersion = -1
  /** Read since listeners were last told. */
  const untold = new Set<string>()
  let sweptFor = ''
  let since = 0
  let tickedAt: number | null = null
  let looks = 0
  let isRestored = false
  /** When the store was last heard of. */
  let lookedAt: number | null = null

  const withAge = (view: StateView): StateView => {
    const aged = agedState(view, tickedAt, now())
    return isAway() ? { ...aged, stale: true } : aged
  }

  const ageOf = (kept: Kept): Age => {
    if (isOld(kept.at, tickedAt, now())) return 'old'
    return isAway() ? 'away' : 'fresh'
  }

  /** The slug of a service that is followed. */
  const followedSlug = (serviceId: string): string | undefined => {
    const service = directory.byId(serviceId)
    return service && isFollowed(service) ? service.slug : undefined
  }

  /** The time, ms, from which the n-th look looks. */
  const from = (look: number): number => {
    if (look % allEvery === 0) return 0
    return Math.max(0, since - (look % overlapEvery === 0 ? overlapMs : leastOverlapMs))
  }

  /** The states that are told by a higher version than ours. */
  const readNew = async (versions: Awaited<ReturnType<typeof readVersions>>): Promise<StateRow[]> => {
    const unknown = versions.filter(({ serviceId, version }) => {
      const slug = followedSlug(serviceId)
      return slug && (isRestored || (states.get(slug)?.view.version ?? -1) < version)
    })
    const rows: StateRow[] = []
    for (let at = 0; at < unknown.length; at += readAtOnce) {
      const serviceIds = unknown.slice(at, at + readAtOnce).map(({ serviceId }) => serviceId)
      rows.push(...(await readStates(db, { serviceIds })))
    }
    return rows
  }

  const take = (rows: StateRow[]): void => {
    // The store may have been put back to an earlier day meanwhile: its versions count, not the file's.
    if (isRestored) states.clear()
    isRestored = false
    for (const { serviceId, view, updatedAt } of rows) {
      const slug = followedSlug(serviceId)
      if (!slug || (states.get(slug)?.view.version ?? -1) >= view.version) continue
      states.set(slug, { view, updatedAt, at: Date.parse(view.at) })
      untold.add(slug)
    }
  }

  /** Services that left the directory since the last look: hidden, or under another slug. */
  const dropGone = (): string[] => {
    if (directory.version === listedVersion) return []
    listedVersion = directory.version
    // Whoever came is looked for among all rows.
    looks = 0
    const before = listed
    listed = new Set(directory.all().map(({ slug }) => slug))
    const gone = [...before].filter((slug) => !listed.has(slug))
    for (const slug of gone) states.delete(slug)
    return gone
  }

  const changes = (): Standing[] => {
    const changed: Standing[] = []
    const at = now()
    // As long as the watch ticks none of them grows old.
    const sweep = [isOld(0, tickedAt, at) && Math.floor(at / sweepMs), isAway()].join()
    const asked = sweep === sweptFor ? untold : states.keys()
    sweptFor = sweep
    for (const slug of asked) {
      const kept = states.get(slug)
      if (!kept) continue
      const age = ageOf(kept)
      if (kept.told === age) continue
      kept.told = age
      changed.push({ slug, view: withAge(kept.view), updatedAt: kept.updatedAt })
    }
    untold.clear()
    return changed
  }

  const tell = (): void => {
    const news = { gone: dropGone(), changed: changes() }
    if (news.gone.length + news.changed.length === 0) return
    for (const listener of listeners) listener(news)
  }

  const standing = (asked: string): Standing | undefined => {
    const service = directory.bySlug(asked)
    if (!service) return undefined
    // The one that it is a part of now speaks for a slug that was merged.
    const { slug } = service
    const kept = isFollowed(service) ? states.get(slug) : undefined
    if (kept) return { slug, view: withAge(kept.view), updatedAt: kept.updatedAt }
    return {
      slug,
      view: { ...unseenState(service, (isAway() && lookedAt) || now()), stale: isAway() },
      updatedAt: 0,
    }
  }

  return {
    get tickedAt() {
      return tickedAt
    },
    get known() {
      return [...states.values()].map(({ view }) => view)
    },
    async look() {
      try {
        const [versions, progress] = await Promise.all([readVersions(db, from(looks++)), readProgress(db)])
        const rows = await readNew(versions)
        tickedAt = progress?.tickedAt ?? null
        lookedAt = now()
        for (const { updatedAt } of versions) since = Math.max(since, updatedAt)
        // What a tick wrote bears its time: nothing older than the last one is still to come.
        since = Math.max(since, tickedAt ?? 0)
        take(rows)
      } finally {
        tell()
      }
    },
    state: (slug) => standing(slug)?.view,
    standing,
    standings: () => directory.all().flatMap(({ slug }) => standing(slug) ?? []),
    restore(kept, keptTick) {
      tickedAt = keptTick
      lookedAt = keptTick
      for (const view of kept) {
        const state: Kept = { view, updatedAt: keptTick ?? 0, at: Date.parse(view.at) }
        states.set(view.service, { ...state, told: ageOf(state) })
      }
      isRestored = true
    },
    listen(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
