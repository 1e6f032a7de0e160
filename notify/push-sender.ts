import webpush from 'web-push'
import type { PushAddress } from '#store/push.ts'
import { post } from './post.ts'
import { isSafeUrl, type Reach } from './safe-address.ts'

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
  const { headers, body } = sealed
  const answer = await post(address.endpoint, { headers, body, patienceMs, reach })
  return answer ? resultOf(answer.status || 500) : 'failed'
}

function resultOf(status: number): PushResult {
  if (status >= 200 && status < 300) return 'sent'
  return status === 429 || status >= 500 ? 'failed' : 'gone'
}
