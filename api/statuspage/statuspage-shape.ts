import { isTrouble, type Status } from '#core/status.ts'
import type { IncidentView, ServiceView, StateView, TimelineEntry } from '#core/view.ts'
import type { Translator } from '#i18n/translate.ts'

/** The shape of Statuspage's public API, version 2, which many clients read; and what of ours becomes what of it. */

export type Indicator = 'none' | 'minor' | 'major' | 'critical'
type ComponentStatus = 'operational' | 'degraded_performance' | 'partial_outage' | 'major_outage'
type IncidentStatus = 'investigating' | 'identified' | 'monitoring' | 'resolved'

export interface Page {
  id: string
  name: string
  url: string
  time_zone: 'Etc/UTC'
  updated_at: string
}

export interface Component {
  id: string
  name: string
  status: ComponentStatus
  created_at: string
  updated_at: string
  position: number
  description: string | null
  showcase: boolean
  start_date: null
  group_id: string | null
  page_id: string
  group: boolean
  only_show_if_degraded: boolean
  /** Of a group: what is in it. */
  components?: string[]
}

interface IncidentUpdate<Status = IncidentStatus> {
  id: string
  status: Status
  body: string
  incident_id: string
  created_at: string
  updated_at: string
  display_at: string
  affected_components: null
  deliver_notifications: false
  custom_tweet: null
  tweet_id: null
}

export interface Incident<Status = IncidentStatus> {
  id: string
  name: string
  status: Status
  created_at: string
  updated_at: string
  monitoring_at: string | null
  resolved_at: string | null
  impact: Indicator
  shortlink: string
  started_at: string
  page_id: string
  incident_updates: IncidentUpdate<Status>[]
  components: Component[]
  reminder_intervals: null
}

/** Times in the one form that all clients read: with milliseconds. */
export const timeOf = (iso: string | number): string => new Date(iso).toISOString()

/** A crowd alone is never critical: the operator's own word must agree. */
export function indicatorOf({ status, incident }: Pick<StateView, 'status' | 'incident'>): Indicator {
  if (status === 'major') return incident?.confirmed ? 'critical' : 'major'
  return isTrouble(status) ? 'minor' : 'none'
}

export const componentStatus: Record<Indicator, ComponentStatus> = {
  none: 'operational',
  minor: 'degraded_performance',
  major: 'partial_outage',
  critical: 'major_outage',
}

/** A kind of trouble that so many of those name who name one, is told as troubled itself. */
const leastShare = 0.2

export const makeComponent = (
  given: Pick<Component, 'id' | 'name' | 'status' | 'position' | 'page_id' | 'created_at' | 'updated_at'> &
    Partial<Component>,
): Component => ({
  description: null,
  showcase: true,
  start_date: null,
  group_id: null,
  group: false,
  only_show_if_degraded: false,
  ...given,
})

/** The service as a whole, then the kinds of trouble it can have. @param since when it is watched, ms */
export function componentsOf(t: Translator, view: ServiceView, since: number): Component[] {
  const { service, state, problems } = view
  const indicator = indicatorOf(state)
  const isNamed = (problem: string) =>
    indicator !== 'none' && problems.shares.some((one) => one.problem === problem && one.share >= leastShare)
  const named = service.problems.filter(isNamed)
  const status = componentStatus[indicator]
  const times = { created_at: timeOf(since), updated_at: timeOf(state.since), page_id: service.slug }
  const whole = makeComponent({
    ...times,
    id: service.slug,
    name: service.name[t.locale],
    description: t('statuspage.whole'),
    status: indicator === 'major' && named.length > service.problems.length / 2 ? 'major_outage' : status,
    position: 1,
  })
  const kinds = service.problems.map((problem, index) =>
    makeComponent({
      ...times,
      id: `${service.slug}.${problem}`,
      name: t(`problem.${problem}`),
      status: named.includes(problem) ? status : 'operational',
      position: index + 2,
    }),
  )
  return [whole, ...kinds]
}

const statusOfTransition: Record<Status, IncidentStatus> = {
  possible: 'investigating',
  major: 'investigating',
  recovering: 'monitoring',
  none: 'resolved',
  unknown: 'resolved',
}

