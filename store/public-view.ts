import { minuteMs, type Range } from '#core/bucket.ts'
import { createSearch } from '#core/search.ts'
import type {
  CategoryCount,
  HomeView,
  IncidentRow,
  IncidentView,
  ServiceRow,
  ServiceView,
  VerdictView,
} from '#core/view.ts'
import { readAgedStates } from './aged-states.ts'
import { readMinuteLine } from './buckets.ts'
import type { Database } from './db.ts'
import { readBaseline } from './detectors.ts'
import type { Directory } from './directory.ts'
import { readGaps } from './gaps.ts'
import { slugOfPublicId } from './incidents.ts'
import { readRecord } from './records.ts'
import { isSample } from './settings.ts'
import { readVerdictAt } from './verdicts.ts'
import { buildIncidentRows, buildIncidentView } from './view-incident.ts'
import { buildHomeView, buildServiceRows, bySeverity, countCategories } from './view-lists.ts'
import { buildServiceView, seriesOf } from './view-service.ts'

/**
 * The one way by which pages, API, stream and embeds read: a hidden service or a held note
 * leaks from no side door. `now` is ms since the epoch and comes from the caller.
 */
export interface PublicView {
  readHome(now: number): Promise<HomeView>
  /** null: no such public service. */
  readService(slug: string, range: Range, now: number): Promise<ServiceView | null>
  /** What was last said of a service at or before `at`, ms; null: nothing, or no such public service. */
  readVerdict(slug: string, at: number): Promise<VerdictView | null>
  readIncident(id: string, now: number): Promise<IncidentView | null>
  /** The numbers of one incident, from half an hour before it to half an hour after. */
  readIncidentSeries(id: string, now: number): Promise<ServiceView['series'] | null>
  /** Incidents that began in a month ("2026-11"), newest first; with slug, of one service. */
  listIncidents(
    options: { month?: string; slug?: string; limit?: number },
    now: number,
  ): Promise<IncidentRow[]>
  listCategories(now: number): Promise<CategoryCount[]>
  readCategory(slug: string, now: number): Promise<{ category: CategoryCount; rows: ServiceRow[] } | null>
  search(query: string, limit: number, now: number): Promise<ServiceRow[]>
  isSample(): Promise<boolean>
}

const aroundMs = 30 * minuteMs
/** An incident is drawn in at most so many buckets. */
const mostBuckets = 180

const sumBy = (line: number[], size: number): number[] =>
  Array.from({ length: Math.ceil(line.length / size) }, (_, index) =>
    line.slice(index * size, (index + 1) * size).reduce((sum, count) => sum + count, 0),
  )

export function createPublicView(db: Database, directory: Directory): PublicView {
  let sample: boolean | null = null
  const readSample = async () => {
    sample ??= await isSample(db)
    return sample
  }
  let searching: { version: number; search: ReturnType<typeof createSearch> } | null = null
  const searchServices = (query: string, limit: number) => {
    if (searching?.version !== directory.version) {
      const entries = directory
        .all()
        .map(({ slug, name, aliases, rank }) => ({ slug, names: [name.en, name.ar], aliases, rank }))
      searching = { version: directory.version, search: createSearch(entries) }
    }
    return searching.search(query, limit)
  }
  const findIncident = async (publicId: string) => {
    const service = directory.bySlug(slugOfPublicId(publicId) ?? '')
    if (!service) return null
    return db.prisma.incident.findUnique({
      where: { serviceId_publicId: { serviceId: service.id, publicId } },
    })
  }
  return {
    isSample: readSample,
    async readHome(now) {
      return buildHomeView(db, directory, now, await readSample())
    },
    async readService(slug, range, now) {
      const service = directory.bySlug(slug)
      if (!service) return null
      return buildServiceView(db, directory, service, { range, now, sample: await readSample() })
    },
    async readVerdict(slug, at) {
      const service = directory.bySlug(slug)
      return service ? readVerdictAt(db, service.id, at) : null
    },
    async readIncident(id, now) {
      const incident = await findIncident(id)
      return incident && buildIncidentView(db, directory, incident, now)
    },
    async readIncidentSeries(id, now) {
      const incident = await findIncident(id)
      if (!incident) return null
      const until = Math.min(now, (incident.endedAt?.getTime() ?? now) + aroundMs)
      const lengthMinutes = (until - incident.startedAt.getTime() + aroundMs) / minuteMs
      const bucketMinutes = [1, 5, 15, 60].find((size) => lengthMinutes / size <= mostBuckets) ?? 360
      const bucketMs = bucketMinutes * minuteMs
      const from = Math.floor((incident.startedAt.getTime() - aroundMs) / bucketMs) * bucketMs
      const to = Math.ceil(until / bucketMs) * bucketMs
      const record = await readRecord(db, incident.serviceId, incident.id)
      const line = record
        ? Array.from(
            { length: (to - from) / minuteMs },
            (_, i) => record.minutes.reporters[(from - record.from) / minuteMs + i] ?? 0,
          )
        : await readMinuteLine(db, incident.serviceId, from, to)
      const series = seriesOf(
        { range: 'incident', bucketMinutes, from, reporters: sumBy(line, bucketMinutes) },
        record ? null : await readBaseline(db, incident.serviceId),
        await readGaps(db, from, to),
      )
      if (!record) return series
      // What was usual then, not what is usual now.
      const first = (from - record.from) / minuteMs
      const usual = series.reporters.map((_, index) => {
        const at = first + index * bucketMinutes
        const values = record.minutes.usual.slice(at, at + bucketMinutes)
        return values.length && values.every((value) => value !== null)
          ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
          : null
      })
      return { ...series, usual }
    },
    async listIncidents({ month, slug, limit = 100 }, now) {
      const service = slug === undefined ? undefined : directory.bySlug(slug)
      if (slug !== undefined && !service) return []
      const first = month ? new Date(`${month}-01T00:00:00Z`) : null
      const next = first && new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1))
      const found = await db.prisma.incident.findMany({
        where: {
          serviceId: service ? service.id : { in: directory.all().map(({ id }) => id) },
          ...(first && next && { startedAt: { gte: first, lt: next } }),
        },
        orderBy: { startedAt: 'desc' },
        take: limit,
      })
      return buildIncidentRows(db, directory, found, now)
    },
    async listCategories(now) {
      return countCategories(directory, (await readAgedStates(db, now)).states)
    },
    async readCategory(slug, now) {
      const { states } = await readAgedStates(db, now)
      const category = countCategories(directory, states).find((entry) => entry.slug === slug)
      if (!category) return null
      const services = directory.all().filter((service) => service.category.slug === slug)
      const sorted = [...services].sort(bySeverity(states))
      return { category, rows: await buildServiceRows(db, sorted, states, now) }
    },
    async search(query, limit, now) {
      const hits = searchServices(query, limit).flatMap((hit) => directory.bySlug(hit.slug) ?? [])
      const { states } = await readAgedStates(db, now)
      return buildServiceRows(db, hits, states, now)
    },
  }
}
