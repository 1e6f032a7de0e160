import type { Database } from './db.ts'
import { readServices, type ServiceRecord } from './services.ts'

/** The public services in memory: small, read by all, refreshed now and then. */
export interface Directory {
  all(): ServiceRecord[]
  bySlug(slug: string): ServiceRecord | undefined
  byId(id: string): ServiceRecord | undefined
  /** Grows when a refresh brought something else than before. */
  readonly version: number
  refresh(): Promise<void>
}

/** An empty directory; `refresh` fills it. */
export function createDirectory(db: Database): Directory {
  let services: ServiceRecord[] = []
  let slugs = new Map<string, ServiceRecord>()
  let ids = new Map<string, ServiceRecord>()
  let version = 0
  return {
    all: () => services,
    bySlug: (slug) => slugs.get(slug),
    byId: (id) => ids.get(id),
    get version() {
      return version
    },
    async refresh() {
      const found = await readServices(db)
      if (JSON.stringify(found) === JSON.stringify(services)) return
      services = found
      slugs = new Map(found.map((service) => [service.slug, service]))
      ids = new Map(found.map((service) => [service.id, service]))
      version++
    },
  }
}
