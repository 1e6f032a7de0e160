import type { Range } from '#core/bucket.ts'
import type { CompareView } from '#core/compare/view-compare.ts'
import type { PlaygroundView } from '#core/detect/playground-view.ts'
import type { Rule } from '#core/detect/rule.ts'
import { foldText } from '#core/fold.ts'
import type { CountryView, PlacesView } from '#core/place/view-places.ts'
import { isCountry } from '#core/place/world.ts'
import { dayMs, stripStart } from '#core/record/history.ts'
import type { IncidentDetail } from '#core/record/incident-detail.ts'
import type { IncidentReplay } from '#core/record/incident-log.ts'
import { leastPerPlace } from '#core/record/incident-places.ts'
import type { NotePage } from '#core/report/note.ts'
import { canonicalName, type RequestView, requestsToReview } from '#core/report/request.ts'
import { createSearch } from '#core/search.ts'
import type {
  CategoryCount,
  CategoryView,
  HomeView,
  IncidentRow,
  IncidentView,
  MaintenanceView,
  ServiceCard,
  ServiceRow,
  ServiceView,
  VerdictView,
} from '#core/view.ts'
import type { Database } from '../db.ts'
import {
  type ArchiveAddresses,
  type IncidentFilter,
  listArchive,
  listIncidents,
  listIncidentViews,
} from '../incident/incident-search.ts'
import { slugOfPublicId } from '../incident/incidents.ts'
import { readMaintenance } from '../incident/maintenance.ts'
import { readPlaceCounts } from '../report/buckets.ts'
import { readRequestPeople } from '../report/requests.ts'
import { keepUsualMix } from '../report/usual-mix.ts'
import type { Directory } from '../service/directory.ts'
import { cardOf, type ServiceRecord } from '../service/services.ts'
import { isSample } from '../settings.ts'
import { readVerdictAt } from '../watch/verdicts.ts'
import { readAgedStates, readAgedStatuses } from './aged-states.ts'
import { createPlayground } from './playground.ts'
import { keepSurroundingServices } from './surrounding-services.ts'
import { buildCompareView } from './view-compare.ts'
import { buildIncidentView } from './view-incident.ts'
import {
  buildIncidentDetail,
  buildIncidentReplay,
  buildIncidentSeries,
  type CitedIncident,
  citedOf,
} from './view-incident-detail.ts'
import {
  buildHomeView,
  buildServiceRows,
  bySeverity,
  countCategories,
  relatedCategories,
} from './view-lists.ts'
import { type NoteQuestion, readNotes } from './view-notes.ts'
import { buildCountryView, buildPlacesView, type PlacesAsked } from './view-places.ts'
import { buildServiceView } from './view-service.ts'

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
  /** The whole record of an incident. */
  readIncidentDetail(id: string, now: number): Promise<IncidentDetail | null>
  /** The record's facts as they can be cited, with their fingerprint. */
  readCitedIncident(id: string, now: number): Promise<CitedIncident | null>
  /** What was known and said minute by minute, without hindsight. */
  readIncidentReplay(id: string, now: number): Promise<IncidentReplay | null>
  /** Incidents that match a filter, newest first. */
  listIncidents(filter: IncidentFilter, now: number): Promise<IncidentRow[]>
  /** The same, each with its whole timeline. */
  listIncidentViews(filter: IncidentFilter, now: number): Promise<IncidentView[]>
  /** What search engines may find in the archive: months, and up to `limit` incidents, newest first. */
  listArchive(limit: number, now: number): Promise<ArchiveAddresses>
  /**
   * Work that operators announced, of one service or of all, from a month ago to a year ahead, by its beginning;
   * null: no such public service.
   */
  listMaintenance(
    slug: string | null,
    now: number,
  ): Promise<(MaintenanceView & { service: ServiceCard })[] | null>
  /** What people wrote to their reports, as far as it is shown, newest first; null: no such public service. */
  listNotes(slug: string, question: NoteQuestion, now: number): Promise<NotePage | null>
  /** The last twelve months of a service, newest incident first, and since when it is watched. */
  readHistory(slug: string, now: number): Promise<ServiceHistory | null>
  listCategories(now: number): Promise<CategoryCount[]>
  /** Services by slug, or all, worst first; those that are not public are left out. */
  listServices(slugs: string[] | 'all', now: number): Promise<ServiceRow[]>
  /** Services worst first, and categories that have most to do with this one. */
  readCategory(slug: string, now: number): Promise<CategoryView | null>
  search(query: string, limit: number, now: number): Promise<ServiceRow[]>
  /** The same without the numbers: from memory, while somebody types. */
  find(query: string, limit: number): ServiceCard[]
  /** The parts of a service, from memory. */
  listParts(slug: string): ServiceCard[]
  /** How many people asked for a service of this name. */
  readRequest(name: string): Promise<RequestView>
  /** Up to four services side by side, by slugs or by a set ("a-vs-b"); those that are not followed are named. */
  readCompare(asked: string[] | string, range: Range, now: number): Promise<CompareView>
  /** Reports by country against what is usual there; null: no such public service or category. */
  readPlaces(asked: PlacesAsked, now: number): Promise<PlacesView | null>
  /** One country (ISO 3166-1 alpha-2); null: we know of none that is called so. */
  readCountry(country: string, now: number): Promise<CountryView | null>
  isSample(): Promise<boolean>
  /** What other thresholds would have said of a service's last two weeks. Rejects with PlaygroundFull. */
  readPlayground(slug: string, rule: Rule, now: number): Promise<PlaygroundView | null>
}

