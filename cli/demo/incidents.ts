import type { Text } from '#core/locale.ts'
import type { IncidentAnchor } from '#core/view.ts'
import type { Database } from '#store/db.ts'
import { type OpenIncident, type Provenance, recordTransition } from '#store/incident/incidents.ts'
import { writeRecord } from '#store/incident/records.ts'
import { dressIncident } from '#store/sample.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import type { MadeIncident } from './replay.ts'

export interface IncidentToWrite {
  service: ServiceRecord
  incident: MadeIncident
  provenance: Provenance
  falseAlarm: { at: number; reason: Text } | null
  anchors: IncidentAnchor[]
}

/** Writes incidents as the watch would have: one transition after the other, each on what the one before left. */
export async function writeIncidents(db: Database, incidents: IncidentToWrite[]): Promise<void> {
  const inOrder = [...incidents].sort((one, other) => one.incident.startedAt - other.incident.startedAt)
  for (const { service, incident, provenance, falseAlarm, anchors } of inOrder) {
    let open: OpenIncident | null = null
    let id = ''
    for (const { change, verdict, peak15m, peakAt } of incident.steps) {
      const after: OpenIncident | null | 'lost' = await recordTransition(db, {
        service,
        open: open && { ...open, peak15m, peakAt },
        change,
        verdict,
        provenance,
        epoch: 0,
        now: change.at,
      })
      if (after === 'lost')
        throw new Error(`${service.slug} has an open incident already: seed an empty database`)
      open = after
      id = after?.id ?? id
    }
    await dressIncident(db, { serviceId: service.id, id }, { falseAlarm, anchors })
    if (incident.record) {
      await writeRecord(db, { serviceId: service.id, incidentId: id, ...incident.record })
    }
  }
}
