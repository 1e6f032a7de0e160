import type { Database } from '../db.ts'
import { isFollowed, readServices, readServicesMark, type ServiceRecord } from './services.ts'

/** The public services in memory: small, read by all, refreshed now and then. */
export interface Directory {
  /** Services that are followed. */
  all(): ServiceRecord[]
  /** Those that their operators closed, too, and those that became a part of another. */
  known(): ServiceRecord[]
  /** What an address leads to: of a slug that was merged into another, that other. */
  bySlug(slug: string): ServiceRecord | undefined
  /** The service that bears this slug itself, merged or not: what its incidents belong to. */
  named(slug: string): ServiceRecord | undefined
  byId(id: string): ServiceRecord | undefined
  /** Grows when a refresh brought something else than before. */
  readonly version: number
  /** Of what was read last: two directories with the same mark know the same. null: nothing was read. */
  readonly mark: string | null
  refresh(): Promise<void>
  /** Knows these until the first refresh: the services of a snapshot. */
  restore(kept: ServiceRecord[]): void
}

/** An empty directory; `refresh` fills it. */
export function createDirectory(db: Database): Directory {
  let services: ServiceRecord[] = []
  let followed: ServiceRecord[] = []
  let names = new Map<string, ServiceRecord>()
  let ids = new Map<string, ServiceRecord>()
  let version = 0
  let readMark: string | null = null
  const adopt = (found: ServiceRecord[]) => {
    if (JSON.stringify(found) === JSON.stringify(services)) return
    const bySlug = new Map(found.map((service) => [service.slug, service]))
    // What became a part of a service that is hidden, is hidden with it.
    services = found.filter(({ mergedInto }) => mergedInto === null || bySlug.has(mergedInto))
    followed = services.filter(isFollowed)
    names = new Map(services.map((service) => [service.slug, service]))
    ids = new Map(services.map((service) => [service.id, service]))
    version++
  }
  return {
    all: () => followed,
    known: () => services,
    bySlug(slug) {
      const service = names.get(slug)
      return service?.mergedInto ? names.get(service.mergedInto) : service
    },
    named: (slug) => names.get(slug),
    byId: (id) => ids.get(id),
    get version() {
      return version
    },
    get mark() {
      return readMark
    },
    async refresh() {
      // Asked before they are read: what changes in between is found the next time.
      const mark = await readServicesMark(db)
      if (mark === readMark) return
      adopt(await readServices(db))
      readMark = mark
    },
    restore: (kept) =>
      // A snapshot of an earlier version knows nothing of these.
      adopt(
        kept.map((one) => ({
          ...one,
          discontinuedAt: one.discontinuedAt ?? null,
          mergedInto: one.mergedInto ?? null,
          underReview: one.underReview ?? false,
        })),
      ),
  }
}
