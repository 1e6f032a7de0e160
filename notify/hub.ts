import { agedState } from '#core/state-age.ts'
import type { StateView } from '#core/view.ts'
import type { Database } from '#store/db.ts'
import type { Directory } from '#store/directory.ts'
import { readProgress, readStates } from '#store/state.ts'
import { unseenState } from '#store/unseen.ts'

/** Looks overlap by this much: a row committed late is not missed; known versions are dropped. */
const overlapMs = 15_000
const allEvery = 16
/** A state as it is served: serialised once per change, not per listener. */
export interface Broadcast {
  slug: string
  view: StateView
  /** JSON of the view. */
  json: string
}

export type Listener = (broadcast: Broadcast) => void

/** All service states in memory, and those who want to hear of changes. */
export interface Hub {
  /** Looks at the small table once and tells listeners what is new. Throws when the store is away. */
  look(): Promise<void>
  state(slug: string): StateView | undefined
  /** Hears of one service's changes; the function returned stops that. */
  listen(slug: string, listener: Listener): () => void
  readonly listeners: number
  /** The watch's last tick, ms; null while unknown. */
  readonly tickedAt: number | null
}

export function createHub(parts: { db: Database; directory: Directory; now: () => number }): Hub {
  const { db, directory, now } = parts
  const states = new Map<string, StateView>()
  const listeners = new Map<string, Set<Listener>>()
  let since = 0
  let tickedAt: number | null = null
  let count = 0
  let looks = 0

  const withAge = (view: StateView) => agedState(view, tickedAt, now())

  return {
    get listeners() {
      return count
    },
    get tickedAt() {
      return tickedAt
    },
    async look() {
      const [rows, progress] = await Promise.all([
        // Now and then all of them: a writer whose clock went back is not overlooked for long.
        readStates(db, { since: looks++ % allEvery === 0 ? 0 : Math.max(0, since - overlapMs) }),
        readProgress(db),
      ])
      tickedAt = progress?.tickedAt ?? null
      for (const row of rows) {
        since = Math.max(since, row.updatedAt)
        const slug = directory.byId(row.serviceId)?.slug
        if (!slug || (states.get(slug)?.version ?? -1) >= row.view.version) continue
        states.set(slug, row.view)
        const audience = listeners.get(slug)
        if (!audience?.size) continue
        const view = withAge(row.view)
        const broadcast = { slug, view, json: JSON.stringify(view) }
        for (const listener of audience) listener(broadcast)
      }
    },
    state(slug) {
      const service = directory.bySlug(slug)
      if (!service) return undefined
      const view = states.get(slug)
      return view ? withAge(view) : unseenState(service, now())
    },
    listen(slug, listener) {
      const audience = listeners.get(slug) ?? new Set<Listener>()
      listeners.set(slug, audience.add(listener))
      count++
      return () => {
        if (!audience.delete(listener)) return
        count--
        if (audience.size === 0) listeners.delete(slug)
      }
    },
  }
}
