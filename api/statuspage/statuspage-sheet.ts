import { isTrouble, severity } from '#core/status.ts'
import type { IncidentView, ServiceCard, StateView } from '#core/view.ts'
import { createClock } from '#i18n/time.ts'
import type { Translator } from '#i18n/translate.ts'
import type { Hub } from '#notify/hub.ts'
import type { Directory } from '#store/service/directory.ts'
import type { PublicView } from '#store/view/public-view.ts'
import { type Maintenance, maintenanceOf } from './statuspage-maintenance.ts'
import {
  type Component,
  componentStatus,
  componentsOf,
  type Incident,
  type Indicator,
  incidentsOf,
  indicatorOf,
  makeComponent,
  type Page,
  timeOf,
} from './statuspage-shape.ts'

export interface StatuspageParts {
  view: Pick<PublicView, 'readService' | 'listIncidentViews' | 'listMaintenance' | 'isSample'>
  hub: Pick<Hub, 'state' | 'tickedAt'>
  directory: Directory
  now: () => number
  publicUrl?: string | undefined
}

/** Everything one status page can be asked for. */
export interface Sheet {
  page: Page
  status: { indicator: Indicator; description: string }
  components: Component[]
  unresolved(): Promise<Incident[]>
  /** The 50 newest. */
  all(): Promise<Incident[]>
  /** Planned work that operators announced, of the last month and the year to come. */
  maintenance(): Promise<Maintenance[]>
}

const mostIncidents = 50
/** Of the whole site, so many open ones are told at most. */
const mostOpen = 200

export interface Asked {
  t: Translator
  origin: string
}

/** A service as a status page, from what is in memory of it; null: no such service. */
export async function serviceSheet(
  { view, directory, now }: StatuspageParts,
  { t, origin }: Asked,
  slug: string,
): Promise<Sheet | null> {
  const found = await view.readService(slug, '24h', now())
  if (!found) return null
  const { service, state, sample, incident } = found
  const s = service.name[t.locale]
  const since = directory.bySlug(slug)?.createdAt ?? Date.parse(state.since)
  // Of a closed service nothing is left that could fail.
  const components = state.unknownReason === 'closed' ? [] : componentsOf(t, found, since)
  const told = { t, origin, sample, pageId: service.slug, components: components.slice(0, 1) }
  return {
    page: {
      id: service.slug,
      name: t(sample ? 'statuspage.samplePage' : 'statuspage.page', { s }),
      url: `${origin}/${t.locale}/status/${service.slug}`,
      time_zone: 'Etc/UTC',
      updated_at: timeOf(state.at),
    },
    status: {
      indicator: indicatorOf(state),
      description: descriptionOf(t, state),
    },
    components,
    unresolved: async () => (incident ? incidentsOf(told, incident) : []).filter(isOpen),
    all: async () =>
      (await view.listIncidentViews({ slug, limit: mostIncidents }, now()))
        .flatMap((one) => incidentsOf(told, one))
        .slice(0, mostIncidents),
    maintenance: async () =>
      ((await view.listMaintenance(slug, now())) ?? []).map((work) => maintenanceOf(told, work, now())),
  }
}

function descriptionOf(t: Translator, state: StateView): string {
  if (state.unknownReason === 'closed')
    return t('statuspage.status.closed', { date: createClock(t, 'UTC').date(state.since) })
  const isOld = state.stale || state.unknownReason === 'stale'
  return t(`statuspage.status.${isOld ? 'stale' : state.status}`)
}

const isOpen = ({ resolved_at }: Incident): boolean => resolved_at === null

/** The whole site as one status page: a component for each service, in groups by category. */
export async function siteSheet(parts: StatuspageParts, { t, origin }: Asked): Promise<Sheet> {
  const { view, hub, directory, now } = parts
  const pageId = 'all'
  const sample = await view.isSample()
  const services = directory.all()
  const stateOf = (slug: string) => hub.state(slug)!
  const components = siteComponents(t, parts, pageId)
  const troubled = services.filter(({ slug }) => isTrouble(stateOf(slug).status))
  const worst = troubled
    .map(({ slug }) => stateOf(slug))
    .sort((one, other) => severity[other.status] - severity[one.status])[0]
  const toldOf = ({ slug }: ServiceCard) => ({
    ...{ t, origin, sample, pageId },
    components: components.filter(({ id }) => id === slug),
  })
  const tell = (incidents: IncidentView[]) =>
    incidents.flatMap((incident) => incidentsOf(toldOf(incident.service), incident))
  const brand = t('brand')
  return {
    page: {
      id: pageId,
      name: t(sample ? 'statuspage.samplePage' : 'statuspage.page', { s: brand }),
      url: `${origin}/${t.locale}`,
      time_zone: 'Etc/UTC',
      updated_at: timeOf(hub.tickedAt ?? now()),
    },
    status: {
      indicator: worst ? indicatorOf(worst) : 'none',
      description: t('statuspage.troubled', { n: services.length, k: troubled.length }),
    },
    components,
    unresolved: async () =>
      tell(await view.listIncidentViews({ open: true, limit: mostOpen }, now())).filter(isOpen),
    all: async () =>
      tell(await view.listIncidentViews({ limit: mostIncidents }, now())).slice(0, mostIncidents),
    maintenance: async () =>
      ((await view.listMaintenance(null, now())) ?? []).map((work) =>
        maintenanceOf(toldOf(work.service), work, now()),
      ),
  }
}

function siteComponents(t: Translator, { hub, directory }: StatuspageParts, pageId: string): Component[] {
  const services = directory.all()
  const single = services.map((service, index) => {
    const state = hub.state(service.slug)!
    return makeComponent({
      id: service.slug,
      name: service.name[t.locale],
      status: componentStatus[indicatorOf(state)],
      created_at: timeOf(service.createdAt),
      // What was never looked at has its time always now.
      updated_at: state.version === 0 ? timeOf(service.createdAt) : timeOf(state.since),
      position: index + 1,
      group_id: `category.${service.category.slug}`,
      page_id: pageId,
    })
  })
  const categories = [...new Map(services.map(({ category }) => [category.slug, category])).values()]
  const order = Object.values(componentStatus)
  const groups = categories.map((category, index) => {
    const inside = single.filter(({ group_id }) => group_id === `category.${category.slug}`)
    return makeComponent({
      id: `category.${category.slug}`,
      name: category.name[t.locale],
      status: order[Math.max(...inside.map(({ status }) => order.indexOf(status)))]!,
      created_at: inside.map(({ created_at }) => created_at).sort()[0]!,
      updated_at: inside
        .map(({ updated_at }) => updated_at)
        .sort()
        .at(-1)!,
      position: index + 1,
      page_id: pageId,
      group: true,
      components: inside.map(({ id }) => id),
    })
  })
  return [...groups, ...single]
}
