import type { OfficialStage } from '#core/record/official.ts'
import type { Status } from '#core/status.ts'
import type { WebhookType } from '#core/webhook.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'
import type { OfficialUpdateRow } from '../incident/official.ts'

/** What is to be told to endpoints, and what became of it. */

/** Something that happened and that an endpoint has not been told of yet. */
export interface Untold {
  endpointId: string
  /** Of what happened: the same for every endpoint. */
  eventKey: string
  /** ms */
  at: number
  serviceId: string
  incident: {
    publicId: string
    worst: Status
    startedAt: number
    endedAt: number | null
    peak15m: number
    status: Status
  } | null
  change: { from: Status; to: Status; isFirst: boolean } | null
  official: Omit<OfficialUpdateRow, 'serviceId'> | null
}

/** What is older is no news. */
const newsMs = 24 * 3_600_000
const mostAtOnce = 500

/**
 * Changes of status and words of operators that endpoints asked for and have no delivery of. Looked for by what is not
 * there, not by a cursor: what commits late is found all the same. An operator's word is put down later than it was posted;
 * when, its id says (UUID v7: 48 bits of ms).
 */
export async function findUntold(db: Database, now: number): Promise<Untold[]> {
  const rows = await db.query<{
    endpoint_id: string
    event_key: string
    at: Date
    service_id: string
    public_id: string | null
    worst: Status
    status: Status
    started_at: Date
    ended_at: Date | null
    peak_15m: number
    from_status: Status | null
    to_status: Status
    is_first: boolean
    stage: OfficialStage | null
    body: string
    lang: string
    url: string | null
    work_from: Date | null
    work_until: Date | null
  }>(
    `WITH news AS (
       SELECT 't:' || t.id AS event_key, t.at, t.at AS known_at, t.service_id, t.incident_id, t.from_status, t.to_status,
         NOT EXISTS (SELECT 1 FROM transition o
           WHERE o.service_id = t.service_id AND o.incident_id = t.incident_id AND o.id < t.id) AS is_first,
         NULL::text AS stage, NULL::text AS body, NULL::text AS lang, NULL::text AS url,
         NULL::timestamptz AS work_from, NULL::timestamptz AS work_until
       FROM transition t WHERE t.at > $1
       UNION ALL
       SELECT 'o:' || u.id, u.posted_at,
         to_timestamp(('x' || left(replace(u.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0), u.service_id, (
           SELECT i.id FROM incident i WHERE i.service_id = u.service_id AND i.started_at <= u.posted_at + interval '2 hours'
             AND (i.ended_at IS NULL OR i.ended_at >= u.posted_at) ORDER BY i.started_at DESC LIMIT 1),
         NULL, NULL, false, u.stage, u.body, u.lang, u.url, u.work_from, u.work_until
       FROM official_update u WHERE u.posted_at > $1
     )
     SELECT e.id AS endpoint_id, n.event_key, n.at, n.service_id, i.public_id, i.worst, i.status, i.started_at, i.ended_at,
       i.peak_15m, n.from_status, n.to_status, n.is_first, n.stage, n.body, n.lang, n.url, n.work_from, n.work_until
     FROM webhook_endpoint e
     JOIN news n ON n.known_at >= e.created_at
     JOIN service s ON s.id = n.service_id AND NOT s.hidden
     LEFT JOIN incident i ON i.service_id = n.service_id AND i.id = n.incident_id
     WHERE e.stopped_at IS NULL AND (cardinality(e.services) = 0 OR s.slug = ANY(e.services))
       AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.endpoint_id = e.id AND d.event_key = n.event_key)
     ORDER BY n.at, n.event_key LIMIT ${mostAtOnce}`,
    [new Date(now - newsMs)],
  )
  return rows.map((row) => ({
    endpointId: row.endpoint_id,
    eventKey: row.event_key,
    at: row.at.getTime(),
    serviceId: row.service_id,
    incident: row.public_id
      ? {
          publicId: row.public_id,
          worst: row.worst,
          status: row.status,
          startedAt: row.started_at.getTime(),
          endedAt: row.ended_at?.getTime() ?? null,
          peak15m: row.peak_15m,
        }
      : null,
    change: row.from_status ? { from: row.from_status, to: row.to_status, isFirst: row.is_first } : null,
    official: row.stage
      ? {
          stage: row.stage,
          postedAt: row.at.getTime(),
          ...{ body: row.body, lang: row.lang, url: row.url },
          ...(row.work_from &&
            row.work_until && { hours: { from: row.work_from.getTime(), until: row.work_until.getTime() } }),
        }
      : null,
  }))
}

/** Puts something to tell into the queue; the same thing for the same endpoint is there once. */
export async function queueDelivery(
  db: Database,
  delivery: { endpointId: string; eventKey: string; type: WebhookType; payload: string },
  now: number,
): Promise<void> {
  const { endpointId, eventKey, type, payload } = delivery
  const at = new Date(now)
  await db.prisma.webhookDelivery.createMany({
    data: [
      { id: newId(now), endpointId, eventKey, type, payload, createdAt: at, attempts: 0, nextTryAt: at },
    ],
    skipDuplicates: true,
  })
}

