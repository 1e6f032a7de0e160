import http from 'node:http'
import https from 'node:https'
import webpush from 'web-push'
import type { PushAddress } from '#store/push.ts'
import { guardedLookup, isSafeUrl, type Reach } from './safe-address.ts'

export interface VapidKeys {
  publicKey: string
  privateKey: string
}

export const makeVapidKeys = (): VapidKeys => webpush.generateVAPIDKeys()

/** gone: the address is no more, or never was one; failed: it may work another time. */
export type PushResult = 'sent' | 'gone' | 'failed'

const patienceMs = 10_000
/** A message nobody fetched in that time is no news any more. */
const liveSeconds = 6 * 60 * 60

/** Seals a message for its reader alone (RFC 8291) and hands it to their push service. Never throws. */
export async function sendPush(
  address: PushAddress,
  message: object,
  { keys, subject, topic, reach }: { keys: VapidKeys; subject: string; topic: string; reach: Reach },
): Promise<PushResult> {
  if (!isSafeUrl(address.endpoint, reach)) return 'gone'
  let sealed: ReturnType<typeof webpush.generateRequestDetails>
  try {
    const { endpoint, p256dh, auth } = address
    sealed = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(message), {
      vapidDetails: { subject, ...keys },
      TTL: liveSeconds,
      topic,
    })
  } catch {
    // Keys that are none: nothing can ever be sealed with them.
    return 'gone'
  }
  const { method, headers, body } = sealed
  return new Promise((resolve) => {
    const { request } = address.endpoint.startsWith('https:') ? https : http
    const asked = request(
      address.endpoint,
      // A connection of its own, so that each is looked up and judged.
      {
        method,
        headers,
        agent: false,
        lookup: guardedLookup(reach),
        signal: AbortSignal.timeout(patienceMs),
      },
      (answer) => {
        // What it says beside its number is nothing to us.
        answer.destroy()
        resolve(resultOf(answer.statusCode ?? 500))
      },
    )
    asked.on('error', () => resolve('failed'))
    asked.end(body)
  })
}

function resultOf(status: number): PushResult {
  if (status >= 200 && status < 300) return 'sent'
  return status === 429 || status >= 500 ? 'failed' : 'gone'
}
