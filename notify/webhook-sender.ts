import { createHmac } from 'node:crypto'
import { post } from './post.ts'
import type { Reach } from './safe-address.ts'

/** What a receiver answered. status 0: nothing, or it may not be sent to. */
export interface WebhookAnswer {
  status: number
  /** How long it wants to be left alone (Retry-After), ms; null: it did not say. */
  retryAfterMs: number | null
}

const patienceMs = 15_000
const nothing = { status: 0, retryAfter: 0 }

/**
 * Signatures of Standard Webhooks 1.0: HMAC-SHA256 over "id.timestamp.body", one for each secret, with spaces between.
 * @param at seconds
 */
export const signaturesOf = (secrets: Buffer[], id: string, at: number, body: string): string =>
  secrets
    .map((secret) => `v1,${createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest('base64')}`)
    .join(' ')

/** Posts a signed body. Never throws. */
export async function sendWebhook(
  { url, id, body, secrets }: { url: string; id: string; body: string; secrets: Buffer[] },
  now: number,
  reach: Reach,
): Promise<WebhookAnswer> {
  const at = Math.floor(now / 1000)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'OutageDesk/1 (webhooks)',
    'webhook-id': id,
    'webhook-timestamp': String(at),
    'webhook-signature': signaturesOf(secrets, id, at, body),
  }
  const { status, retryAfter } = (await post(url, { headers, body, patienceMs, reach })) ?? nothing
  return { status, retryAfterMs: retryAfter > 0 && Number.isFinite(retryAfter) ? retryAfter * 1000 : null }
}
