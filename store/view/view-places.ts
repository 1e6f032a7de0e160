import { hourOf, levelOf, medianOf, type PlaceHour } from '#core/place/places.ts'
import type {
  CountryView,
  PlaceCountView,
  PlaceServiceView,
  PlacesView,
  PlaceView,
} from '#core/place/view-places.ts'
import { leastPerPlace } from '#core/record/incident-places.ts'
import { isOld } from '#core/state-age.ts'
import { severity } from '#core/status.ts'
import type { Named, ScopeView, StateView } from '#core/view.ts'
import type { Database } from '../db.ts'
import type { Directory } from '../service/directory.ts'
import { cardOf, type ServiceRecord } from '../service/services.ts'
import { readAgedStates, readAgedStatuses } from './aged-states.ts'
import { type PastWeeks, type PlaceCount, readPastWeeks, readPlaces } from './places.ts'
import { bySeverity, troubledAmong } from './view-lists.ts'

/** Where reports come from, against what is usual there. */

/** Services in trouble that a page offers to choose from. */
const troubleShown = 12
/** Other countries named on a country's page. */
const othersShown = 8

export interface PlacesAsked {
  /** Slugs; with neither, all services. */
  service?: string | undefined
  category?: string | undefined
  /** Hour of the day, UTC; null: the running one. */
  hour: number | null
}

const iso = (at: number) => new Date(at).toISOString()
const namedOf = ({ slug, name }: Named): Named => ({ slug, name })
const round = (value: number): number => Math.round(value * 10) / 10

const spanOf = ({ from, to }: PlaceHour, hour: number | null) => ({ from: iso(from), to: iso(to), hour })

/** A count against the same hour of past weeks, or against the watch's own baseline where it has one. */
function countView(
  reports: number,
  weeks: number[] | undefined,
  known: number,
  scope: ScopeView | null,
  hour: PlaceHour,
): PlaceCountView {
  // The baseline is of a quarter-hour: of the hour it says as many quarters.
  const quarters = hour.slots.reduce((sum, { share }) => sum + share, 0)
  const learnt = scope ? scope.usual15m * quarters : null
  const usual = learnt ?? medianOf(weeks ?? new Array<number>(known).fill(0))
  const { times, step } = levelOf(reports, usual)
  return {
    reports,
    usual: usual === null ? null : round(usual),
    usualFrom: usual === null ? null : learnt === null ? 'weeks' : 'watch',
    times: times && round(times),
    step,
  }
}

const highestFirst = (one: PlaceCountView, other: PlaceCountView): number =>
  (other.times ?? 0) - (one.times ?? 0) || other.reports - one.reports

/** What the watch says of a country's own reports on a service, while it is in trouble there. */
const scopeIn = (state: StateView | undefined, country: string): ScopeView | null =>
  state?.scopes.find(({ kind, name }) => kind === 'country' && name === country) ?? null

/** Countries with at least five reports; `most` names the loudest service if that too has five. */
function placesOf(
  counts: PlaceCount[],
  past: PastWeeks,
  hour: PlaceHour,
  given: { directory: Directory; one: StateView | undefined; isOne: boolean },
): PlaceView[] {
  const own = new Map<string, PlaceCount[]>()
  for (const count of counts) own.set(count.country, [...(own.get(count.country) ?? []), count])
  return [...own]
    .flatMap(([country, parts]) => {
      const reports = parts.reduce((sum, { reporters }) => sum + reporters, 0)
      if (reports < leastPerPlace) return []
      const loudest = parts.reduce((most, part) => (part.reporters > most.reporters ? part : most))
      const service = given.directory.byId(loudest.serviceId)
      const isTold = !given.isOne && service && loudest.reporters >= leastPerPlace
      const scope = scopeIn(given.one, country)
      return [
        {
          country,
          ...countView(reports, past.byKey.get(country), past.known, scope, hour),
          most: isTold ? { ...namedOf(service), reports: loudest.reporters } : null,
        },
      ]
    })
    .sort(highestFirst)
}

