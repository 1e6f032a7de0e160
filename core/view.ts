import type { CollateralHint, UpstreamHint } from './around/attribution.ts'
import type { ScopeKind } from './around/scope.ts'
import type { RecentMinutes, Series } from './bucket.ts'
import type { Verdict } from './detect/verdict.ts'
import type { Text } from './locale.ts'
import type { OfficialStage, WorkHours } from './record/official.ts'
import type { Relation } from './record/together.ts'
import type { TypicalLength } from './record/typical.ts'
import type { MixShift } from './report/mix-shift.ts'
import type { ProblemSlug } from './report/report.ts'
import type { Status, UnknownReason } from './status.ts'

/**
 * The public view: what anybody may see, in the one shape that pages, API, stream and embeds share.
 * Times are ISO 8601 in UTC with a Z. Whatever is not in here does not leave the house.
 */

export interface ServiceCard {
  slug: string
  name: Text
  category: { slug: string; name: Text }
  operator: { slug: string; name: Text; statusPage: string | null }
  parent: string | null
}

/** The verdict's numbers with ISO time: "Why do we say so". */
export type VerdictView = Omit<Verdict, 'at'> & { at: string }

/** One service's state now; also the data of one stream event. */
export interface StateView {
  service: string
  status: Status
  unknownReason: UnknownReason | null
  /** When this status began. */
  since: string
  /** The numbers are of this moment. */
  at: string
  /** at is more than three minutes old, or the store is away and nothing newer can be known. */
  stale: boolean
  /** Grows with every change of this state; the stream's event id. */
  version: number
  reports15m: number
  /** People in the last 60 minutes: what "we can't tell yet" speaks of. */
  reports60m: number
  /** null while nothing has been learnt. */
  usual15m: number | null
  alert15m: number | null
  major15m: number | null
  /** reports15m / usual15m where that ratio says something (usual at least 1, ratio at least 2), else null. */
  timesUsual: number | null
  verdict: VerdictView | null
  incident: IncidentRef | null
  /** The last minutes, the current one last, for charts that are open. */
  recent: RecentMinutes
  /** Grows when the timeline does (a transition or an official update): then refetch the service. */
  timelineVersion: number
  /** The five countries and networks in trouble with most people; each has at least five of them. */
  scopes: ScopeView[]
  /** Outside of these scopes reports are as usual, and would stand out by now ("only in Saudi Arabia"). */
  confinedTo: ScopeKind | null
  /** Whose failure it may be; never changes the status. */
  hints: HintView[]
}

/** What is known of a service beside its own verdict. */
export type Surroundings = Pick<StateView, 'scopes' | 'confinedTo' | 'hints'>

export const noSurroundings: Surroundings = { scopes: [], confinedTo: null, hints: [] }

/** What the rule says of one part of a service's crowd. */
export interface ScopeView {
  kind: ScopeKind
  /** ISO 3166-1 alpha-2 code of a country, or a network's name. */
  name: string
  status: Status
  reports15m: number
  usual15m: number
  /** Why: the numbers of its own window. */
  verdict: Pick<
    VerdictView,
    | 'windowMinutes'
    | 'observed'
    | 'expected'
    | 'threshold'
    | 'majorThreshold'
    | 'tailProbability'
    | 'breadth'
    | 'minutesAbove'
  >
}

/** A service that a hint speaks of. */
export interface Named {
  slug: string
  name: Text
}

export type HintView =
  | (Omit<CollateralHint, 'leader'> & { leader: Named })
  | (Omit<UpstreamHint, 'upstream' | 'names'> & { upstream: Named; names: Named[] })

export interface IncidentRef {
  /** Permanent address part: 2026-03-17-chatgpt-k7q2 */
  id: string
  startedAt: string
  endedAt: string | null
  /** Highest full quarter hour so far. */
  peak15m: number
  peakAt: string | null
  /** The operator's own word agrees: only then is it told as a fact. */
  confirmed: boolean
}

/** A stretch of an incident in one status, for shading. */
export interface StatusSpan {
  status: Status
  from: string
  to: string | null
}

export interface OfficialUpdateView {
  stage: OfficialStage
  at: string
  /** The operator's own words, in their own language. */
  body: string
  lang: string
  url: string | null
  /** Of announced maintenance. */
  hours?: WorkHours
}

/** Work that the operator announced: when, and in which words. */
export interface MaintenanceView extends WorkHours, Omit<OfficialUpdateView, 'stage' | 'hours'> {
  id: string
}

export type TimelineEntry =
  | { kind: 'transition'; at: string; from: Status; to: Status; verdict: VerdictView | null }
  | { kind: 'peak'; at: string; reports15m: number }
  | ({ kind: 'official'; number: number } & OfficialUpdateView)

/** An incident that lasts: in its record and in lists of records. */
interface KeptIncident extends IncidentRef {
  /** When it last rose again, within the hour of its end: the record goes on. null: it never did. */
  reopenedAt: string | null
}

