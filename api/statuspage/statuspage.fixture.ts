import { z } from 'zod'

/** What clients of status pages take for granted in each answer (Statuspage API v2), written from its documentation. */

const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const indicator = z.enum(['none', 'minor', 'major', 'critical'])

const component = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.enum([
    'operational',
    'degraded_performance',
    'partial_outage',
    'major_outage',
    'under_maintenance',
  ]),
  created_at: time,
  updated_at: time,
  position: z.int().positive(),
  description: z.string().nullable(),
  showcase: z.boolean(),
  start_date: z.string().nullable(),
  group_id: z.string().nullable(),
  page_id: z.string(),
  group: z.boolean(),
  only_show_if_degraded: z.boolean(),
  components: z.array(z.string()).min(1).optional(),
})

const status = z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem'])

const incidentUpdate = z.strictObject({
  id: z.string().min(1),
  status,
  body: z.string().min(1),
  incident_id: z.string(),
  created_at: time,
  updated_at: time,
  display_at: time,
  affected_components: z.null(),
  deliver_notifications: z.boolean(),
  custom_tweet: z.null(),
  tweet_id: z.null(),
})

const incident = z.strictObject({
  id: z.string().min(1),
  name: z.string().min(1),
  status,
  created_at: time,
  updated_at: time,
  monitoring_at: time.nullable(),
  resolved_at: time.nullable(),
  impact: indicator,
  shortlink: z.url(),
  started_at: time,
  page_id: z.string(),
  incident_updates: z.array(incidentUpdate).min(1),
  components: z.array(component),
  reminder_intervals: z.null(),
})

const page = z.strictObject({
  id: z.string(),
  name: z.string(),
  url: z.url(),
  time_zone: z.string(),
  updated_at: time,
})
const told = z.strictObject({ indicator, description: z.string().min(1) })
const components = z.array(component).min(1)
const incidents = z.array(incident)
const maintenanceStatus = z.enum(['scheduled', 'in_progress', 'verifying', 'completed'])
const scheduled_maintenances = z.array(
  incident.extend({
    status: maintenanceStatus,
    impact: z.literal('maintenance'),
    scheduled_for: time,
    scheduled_until: time,
    incident_updates: z.array(incidentUpdate.extend({ status: maintenanceStatus })).min(1),
  }),
)

/** Every address under /api/v2/, and what it answers. */
export const shapes = {
  'summary.json': z.strictObject({ page, components, incidents, scheduled_maintenances, status: told }),
  'status.json': z.strictObject({ page, status: told }),
  'components.json': z.strictObject({ page, components }),
  'incidents.json': z.strictObject({ page, incidents }),
  'incidents/unresolved.json': z.strictObject({ page, incidents }),
  'scheduled-maintenances.json': z.strictObject({ page, scheduled_maintenances }),
  'scheduled-maintenances/upcoming.json': z.strictObject({ page, scheduled_maintenances }),
  'scheduled-maintenances/active.json': z.strictObject({ page, scheduled_maintenances }),
}
