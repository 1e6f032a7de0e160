import type { Locale } from '#core/locale.ts'
import type { Database } from '#store/db.ts'
import { claimDuePush, type DuePush, deletePush } from '#store/push.ts'
import { readVapidKeys } from '#store/settings.ts'
import { createCrew } from './crew.ts'
import { makeVapidKeys, sendPush, type VapidKeys } from './push-sender.ts'
import { openInternet, type Reach } from './safe-address.ts'

/** Sent at the same time. */
const atOnce = 8
/** Then the address is forgotten unserved. */
const mostAttempts = 5

/** What a device shows (device/worker.ts). */
export interface PushMessage {
  title: string
  body: string
  /** Path of the page that tells more. */
  url: string
  lang: Locale
  /** A later message takes the place of an earlier one of the same tag. */
  tag: string
}

export interface Push {
  /** The key by which browsers know that a message is ours. */
  publicKey(): Promise<string>
  /** Sends what is due: one message, then the address is forgotten. Several processes may; each message is sent by one. */
  deliver(): Promise<void>
}

export interface PushParts {
  db: Database
  now: () => number
  /** Whom a push service may complain to: an https: or mailto: address. */
  subject: string
  /** The words for one subscription; null when its service is not public any more. */
  tell(due: DuePush): PushMessage | null
  reach?: Reach | undefined
}

/** "Tell me when it is over": one message to each who asked. */
export function createPush({ db, now, subject, tell, reach = openInternet }: PushParts): Push {
  let keys: Promise<VapidKeys> | undefined
  const readKeys = () => {
    keys ??= readVapidKeys(db, makeVapidKeys).catch((error) => {
      keys = undefined
      throw error
    })
    return keys
  }

  async function serve(due: DuePush): Promise<void> {
    const message = tell(due)
    const topic = Buffer.from(due.serviceId.replaceAll('-', ''), 'hex').toString('base64url')
    const options = { keys: await readKeys(), subject, topic, reach }
    const result = message ? await sendPush(due, message, options) : 'gone'
    if (result !== 'failed' || due.attempts >= mostAttempts) await deletePush(db, due.serviceId, due.endpoint)
  }

  return {
    publicKey: async () => (await readKeys()).publicKey,
    deliver: createCrew(() => claimDuePush(db, now()), serve, atOnce),
  }
}