export interface IncidentView extends KeptIncident {
  service: ServiceCard
  status: Status
  /** Highest status reached. */
  worst: 'possible' | 'major'
  reports: number
  spans: StatusSpan[]
  /** Oldest first. */
  timeline: TimelineEntry[]
  /**
   * First official update minus first detector signal, minutes; negative: the operator was first;
   * null: no official word (yet).
   */
  leadMinutes: number | null
  /** live: from reports taken here; reconstruction: shape modelled on published anchors; sample: made up for the demo. */
  provenance: 'live' | 'sample' | 'reconstruction'
  /** Set when editors marked it as a false alarm. */
  falseAlarm: { at: string; reason: Text } | null
  /** For reconstructions: published figures it is pinned to. */
  anchors: IncidentAnchor[]
}

export interface IncidentAnchor {
  at: string
  fact: Text
  /** H official or several agreeing, M one decent source, L weak. */
  confidence: 'H' | 'M' | 'L'
  source: string
}

export interface ProblemShare {
  problem: ProblemSlug
  reporters: number
  /** Share of the reports that named a kind, 0..1. */
  share: number
}

export interface PlaceCount {
  /** ISO 3166-1 alpha-2. */
  country: string
  reporters: number
}

/** People who say that it works: apart from reports, never subtracted from them, and no evidence of anything. */
export interface WorksView {
  people60m: number
  /** Since the open incident began, by quarter-hours, the current one last; null while there is none. */
  curve: { from: string; bucketMinutes: 15; people: number[] } | null
}

export interface ServiceView {
  service: ServiceCard & {
    problems: ProblemSlug[]
    homepage: string | null
    paused: boolean
    /** Editors look into what is shown here; the status is as the numbers say. Absent: they do not. */
    underReview?: true
  }
  state: StateView
  series: Series
  /** Stretches of incidents inside the series. */
  spans: StatusSpan[]
  /** Official updates inside the series, numbered as in the timeline. */
  official: ({ number: number } & OfficialUpdateView)[]
  /** Announced work in the hours of the series and the day to come, by its beginning. Absent: there is none. */
  maintenance?: MaintenanceView[]
  /** Highest complete bucket of the series. */
  peak: { at: string; reporters: number } | null
  /** The open incident, or else null. */
  incident: IncidentView | null
  /** The last three ended incidents, newest first. */
  pastIncidents: IncidentRow[]
  /** How long its incidents of the last twelve months lasted; null: too few have ended. */
  typical: TypicalLength | null
  /** Last 60 minutes. */
  problems: {
    total: number
    namedShare: number
    shares: ProblemShare[]
    /** A kind named far more often than in the four weeks before: while an incident is open, those before it. */
    shift?: MixShift
  }
  /** The last hour and what its first quarter holds beside it; places with under 5 people are left out. */
  places: PlaceCount[]
  works: WorksView
  related: RelatedRow[]
  /** The service it is a part of, and all parts of that, this one among them; empty if there are none. */
  family: PartView[]
  /** Many strangers and a network rose with this one: since when. It may be the network. */
  networkSince: string | null
  /** Services that became a part of this one; their addresses lead here. Absent: there are none. */
  formerly?: Named[]
  /** This instance shows sample data. */
  sample: boolean
}

export interface Sparkline {
  /** 96 quarter hours, the current one last. */
  reporters: number[]
  peak: number
}

/** One line of a list of services. */
export interface ServiceRow {
  service: ServiceCard
  state: Pick<
    StateView,
    'status' | 'unknownReason' | 'since' | 'reports15m' | 'usual15m' | 'timesUsual' | 'at'
  > &
    Pick<IncidentRef, 'confirmed'>
  spark: Sparkline
  /** In trouble: up to three countries with most people in about the last hour; each has at least five of them. */
  places?: string[]
}

/** A service beside this one, and why it stands there. */
export interface RelatedRow extends ServiceRow {
  why: Relation
  /** Incidents of the last 90 days in which both rose within ten minutes. */
  times: number
}

/** One of a service and its parts. */
export type PartView = Pick<ServiceCard, 'slug' | 'name'> &
  Pick<ServiceRow['state'], 'status' | 'unknownReason' | 'confirmed'>

export interface IncidentRow extends KeptIncident {
  service: ServiceCard
  worst: 'possible' | 'major'
  leadMinutes: number | null
  falseAlarm: boolean
  provenance: IncidentView['provenance']
  /** When what is said of it last changed: its last step, the operator's confirmation, or that it was a false alarm. */
  changedAt: string
}

export interface HomeView {
  at: string
  stale: boolean
  sample: boolean
  watched: number
  /** Services of which we can say that nothing is unusual. */
  quiet: number
  /** Worst first; of very many the first 30. */
  trouble: ServiceRow[]
  /** How many there are in all. */
  inTrouble: number
  /** Well-known services, those used where this instance is for among them. */
  popular: ServiceCard[]
  /** Well-known quiet services, for the grid; where nothing can be said of any, well-known ones at all. */
  calm: ServiceRow[]
  /** Incidents that ended in the last 24 hours, newest first. */
  ended: IncidentRow[]
  categories: CategoryCount[]
}

export interface CategoryView {
  category: CategoryCount
  /** Worst first. */
  rows: ServiceRow[]
  related: CategoryCount[]
}

export interface CategoryCount {
  slug: string
  name: Text
  services: number
  inTrouble: number
}