type Of<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>
const entriesOf = <Kind extends TimelineEntry['kind']>({ timeline }: IncidentView, kind: Kind): Of<Kind>[] =>
  timeline.filter((entry): entry is Of<Kind> => entry.kind === kind)

export const makeUpdate = <Status>(
  incident: string,
  number: number,
  { status, body, at }: { status: Status; body: string; at: string },
): IncidentUpdate<Status> => ({
  id: `${incident}.${number}`,
  status,
  body,
  incident_id: incident,
  ...{ created_at: timeOf(at), updated_at: timeOf(at), display_at: timeOf(at) },
  ...{ affected_components: null, deliver_notifications: false, custom_tweet: null, tweet_id: null },
})

export interface Told {
  t: Translator
  origin: string
  pageId: string
  components: Component[]
  sample: boolean
}

/** What people reported, and apart from it what the operator said: nobody may take the one for the other. */
export const incidentsOf = (told: Told, incident: IncidentView): Incident[] => [
  crowdIncident(told, incident),
  ...officialIncident(told, incident),
]

function crowdIncident({ t, origin, pageId, components, sample }: Told, incident: IncidentView): Incident {
  const { id, startedAt, endedAt, worst, confirmed, falseAlarm, provenance } = incident
  const s = incident.service.name[t.locale]
  const steps = entriesOf(incident, 'transition')
  const isMadeUp = sample || provenance === 'sample'
  const updates = steps.map(({ at, to }, index) =>
    makeUpdate(id, index + 1, {
      status: statusOfTransition[to],
      body: t(`statuspage.body.${to}`, { s }),
      at,
    }),
  )
  const isFalling = incident.status === 'recovering'
  return {
    id,
    name: t(isMadeUp ? 'statuspage.sampleIncident' : 'statuspage.incident', { s }),
    status: endedAt ? 'resolved' : isFalling ? 'monitoring' : 'investigating',
    created_at: timeOf(steps[0]?.at ?? startedAt),
    updated_at: timeOf(steps.at(-1)?.at ?? endedAt ?? startedAt),
    monitoring_at: timeOrNull(steps.findLast(({ to }) => to === 'recovering')?.at),
    resolved_at: timeOrNull(endedAt),
    impact: falseAlarm ? 'none' : worst === 'possible' ? 'minor' : confirmed ? 'critical' : 'major',
    shortlink: `${origin}/${t.locale}/incidents/${id}`,
    started_at: timeOf(startedAt),
    page_id: pageId,
    incident_updates: updates.reverse(),
    components,
    reminder_intervals: null,
  }
}

const timeOrNull = (iso: string | null | undefined): string | null => (iso ? timeOf(iso) : null)

/** The operator's own words as an incident of its own. Once ours is over, only one that they ended too: we read no more. */
function officialIncident({ t, origin, pageId, components }: Told, incident: IncidentView): Incident[] {
  const said = entriesOf(incident, 'official').flatMap(({ stage, ...entry }) =>
    stage === 'maintenance' ? [] : [{ ...entry, status: stage }],
  )
  const [first, last] = [said[0], said.at(-1)]
  if (!first || !last || (incident.endedAt && last.status !== 'resolved')) return []
  const id = `${incident.id}-official`
  const { operator } = incident.service
  return [
    {
      id,
      name: t('statuspage.official', { maker: operator.name[t.locale], s: incident.service.name[t.locale] }),
      status: last.status,
      created_at: timeOf(first.at),
      updated_at: timeOf(last.at),
      monitoring_at: timeOrNull(said.findLast(({ status }) => status === 'monitoring')?.at),
      resolved_at: last.status === 'resolved' ? timeOf(last.at) : null,
      // How bad it is, they did not say here.
      impact: 'none',
      shortlink: last.url ?? operator.statusPage ?? `${origin}/${t.locale}/incidents/${incident.id}`,
      started_at: timeOf(first.at),
      page_id: pageId,
      incident_updates: said.map((entry) => makeUpdate(id, entry.number, entry)).reverse(),
      components,
      reminder_intervals: null,
    },
  ]
}
