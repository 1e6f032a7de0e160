import type { MaintenanceView, ServiceCard } from '#core/view.ts'
import { type Incident, makeUpdate, type Told, timeOf } from './statuspage-shape.ts'

type MaintenanceStatus = 'scheduled' | 'in_progress' | 'completed'

/** Planned work in the shape of Statuspage's API: an incident with hours. */
export interface Maintenance extends Omit<Incident<MaintenanceStatus>, 'impact'> {
  impact: 'maintenance'
  scheduled_for: string
  scheduled_until: string
}

const statusOf = ({ from, until }: MaintenanceView, now: number): MaintenanceStatus => {
  if (now < Date.parse(from)) return 'scheduled'
  return now < Date.parse(until) ? 'in_progress' : 'completed'
}

/** What an operator announced, in its own words. By the clock: whether work began as announced, nobody tells us. */
export function maintenanceOf(
  { t, origin, pageId, components }: Told,
  work: MaintenanceView & { service: ServiceCard },
  now: number,
): Maintenance {
  const { id, at, from, until, body, url, service } = work
  const status = statusOf(work, now)
  return {
    id,
    name: t('statuspage.maintenance', {
      maker: service.operator.name[t.locale],
      s: service.name[t.locale],
    }),
    status,
    created_at: timeOf(at),
    updated_at: timeOf(status === 'completed' ? until : status === 'in_progress' ? from : at),
    monitoring_at: null,
    resolved_at: status === 'completed' ? timeOf(until) : null,
    impact: 'maintenance',
    shortlink: url ?? service.operator.statusPage ?? `${origin}/${t.locale}/status/${service.slug}`,
    started_at: timeOf(from),
    page_id: pageId,
    incident_updates: [makeUpdate(id, 1, { status: 'scheduled' as const, body, at })],
    components,
    reminder_intervals: null,
    scheduled_for: timeOf(from),
    scheduled_until: timeOf(until),
  }
}
