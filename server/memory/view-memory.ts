import { type Range, rangeSpan, ranges } from '#core/bucket.ts'
import { rowStateOf } from '#core/row-state.ts'
import { staleMs } from '#core/state-age.ts'
import type { HomeView, ServiceRow, ServiceView } from '#core/view.ts'
import type { Hub } from '#notify/hub.ts'
import { isStoreAway } from '#store/db.ts'
import type { Directory } from '#store/service/directory.ts'
import { cardOf, type ServiceRecord } from '#store/service/services.ts'
import type { PublicView } from '#store/view/public-view.ts'
import type { Memory } from './memory.ts'
import { mostAgeMs } from './snapshot.ts'

/** The store is away and nothing is known that could be said instead. Answered 503. */
export class StoreAway extends Error {
  override name = 'StoreAway'
  statusCode = 503
}

export interface ViewMemoryParts {
  /** Services apart from lists and incidents, so that a walk through the archive pushes out none of them. */
  services: Memory<unknown>
  others: Memory<unknown>
  directory: Directory
  hub: Hub
  sample: boolean
  isAway(): boolean
}

/**
 * The public view that remembers its latest answers and gives them again while the store is away, marked stale and
 * with the time they are of. Of a service that nobody asked for it says what the hub knows, and no numbers.
 */
