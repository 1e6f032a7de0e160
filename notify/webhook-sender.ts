import { createHmac } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { guardedLookup, isSafeUrl, type Reach } from './safe-address.ts'

/** What a receiver answered. status 0: nothing, or it may not be sent to. */
export interface WebhookAnswer {
  status: number
  /** How long it wants to be left alone (Retry-After), ms; null: it did not say. */
  retryAfterMs: number | null
}

const patienceMs = 15_000
const nothing: WebhookAnswer = { status: 0, retryAfterMs: null }

/**
 * Signatures of Standard Webhooks 1.0: HMAC-SHA256 over "id.timestamp.body", one for each secret, with spaces between.
 * @param at seconds
 */
export const signaturesOf = (secrets: Buffer[], id: string, at: number, body: string): string =>
  secrets
    .map((secret) => `v1,${createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest('base64')}`)
    .join(' ')

/** Posts a signed body. Redirects are not followed, what is answered is not read. Never throws. */
export async function sendWebhook(
  { url, id, body, secrets }: { url: string; id: string; body: string; secrets: Buffer[] },
  now: number,
  reach: Reach,
): Promise<WebhookAnswer> {
  if (!isSafeUrl(url, reach)) return nothing
  const at = Math.floor(now / 1000)
  return new Promise((resolve) => {
    const { request } = url.startsWith('https:') ? https : http
    const asked = request(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'OutageDesk/1 (webhooks)',
          'webhook-id': id,
          'webhook-timestamp': String(at),
          'webhook-signature': signaturesOf(secrets, id, at, body),
        },
        // A connection of its own, so that each is looked up and judged.
        agent: false,
        lookup: guardedLookup(reach),
        signal: AbortSignal.timeout(patienceMs),
      },
      (answer) => {
        answer.destroy()
        const seconds = Number(answer.headers['retry-after'])
        resolve({
          status: answer.statusCode ?? 0,
          retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
        })
      },
    )
    asked.on('error', () => resolve(nothing))
    asked.end(body)
  })
}
