import type { Database } from './db.ts'
import { readServices, readServicesMark, type ServiceRecord } from './services.ts'

/** The public services in memory: small, read by all, refreshed now and then. */
export interface Directory {
  all(): ServiceRecord[]
  bySlug(slug: string): ServiceRecord | undefined
  byId(id: string): ServiceRecord | undefined
  /** Grows when a refresh brought something else than before. */
  readonly version: number
  refresh(): Promise<void>
  /** Knows these until the first refresh: the services of a snapshot. */
  restore(kept: ServiceRecord[]): void
}

/** An empty directory; `refresh` fills it. */
export function createDirectory(db: Database): Directory {
  let services: ServiceRecord[] = []
  let slugs = new Map<string, ServiceRecord>()
  let ids = new Map<string, ServiceRecord>()
  let version = 0
  let readMark: string | null = null
  const adopt = (found: ServiceRecord[]) => {
    if (JSON.stringify(found) === JSON.stringify(services)) return
    services = found
    slugs = new Map(found.map((service) => [service.slug, service]))
    ids = new Map(found.map((service) => [service.id, service]))
    version++
  }
  return {
    all: () => services,
    bySlug: (slug) => slugs.get(slug),
    byId: (id) => ids.get(id),
    get version() {
      return version
    },
    async refresh() {
      // Asked before they are read: what changes in between is found the next time.
      const mark = await readServicesMark(db)
      if (mark === readMark) return
      adopt(await readServices(db))
      readMark = mark
    },
    restore: adopt,
  }
}
