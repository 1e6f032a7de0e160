import { createHash } from 'node:crypto'
import type pg from 'pg'
import { minuteMs } from '#core/bucket.ts'
import type { StatusChange, Verdict } from '#core/detect/verdict.ts'
import { reopenMinutes } from '#core/figures.ts'
import { peakWithin } from '#core/record/incident-span.ts'
import type { Status } from '#core/status.ts'
import { isTrouble } from '#core/status.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'
import { verdictView } from '../watch/verdicts.ts'

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
  reopenedAt: number | null
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * Permanent address part: date, slug and four letters: 2026-03-17-chatgpt-k7q2. The letters are a fingerprint of the
 * beginning: whoever finds the same incident again, after a restart or from the same sample, gives it the same address.
 */
export const publicIdOf = (slug: string, startedAt: number): string => {
  const print = createHash('sha256').update(`${slug} ${startedAt}`).digest()
  const tail = Array.from({ length: 4 }, (_, at) => letters[print[at]! % letters.length]).join('')
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
    reopenedAt: row.reopenedAt?.getTime() ?? null,
  }))
}

/** When the last change of status of any service was written, ms; 0 if there was none. */
export async function readLastTransition(db: Database): Promise<number> {
  const rows = await db.query<{ at: Date | null }>('SELECT max(at) AS at FROM transition')
  return rows[0]?.at?.getTime() ?? 0
}

interface TransitionParts {
  service: { id: string; slug: string }
  open: OpenIncident | null
  change: StatusChange
  /** null: it did not come from a look. */
  verdict: Verdict | null
  provenance: Provenance
  epoch: number
  now: number
}

/**
 * What rises again soon after its end is the same incident: its record goes on. null: none ended so lately. A false
 * alarm stays what it was called, and a record that is kept for good stays shut.
 */
async function findEndedLately(
  client: pg.PoolClient,
  { service, change, verdict, provenance }: TransitionParts,
): Promise<OpenIncident | null> {
  const risenAt = change.onsetAt ?? change.at
  const found = await client.query<{
    id: string
    public_id: string
    started_at: Date
    peak_15m: number
    peak_at: Date | null
  }>(
    `SELECT id, public_id, started_at, peak_15m, peak_at FROM incident i
     WHERE service_id = $1 AND ended_at >= $2 AND ended_at <= $3 AND provenance = $4 AND false_alarm_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM incident_record r WHERE r.service_id = i.service_id AND r.incident_id = i.id)
     ORDER BY ended_at DESC LIMIT 1`,
    [service.id, new Date(risenAt - reopenMinutes * minuteMs), new Date(change.at), provenance],
  )
  const row = found.rows[0]
  if (!row) return null
  const people = Math.round(verdict?.reporters15m ?? 0)
  const isHigher = people > row.peak_15m
  return {
    serviceId: service.id,
    id: row.id,
    publicId: row.public_id,
    status: 'none',
    startedAt: row.started_at.getTime(),
    peak15m: isHigher ? people : row.peak_15m,
    peakAt: isHigher ? change.at : (row.peak_at?.getTime() ?? null),
    reopenedAt: risenAt,
  }
}

/**
 * Records one change of status: the incident moves and the transition row is written, both or neither.
 * The update is conditional on the status we believe it has and on our epoch, so of two writers one wins.
 * Returns the open incident after the change, null when it closed, and 'lost' when another writer was first.
 */
export async function recordTransition(
  db: Database,
  options: TransitionParts,
): Promise<OpenIncident | null | 'lost'> {
  const { service, open, change, verdict, epoch, now } = options
  return db.transaction(async (client) => {
    const leader = await client.query<{ epoch: number }>(`SELECT epoch FROM lease WHERE name = 'watch'`)
    if ((leader.rows[0]?.epoch ?? 0) > epoch) return 'lost'
    let incident = open ?? (await findEndedLately(client, options))
    if (!incident) {
      const startedAt = change.onsetAt ?? change.at
      incident = {
        serviceId: service.id,
        id: newId(now),
        publicId: publicIdOf(service.slug, startedAt),
        status: change.to,
        startedAt,
        peak15m: Math.round(verdict?.reporters15m ?? 0),
        peakAt: change.at,
        reopenedAt: null,
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
      const endedAt = isTrouble(change.to) ? null : (change.endedAt ?? change.at)
      incident = { ...incident, peakAt: peakWithin(incident.peakAt, endedAt) }
      const moved = await client.query(
        `UPDATE incident SET status = $3, epoch = $4, ended_at = $5,
           worst = CASE WHEN $3 = 'major' THEN 'major' ELSE worst END,
           peak_15m = $6, peak_at = $7, reopened_at = $10
         WHERE service_id = $1 AND id = $2 AND status = $8 AND epoch <= $4 AND (ended_at IS NULL) = $9`,
        [
          service.id,
          incident.id,
          change.to,
          epoch,
          endedAt === null ? null : new Date(endedAt),
          incident.peak15m,
          incident.peakAt ? new Date(incident.peakAt) : null,
          incident.status,
          open !== null,
          incident.reopenedAt === null ? null : new Date(incident.reopenedAt),
        ],
      )
      if (moved.rowCount !== 1) return 'lost'
      incident = { ...incident, status: change.to }
    }
    // Steps in between happen when they are seen.
    const occurredAt = isTrouble(change.to) ? (open ? null : change.onsetAt) : change.endedAt
    await client.query(
      `INSERT INTO transition (service_id, id, incident_id, from_status, to_status, at, occurred_at, verdict)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        service.id,
        newId(now),
        incident.id,
        change.from,
        change.to,
        new Date(change.at),
        occurredAt === null ? null : new Date(occurredAt),
        verdict && JSON.stringify(verdictView(verdict)),
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