/** Incidents that a year's page tells of at most. */
const mostInHistory = 500

export interface ServiceHistory {
  service: ServiceCard
  incidents: IncidentRow[]
  since: string
}

/** What an instance says of itself. */
export interface ViewSettings {
  /** The country it is for (ISO 3166-1 alpha-2): what is well known there. */
  country?: string | undefined
}

export function createPublicView(
  db: Database,
  directory: Directory,
  settings: ViewSettings = {},
): PublicView {
  const playground = createPlayground(db)
  const around = keepSurroundingServices(db, directory)
  const usualMix = keepUsualMix(db)
  let sample: boolean | null = null
  const readSample = async () => {
    sample ??= await isSample(db)
    return sample
  }
  let searching: { version: number; search: ReturnType<typeof createSearch> } | null = null
  const searchServices = (query: string, limit: number) => {
    if (searching?.version !== directory.version) {
      const entries = directory
        // Who types the old name of what is a part of another now, is led to that.
        .known()
        .map(({ slug, name, aliases, rank }) => ({ slug, names: [name.en, name.ar], aliases, rank }))
      searching = { version: directory.version, search: createSearch(entries) }
    }
    return searching.search(query, limit)
  }
  /** A service that is closed comes after all that run, whatever its name. */
  const findServices = (query: string, limit: number) => {
    const found = searchServices(query, limit).flatMap((hit) => directory.bySlug(hit.slug) ?? [])
    const isOpen = ({ discontinuedAt }: ServiceRecord) => discontinuedAt === null
    return [...new Set([...found.filter(isOpen), ...found])]
  }
  const readStatesOf = async (services: ServiceRecord[], now: number) => {
    const ids = services.map(({ id }) => id)
    return (await readAgedStates(db, now, ids)).states
  }
  /** Worst first. */
  const readRows = async (services: ServiceRecord[], now: number) => {
    const states = await readStatesOf(services, now)
    return buildServiceRows(db, services.sort(bySeverity(states)), states, now)
  }
  const findIncident = async (publicId: string) => {
    const service = directory.named(slugOfPublicId(publicId) ?? '')
    if (!service) return null
    return db.prisma.incident.findUnique({
      where: { serviceId_publicId: { serviceId: service.id, publicId } },
    })
  }
  return {
    isSample: readSample,
    async readPlayground(slug, rule, now) {
      const service = directory.bySlug(slug)
      return service ? playground(service, rule, now) : null
    },
    async readHome(now) {
      return buildHomeView(db, directory, now, { sample: await readSample(), ...settings })
    },
    async readCompare(asked, range, now) {
      return buildCompareView(db, directory, asked, { range, now, sample: await readSample() })
    },
    async readPlaces(asked, now) {
      return buildPlacesView(db, directory, asked, { now, sample: await readSample() })
    },
    async readCountry(country, now) {
      if (!isCountry(country)) return null
      return buildCountryView(db, directory, country, { now, sample: await readSample() })
    },
    async readService(slug, range, now) {
      const service = directory.bySlug(slug)
      if (!service) return null
      const [sample, surroundings] = await Promise.all([readSample(), around(service, now)])
      return buildServiceView(db, directory, service, { range, now, sample, surroundings, usualMix })
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
      return incident && buildIncidentSeries(db, incident, now)
    },
    async readIncidentDetail(id, now) {
      const incident = await findIncident(id)
      return incident && buildIncidentDetail(db, directory, incident, now)
    },
    async readCitedIncident(id, now) {
      const incident = await findIncident(id)
      const detail = incident && (await buildIncidentDetail(db, directory, incident, now))
      return detail && citedOf(detail)
    },
    async readIncidentReplay(id, now) {
      const incident = await findIncident(id)
      return incident && buildIncidentReplay(db, incident, now)
    },
    listIncidents: (filter, now) => listIncidents(db, directory, filter, now),
    listArchive: (limit, now) => listArchive(db, directory, limit, now),
    listIncidentViews: (filter, now) => listIncidentViews(db, directory, filter, now),
    async listMaintenance(slug, now) {
      const service = slug === null ? null : directory.bySlug(slug)
      if (service === undefined) return null
      const span = { from: now - 30 * dayMs, to: now + 365 * dayMs }
      const works = await readMaintenance(db, { ...span, ...(service && { serviceId: service.id }) })
      return works.flatMap(({ serviceId, ...work }) => {
        const whose = directory.byId(serviceId)
        return whose ? [{ ...work, service: cardOf(whose) }] : []
      })
    },
    async listNotes(slug, question, now) {
      const service = directory.bySlug(slug)
      if (!service) return null
      const places = await readPlaceCounts(db, service.id, now)
      const named = places.filter(({ reporters }) => reporters >= leastPerPlace)
      return readNotes(db, service.id, new Set(named.map(({ country }) => country)), question)
    },
    async readHistory(slug, now) {
      const service = directory.bySlug(slug)
      if (!service) return null
      const since = stripStart(now)
      const incidents = await listIncidents(db, directory, { slug, since, limit: mostInHistory }, now)
      return { service: cardOf(service), incidents, since: new Date(service.createdAt).toISOString() }
    },
    async listCategories(now) {
      return countCategories(directory, (await readAgedStatuses(db, now)).statuses)
    },
    async readCategory(slug, now) {
      const { statuses } = await readAgedStatuses(db, now)
      const categories = countCategories(directory, statuses)
      const category = categories.find((entry) => entry.slug === slug)
      if (!category) return null
      const services = directory.all().filter((service) => service.category.slug === slug)
      return {
        category,
        rows: await readRows(services, now),
        related: relatedCategories(slug, directory).flatMap(
          (other) => categories.find((entry) => entry.slug === other) ?? [],
        ),
      }
    },
    find: (query, limit) => findServices(query, limit).map(cardOf),
    listParts: (slug) =>
      directory
        .all()
        .filter(({ parent }) => parent === slug)
        .map(cardOf),
    async readRequest(typed) {
      const name = canonicalName(typed)
      return { name, people: await readRequestPeople(db, foldText(name)), reviewAt: requestsToReview }
    },
    async listServices(slugs, now) {
      const services =
        slugs === 'all' ? [...directory.all()] : slugs.flatMap((slug) => directory.bySlug(slug) ?? [])
      return readRows(services, now)
    },
    async search(query, limit, now) {
      const hits = findServices(query, limit)
      return buildServiceRows(db, hits, await readStatesOf(hits, now), now)
    },
  }
}
