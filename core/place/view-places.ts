import type { Status } from '../status.ts'
import type { Named, ScopeView, ServiceCard } from '../view.ts'
import type { PlaceStep } from './places.ts'

/** The public view of places: what maps, country pages and their JSON show. Times as in core/view.ts. */

/** By what the usual is known: the watch's own baseline of that country, or the same hour of past weeks. */
export type UsualFrom = 'watch' | 'weeks'

/** Reports of one hour against what is usual in it. */
export interface PlaceCountView {
  reports: number
  /** null: nothing is known of it yet. */
  usual: number | null
  usualFrom: UsualFrom | null
  /** Against usual, where the rise is more than chance; else null. */
  times: number | null
  /** 0 as usual, 1 from 2 times, 2 from 5, 3 over 20; null without a usual. */
  step: PlaceStep | null
}

export interface PlaceView extends PlaceCountView {
  /** ISO 3166-1 alpha-2. */
  country: string
  /** The service with most reports there, if it has five; null where only one service is looked at. */
  most: (Named & { reports: number }) | null
}

/** The hour looked at. */
export interface PlaceSpan {
  from: string
  to: string
  /** Hour of the day it begins at, UTC; null: the running one. */
  hour: number | null
}

export interface PlacesView {
  at: string
  stale: boolean
  sample: boolean
  span: PlaceSpan
  /** What is looked at: one service, one category, or with neither all. */
  service: ServiceCard | null
  category: Named | null
  /** Furthest above usual first, then most reports. Places under five reports are left out. */
  places: PlaceView[]
  /** Services in trouble now, for choosing. */
  trouble: Named[]
  categories: Named[]
}

/** One service as one country reports it. */
export interface PlaceServiceView extends PlaceCountView {
  service: ServiceCard
  /** The service's status everywhere. */
  status: Status
  /** What the rule says of this country's own reports, where they are in trouble. */
  scope: ScopeView | null
  /** Trouble is in these countries only, this one among them; empty: it is not known to be confined. */
  onlyIn: string[]
}

export interface CountryView {
  country: string
  at: string
  stale: boolean
  sample: boolean
  span: PlaceSpan
  /** The country as a whole; null: fewer than five reports. */
  place: PlaceView | null
  /** Services with at least five reports from here: in trouble here first, then furthest above usual. */
  services: PlaceServiceView[]
  /** Other countries with most above usual. */
  others: PlaceView[]
}
