import type { Range } from '#core/bucket.ts'
import type { CategoryCount, HomeView, IncidentRow, IncidentView, ServiceRow, ServiceView } from '#core/view.ts'

/**
 * The one way by which pages, API, stream and embeds read: a hidden service or a held note
 * leaks from no side door. `now` is ms since the epoch and comes from the caller.
 */
export interface PublicView {
  readHome(now: number): Promise<HomeView>
  /** null: no such public service. */
  readService(slug: string, range: Range, now: number): Promise<ServiceView | null>
  readIncident(id: string, now: number): Promise<IncidentView | null>
  /** The numbers of one incident, from half an hour before it to half an hour after. */
  readIncidentSeries(id: string, now: number): Promise<ServiceView['series'] | null>
  /** Incidents that began in a month ("2026-11"), newest first; with slug, of one service. */
  listIncidents(options: { month?: string; slug?: string; limit?: number }, now: number): Promise<IncidentRow[]>
  listCategories(now: number): Promise<CategoryCount[]>
  readCategory(slug: string, now: number): Promise<{ category: CategoryCount; rows: ServiceRow[] } | null>
  search(query: string, limit: number, now: number): Promise<ServiceRow[]>
}
