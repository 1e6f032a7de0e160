import { randomInt } from 'node:crypto'
import type { Status } from '#core/status.ts'
import { isTrouble } from '#core/status.ts'
import type { StatusChange, Verdict } from '#core/verdict.ts'
import type { Database } from './db.ts'
import { newId } from './id.ts'
import { verdictView } from './verdicts.ts'

export type Provenance = 'live' | 'sample' | 'reconstruction'

/** The open incident of a service as the watch keeps it in mind. */
export interface OpenIncident {
  serviceId: string
  id: string
  publicId: string
  status: Status
  startedAt: number
  peak15m: number
  peakAt: number | null
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Permanent address part: date, slug and four letters: 2026-03-17-chatgpt-k7q2 */
export const publicIdOf = (slug: string, startedAt: number): string => {
  const tail = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `${new Date(startedAt).toISOString().slice(0, 10)}-${slug}-${tail}`
}

/** Slug inside a permanent address part; null if it has not that shape. */
export const slugOfPublicId = (publicId: string): string | null =>
  /^\d{4}-\d{2}-\d{2}-([a-z0-9-]+)-[a-z0-9]{4}$/.exec(publicId)?.[1] ?? null

export async function readOpenIncidents(db: Database): Promise<OpenIncident[]> {
  const rows = await db.prisma.incident.findMany({ where: { endedAt: null } })
  return rows.map((row) => ({
    serviceId: row.serviceId,
    id: row.id,
    publicId: row.publicId,
    status: row.status as Status,
    startedAt: row.startedAt.getTime(),
    peak15m: row.peak15m,
    peakAt: row.peakAt?.getTime() ?? null,
  }))
}

/** When the last change of status of any service was written, ms; 0 if there was none. */
export async function readLastTransition(db: Database): Promise<number> {
  const rows = await db.query<{ at: Date | null }>('SELECT max(at) AS at FROM transition')
  return rows[0]?.at?.getTime() ?? 0
}

/**
 * Records one change of status: the incident moves and the transition row is written, both or neither.
 * The update is conditional on the status we believe it has and on our epoch, so of two writers one wins.
 * Returns the open incident after the change, null when it closed, and 'lost' when another writer was first.
 */
export async function recordTransition(
  db: Database,
  options: {
    service: { id: string; slug: string }
    open: OpenIncident | null
    change: StatusChange
    verdict: Verdict
    provenance: Provenance
    epoch: number
    now: number
  },
): Promise<OpenIncident | null | 'lost'> {
  const { service, open, change, verdict, epoch, now } = options
  return db.transaction(async (client) => {
    const leader = await client.query<{ epoch: number }>(`SELECT epoch FROM lease WHERE name = 'watch'`)
    if ((leader.rows[0]?.epoch ?? 0) > epoch) return 'lost'
    let incident = open
    if (!incident) {
      const startedAt = change.onsetAt ?? change.at
      incident = {
        serviceId: service.id,
        id: newId(now),
        publicId: publicIdOf(service.slug, startedAt),
        status: change.to,
        startedAt,
        peak15m: Math.round(verdict.reporters15m),
        peakAt: change.at,
      }
      const made = await client.query(
        `INSERT INTO incident (service_id, id, public_id, status, worst, started_at, detected_at, peak_15m,
           peak_at, reports, provenance, epoch)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11
         ON CONFLICT DO NOTHING`,
        [
          service.id,
          incident.id,
          incident.publicId,
          change.to,
          change.to === 'major' ? 'major' : 'possible',
          new Date(startedAt),
          new Date(change.at),
          incident.peak15m,
          new Date(change.at),
          options.provenance,
          epoch,
        ],
      )
      if (made.rowCount !== 1) return 'lost'
    } else {
      const moved = await client.query(
        `UPDATE incident SET status = $3, epoch = $4, ended_at = $5,
           worst = CASE WHEN $3 = 'major' THEN 'major' ELSE worst END,
           peak_15m = $6, peak_at = $7
         WHERE service_id = $1 AND id = $2 AND status = $8 AND epoch <= $4 AND ended_at IS NULL`,
        [
          service.id,
          incident.id,
          change.to,
          epoch,
          isTrouble(change.to) ? null : new Date(change.endedAt ?? change.at),
          incident.peak15m,
          incident.peakAt ? new Date(incident.peakAt) : null,
          incident.status,
        ],
      )
      if (moved.rowCount !== 1) return 'lost'
      incident = { ...incident, status: change.to }
    }
    await client.query(
      `INSERT INTO transition (service_id, id, incident_id, from_status, to_status, at, verdict)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        service.id,
        newId(now),
        incident.id,
        change.from,
        change.to,
        new Date(change.at),
        JSON.stringify(verdictView(verdict)),
      ],
    )
    if (isTrouble(change.to)) return incident
    await client.query(
      `UPDATE incident SET reports = coalesce((SELECT sum(reporters) FROM report_bucket_minute
         WHERE service_id = $1 AND minute >= started_at AND minute <= ended_at), 0)
       WHERE service_id = $1 AND id = $2`,
      [service.id, incident.id],
    )
    return null
  })
}

/** Keeps the highest full quarter hour of open incidents. */
export async function writePeaks(db: Database, incidents: OpenIncident[], epoch: number): Promise<void> {
  for (const incident of incidents) {
    await db.query(
      `UPDATE incident SET peak_15m = $3, peak_at = $4
       WHERE service_id = $1 AND id = $2 AND epoch <= $5 AND peak_15m < $3`,
      [
        incident.serviceId,
        incident.id,
        incident.peak15m,
        incident.peakAt ? new Date(incident.peakAt) : null,
        epoch,
      ],
    )
  }
}