/** What of the services is looked at; null: no such public service or category. */
function chosen(directory: Directory, { service, category }: PlacesAsked): ServiceRecord[] | null {
  if (service !== undefined) {
    const found = directory.bySlug(service)
    return found ? [found] : null
  }
  if (category === undefined) return directory.all()
  const found = directory.all().filter((one) => one.category.slug === category)
  return found.length > 0 ? found : null
}

const categoriesOf = (directory: Directory): Named[] => [
  ...new Map(directory.all().map(({ category }) => [category.slug, namedOf(category)])).values(),
]

/** Everything of the maps and of `GET /api/v1/places`; null: no such public service or category. */
export async function buildPlacesView(
  db: Database,
  directory: Directory,
  asked: PlacesAsked,
  given: { now: number; sample: boolean },
): Promise<PlacesView | null> {
  const { now, sample } = given
  const services = chosen(directory, asked)
  if (!services) return null
  const one = asked.service === undefined ? undefined : services[0]
  const hour = hourOf(now, asked.hour)
  const ids = services.map(({ id }) => id)
  const [counts, past, { statuses, tickedAt }] = await Promise.all([
    readPlaces(db, ids, hour),
    readPastWeeks(db, ids, hour, { since: one?.createdAt ?? 0 }),
    readAgedStatuses(db, now),
  ])
  const troubled = troubledAmong(directory.all(), statuses)
  const told = [...troubled, ...(one ? [one] : [])].map(({ id }) => id)
  const { states } = await readAgedStates(db, now, told)
  const state = one && asked.hour === null ? states.get(one.id) : undefined
  return {
    at: iso(tickedAt ?? now),
    stale: isOld(tickedAt ?? now, tickedAt, now),
    sample,
    span: spanOf(hour, asked.hour),
    service: one ? cardOf(one) : null,
    category: asked.category === undefined || one ? null : namedOf(services[0]!.category),
    places: placesOf(counts, past, hour, { directory, one: state, isOne: one !== undefined }),
    trouble: troubled.sort(bySeverity(states)).slice(0, troubleShown).map(namedOf),
    categories: categoriesOf(directory),
  }
}

/** Everything of a country's page. */
export async function buildCountryView(
  db: Database,
  directory: Directory,
  country: string,
  given: { now: number; sample: boolean },
): Promise<CountryView> {
  const { now, sample } = given
  const hour = hourOf(now, null)
  const all = directory.all()
  const ids = all.map(({ id }) => id)
  const [counts, past, pastHere] = await Promise.all([
    readPlaces(db, ids, hour),
    readPastWeeks(db, ids, hour),
    readPastWeeks(db, ids, hour, { country }),
  ])
  const here = counts.filter((count) => count.country === country && count.reporters >= leastPerPlace)
  const { states, tickedAt } = await readAgedStates(
    db,
    now,
    here.map(({ serviceId }) => serviceId),
  )
  const places = placesOf(counts, past, hour, { directory, one: undefined, isOne: false })
  const services = here
    .flatMap(({ serviceId, reporters }): PlaceServiceView[] => {
      const service = directory.byId(serviceId)
      if (!service) return []
      const state = states.get(serviceId)
      const scope = scopeIn(state, country)
      return [
        {
          service: cardOf(service),
          status: state?.status ?? 'unknown',
          ...countView(reporters, pastHere.byKey.get(serviceId), pastHere.known, scope, hour),
          scope,
          onlyIn:
            scope && state?.confinedTo === 'country'
              ? state.scopes.flatMap(({ kind, name }) => (kind === 'country' ? [name] : []))
              : [],
        },
      ]
    })
    .sort(
      (one, other) =>
        severity[other.scope?.status ?? 'none'] - severity[one.scope?.status ?? 'none'] ||
        highestFirst(one, other),
    )
  return {
    country,
    at: iso(tickedAt ?? now),
    stale: isOld(tickedAt ?? now, tickedAt, now),
    sample,
    span: spanOf(hour, null),
    place: places.find((place) => place.country === country) ?? null,
    services,
    others: places.filter((place) => place.country !== country).slice(0, othersShown),
  }
}