/** A delivery whose turn has come, claimed by one sender. */
export interface DueDelivery {
  id: string
  endpointId: string
  url: string
  /** The newest first. */
  secrets: Buffer[]
  payload: string
  /** This time included. */
  attempts: number
  failingSince: number | null
}

/** Longer than one attempt may take, ms. */
const busyMs = 30_000

/**
 * Claims the next delivery that is due, for one sender of however many. An endpoint is sent one thing at a time, so that a
 * slow one keeps nobody else waiting, and hears of things in their order while all goes well.
 */
export async function claimDelivery(db: Database, now: number): Promise<DueDelivery | undefined> {
  const rows = await db.query<{
    id: string
    endpoint_id: string
    url: string
    secret: Buffer
    old_secret: Buffer | null
    old_until: Date | null
    payload: string
    attempts: number
    failing_since: Date | null
  }>(
    `WITH due AS (
       SELECT d.id, d.endpoint_id FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
       WHERE d.next_try_at <= $1 AND e.stopped_at IS NULL AND e.busy_until <= $1
       ORDER BY d.next_try_at, d.id LIMIT 1 FOR UPDATE OF d, e SKIP LOCKED
     ), busy AS (
       UPDATE webhook_endpoint e SET busy_until = $2 FROM due WHERE e.id = due.endpoint_id
       RETURNING e.id, e.url, e.secret, e.old_secret, e.old_until, e.failing_since
     )
     UPDATE webhook_delivery d SET attempts = d.attempts + 1, next_try_at = $2, tried_at = $1
     FROM due, busy WHERE d.id = due.id
     RETURNING d.id, d.endpoint_id, d.payload, d.attempts, busy.url, busy.secret, busy.old_secret, busy.old_until,
       busy.failing_since`,
    [new Date(now), new Date(now + busyMs)],
  )
  const [row] = rows
  if (!row) return undefined
  const isOldGood = row.old_secret && row.old_until && row.old_until.getTime() > now
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    url: row.url,
    secrets: [row.secret, ...(isOldGood ? [row.old_secret!] : [])],
    payload: row.payload,
    attempts: row.attempts,
    failingSince: row.failing_since?.getTime() ?? null,
  }
}

/** Writes down what became of an attempt. @param nextTryAt ms; null: nothing more is tried */
export async function settleDelivery(
  db: Database,
  due: Pick<DueDelivery, 'id' | 'endpointId'>,
  result: { answer: number; hasArrived: boolean; nextTryAt: number | null },
  now: number,
): Promise<void> {
  const at = new Date(now)
  await db.query(
    `WITH told AS (
       UPDATE webhook_delivery SET answer = $2, next_try_at = $3, arrived_at = $4 WHERE id = $1
     )
     UPDATE webhook_endpoint SET busy_until = $5,
       failing_since = CASE WHEN $4::timestamptz IS NOT NULL THEN NULL ELSE coalesce(failing_since, $5) END
     WHERE id = $6`,
    [
      ...[due.id, result.answer, result.nextTryAt === null ? null : new Date(result.nextTryAt)],
      ...[result.hasArrived ? at : null, at, due.endpointId],
    ],
  )
}

/** A delivery as editors see it. Times are ms. */
export interface DeliveryLine {
  id: string
  type: WebhookType
  createdAt: number
  attempts: number
  arrivedAt: number | null
  nextTryAt: number | null
  /** What was answered the last time; 0: nothing. null: it was not tried. */
  answer: number | null
  payload: string
}

/** The newest first. */
export async function listDeliveries(
  db: Database,
  endpointId: string,
  limit: number,
): Promise<DeliveryLine[]> {
  const rows = await db.prisma.webhookDelivery.findMany({
    where: { endpointId },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map((row) => ({
    ...{ id: row.id, attempts: row.attempts, answer: row.answer, payload: row.payload },
    type: row.type as WebhookType,
    createdAt: row.createdAt.getTime(),
    arrivedAt: row.arrivedAt?.getTime() ?? null,
    nextTryAt: row.nextTryAt?.getTime() ?? null,
  }))
}

/**
 * Sends a delivery once more, under the same id. That it arrived before stands until this attempt is settled.
 * False: this endpoint has no such delivery, or is stopped: nothing would be sent.
 */
export async function resendDelivery(
  db: Database,
  endpointId: string,
  id: string,
  now: number,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE webhook_delivery SET next_try_at = $3, attempts = 0
     WHERE endpoint_id = $1 AND id = $2
       AND EXISTS (SELECT 1 FROM webhook_endpoint WHERE id = $1 AND stopped_at IS NULL) RETURNING 1`,
    [endpointId, id, new Date(now)],
  )
  return rows.length > 0
}

const keptMs = 30 * 24 * 3_600_000

/** Forgets what was told a month ago. */
export async function forgetDeliveries(db: Database, now: number): Promise<void> {
  await db.query('DELETE FROM webhook_delivery WHERE created_at < $1', [new Date(now - keptMs)])
}
