import { randomBytes } from 'node:crypto'
import { oldSecretMs } from '#core/webhook.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'

/** Where programs of others want to be told. Times are ms. */
export interface Endpoint {
  id: string
  url: string
  /** Slugs; empty: all services. */
  services: string[]
  createdAt: number
  failingSince: number | null
  stoppedAt: number | null
  stoppedFor: StopReason | null
}

/** gone: it said so itself (410). failing: nothing arrived for days. editor: somebody stopped it. */
export type StopReason = 'gone' | 'failing' | 'editor'

type Row = Awaited<ReturnType<Database['prisma']['webhookEndpoint']['findMany']>>[number]

const endpointOf = (row: Row): Endpoint => ({
  id: row.id,
  url: row.url,
  services: row.services,
  createdAt: row.createdAt.getTime(),
  failingSince: row.failingSince?.getTime() ?? null,
  stoppedAt: row.stoppedAt?.getTime() ?? null,
  stoppedFor: row.stoppedFor as StopReason | null,
})

/** As receivers' libraries want it: whsec_ and Base64. */
const written = (secret: Uint8Array): string => `whsec_${Buffer.from(secret).toString('base64')}`
const drawSecret = () => new Uint8Array(randomBytes(32))

export async function listEndpoints(db: Database): Promise<Endpoint[]> {
  return (await db.prisma.webhookEndpoint.findMany({ orderBy: { createdAt: 'desc' } })).map(endpointOf)
}

export async function readEndpoint(db: Database, id: string): Promise<Endpoint | null> {
  const row = await db.prisma.webhookEndpoint.findUnique({ where: { id } })
  return row && endpointOf(row)
}

/** @returns its id, and its secret to be shown once */
export async function addEndpoint(
  db: Database,
  { url, services }: { url: string; services: string[] },
  now: number,
): Promise<{ id: string; secret: string }> {
  const [id, secret, at] = [newId(now), drawSecret(), new Date(now)]
  await db.prisma.webhookEndpoint.create({
    data: { id, url, services, secret, createdAt: at, busyUntil: at },
  })
  return { id, secret: written(secret) }
}

/**
 * A new secret; the old one signs beside it for a day. null: there is no such endpoint. While an old one is still good it
 * stays the old one: receivers hold that, and what a double press made in between was handed to nobody.
 */
export async function renewSecret(db: Database, id: string, now: number): Promise<string | null> {
  const secret = drawSecret()
  const renewed = await db.query(
    `UPDATE webhook_endpoint SET secret = $2,
       old_secret = CASE WHEN old_until > $3 THEN old_secret ELSE secret END,
       old_until = CASE WHEN old_until > $3 THEN old_until ELSE $4 END
     WHERE id = $1 RETURNING 1`,
    [id, secret, new Date(now), new Date(now + oldSecretMs)],
  )
  return renewed.length > 0 ? written(secret) : null
}

/** Nothing is sent to it any more, and what waits for it is not either. False: there is no such endpoint. */
export async function stopEndpoint(
  db: Database,
  id: string,
  reason: StopReason,
  now: number,
): Promise<boolean> {
  const { count } = await db.prisma.webhookEndpoint.updateMany({
    where: { id, stoppedAt: null },
    data: { stoppedAt: new Date(now), stoppedFor: reason },
  })
  return count === 1
}

/** Told of again what happens from now on; what it missed, and what waited for it, can be sent again one by one. */
export async function startEndpoint(db: Database, id: string, now: number): Promise<boolean> {
  const started = await db.query(
    `WITH started AS (
       UPDATE webhook_endpoint
       SET stopped_at = NULL, stopped_for = NULL, failing_since = NULL, created_at = $2
       WHERE id = $1 AND stopped_at IS NOT NULL RETURNING id
     ), rested AS (
       UPDATE webhook_delivery SET next_try_at = NULL
       WHERE endpoint_id IN (SELECT id FROM started) AND next_try_at IS NOT NULL
     )
     SELECT id FROM started`,
    [id, new Date(now)],
  )
  return started.length === 1
}

/** Forgets an endpoint with all that was sent to it. Its address; null: there is none. */
export async function removeEndpoint(db: Database, id: string): Promise<string | null> {
  const rows = await db.query<{ url: string }>('DELETE FROM webhook_endpoint WHERE id = $1 RETURNING url', [
    id,
  ])
  return rows[0]?.url ?? null
}