export function rememberViews(view: PublicView, parts: ViewMemoryParts): PublicView {
  const { services, others, directory, hub, isAway } = parts

  /** Asks the store, or else memory; `tell` makes of what was kept at `at` what is true of it now. */
  async function ask<Answer>(
    memory: Memory<unknown>,
    key: string,
    now: number,
    read: () => Promise<Answer>,
    tell: (kept: Answer) => Answer,
  ): Promise<Answer> {
    if (!isAway()) {
      try {
        const answer = await read()
        if (answer === null) memory.forget(key)
        else memory.keep(key, now, answer)
        return answer
      } catch (error) {
        if (!isStoreAway(error)) throw error
      }
    }
    const kept = memory.recall(key)
    if (!kept || now - kept.at > mostAgeMs) throw new StoreAway(`nothing is known of: ${key}`)
    return tell(kept.value as Answer)
  }
  const keyOf = (filter: object): string => JSON.stringify(Object.entries(filter).sort())
  const asItWas = <Answer>(kept: Answer): Answer => kept

  /** A line of a list with the hub's state of now: after three minutes nothing can be said of the service. */
  const tellRow = <Row extends Pick<ServiceRow, 'service' | 'state'>>(row: Row): Row => {
    const state = hub.state(row.service.slug)
    return state ? { ...row, state: rowStateOf(state) } : row
  }
  const tellHome = (home: HomeView, now: number): HomeView => ({
    ...home,
    stale: true,
    quiet: now - Date.parse(home.at) > staleMs ? 0 : home.quiet,
    trouble: home.trouble.map(tellRow),
    calm: home.calm.map(tellRow),
  })
  const tellService = (found: ServiceView): ServiceView => ({
    ...found,
    state: hub.state(found.service.slug) ?? { ...found.state, stale: true },
    related: found.related.map(tellRow),
  })

  return {
    isSample: async () => parts.sample,
    readHome: (now) =>
      ask(
        others,
        'home',
        now,
        () => view.readHome(now),
        (home) => tellHome(home, now),
      ),
    async readService(slug, range, now) {
      const service = directory.bySlug(slug)
      if (!service) return null
      const read = () => view.readService(slug, range, now)
      const tell = (found: ServiceView | null) => found && tellService(found)
      return ask(services, `service ${slug} ${range}`, now, read, tell).catch((error) => {
        if (error instanceof StoreAway) return bareService(service, range, now)
        throw error
      })
    },
    readPlayground: (slug, rule, now) => orAway(() => view.readPlayground(slug, rule, now)),
    readVerdict: (slug, at) => orAway(() => view.readVerdict(slug, at)),
    listServices: (slugs, now) => orAway(() => view.listServices(slugs, now)),
    search: (query, limit, now) => orAway(() => view.search(query, limit, now)),
    find: view.find,
    listParts: view.listParts,
    readRequest: (name) => orAway(() => view.readRequest(name)),
    readIncident: (id, now) => ask(others, `incident ${id}`, now, () => view.readIncident(id, now), asItWas),
    readIncidentSeries: (id, now) =>
      ask(others, `incident series ${id}`, now, () => view.readIncidentSeries(id, now), asItWas),
    readIncidentDetail: (id, now) =>
      ask(others, `incident detail ${id}`, now, () => view.readIncidentDetail(id, now), asItWas),
    readCitedIncident: (id, now) =>
      ask(others, `cited incident ${id}`, now, () => view.readCitedIncident(id, now), asItWas),
    readIncidentReplay: (id, now) => orAway(() => view.readIncidentReplay(id, now)),
    listIncidents: (filter, now) =>
      ask(others, `incidents ${keyOf(filter)}`, now, () => view.listIncidents(filter, now), asItWas),
    listIncidentViews: (filter, now) =>
      ask(others, `incident views ${keyOf(filter)}`, now, () => view.listIncidentViews(filter, now), asItWas),
    listArchive: (limit, now) => orAway(() => view.listArchive(limit, now)),
    listMaintenance: (slug, now) =>
      ask(others, `maintenance ${slug}`, now, () => view.listMaintenance(slug, now), asItWas),
    listNotes(slug, question, now) {
      const read = () => view.listNotes(slug, question, now)
      // Pages further back are anybody's numbers: only the first is worth remembering.
      return question.before || question.since
        ? orAway(read)
        : ask(others, `notes ${slug}`, now, read, asItWas)
    },
    readCompare: (asked, range, now) =>
      ask(
        others,
        `compare ${asked} ${range}`,
        now,
        () => view.readCompare(asked, range, now),
        (kept) => ({ ...kept, stale: true, services: kept.services.map(tellRow) }),
      ),
    readPlaces: (asked, now) =>
      ask(
        others,
        `places ${asked.service ?? ''} ${asked.category ?? ''} ${asked.hour ?? ''}`,
        now,
        () => view.readPlaces(asked, now),
        (kept) => kept && { ...kept, stale: true },
      ),
    readCountry: (country, now) =>
      ask(
        others,
        `country ${country}`,
        now,
        () => view.readCountry(country, now),
        (kept) => kept && { ...kept, stale: true },
      ),
    readHistory: (slug, now) =>
      ask(others, `history ${slug}`, now, () => view.readHistory(slug, now), asItWas),
    listCategories: (now) => ask(others, 'categories', now, () => view.listCategories(now), asItWas),
    readCategory: (slug, now) =>
      ask(
        others,
        `category ${slug}`,
        now,
        () => view.readCategory(slug, now),
        (kept) => kept && { ...kept, rows: kept.rows.map(tellRow) },
      ),
  }

  /** Questions with an answer of their own each: not worth remembering. */
  async function orAway<Answer>(read: () => Promise<Answer>): Promise<Answer> {
    if (isAway()) throw new StoreAway('the store is away')
    return read().catch((error) => {
      throw isStoreAway(error) ? new StoreAway('the store is away', { cause: error }) : error
    })
  }

  /** A service with its state alone. Buckets of which nothing is known have no count. */
  function bareService(service: ServiceRecord, range: Range, now: number): ServiceView {
    const { bucketMinutes, buckets } = ranges[range]
    const nothing = Array.from({ length: buckets + 1 }, () => null)
    const from = new Date(rangeSpan(range, now).from).toISOString()
    const { problems, homepage, paused, underReview } = service
    return {
      service: { ...cardOf(service), problems, homepage, paused, ...(underReview && { underReview }) },
      state: hub.state(service.slug)!,
      series: { range, bucketMinutes, from, reporters: nothing, usual: nothing, alert: nothing },
      spans: [],
      official: [],
      peak: null,
      incident: null,
      pastIncidents: [],
      typical: null,
      problems: { total: 0, namedShare: 0, shares: [] },
      places: [],
      works: { people60m: 0, curve: null },
      related: [],
      family: [],
      networkSince: null,
      sample: parts.sample,
    }
  }
}
