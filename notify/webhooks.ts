import {
  givenUpAfterMs,
  givenUpAttempts,
  pauseAfter,
  typeOfTransition,
  type WebhookData,
  webhookBody,
} from '#core/webhook.ts'
import type { Database } from '#store/db.ts'
import {
  claimDelivery,
  type DueDelivery,
  findUntold,
  queueDelivery,
  settleDelivery,
  type Untold,
} from '#store/webhook/deliveries.ts'
import { stopEndpoint } from '#store/webhook/endpoints.ts'
import { createCrew } from './crew.ts'
import { openInternet, type Reach } from './safe-address.ts'
import { sendWebhook } from './webhook-sender.ts'

/** Endpoints told at the same time; each of one thing at a time. */
const atOnce = 16

export interface Webhooks {
  /** Queues what happened since, and sends what is due. Several processes may, and one again while it still sends. */
  deliver(): Promise<void>
}

/** Tells programs of others what happened: at least once, or visibly never (Standard Webhooks). */
export function createWebhooks(parts: {
  db: Database
  now: () => number
  /** The data of an event; null when its service is not public any more. */
  tell(untold: Untold): WebhookData | null
  reach?: Reach | undefined
  /** From 0 to 1. */
  chance?: () => number
}): Webhooks {
  const { db, now, tell, reach = openInternet, chance = Math.random } = parts

  async function queue(untold: Untold): Promise<void> {
    const data = tell(untold)
    if (!data) return
    const { endpointId, eventKey, change } = untold
    const type = change ? typeOfTransition(change.to, change.isFirst) : 'official.updated'
    await queueDelivery(
      db,
      { endpointId, eventKey, type, payload: webhookBody(type, untold.at, data) },
      now(),
    )
  }

  async function serve(due: DueDelivery): Promise<void> {
    const { url, id, secrets, payload: body, attempts, endpointId } = due
    const { status, retryAfterMs } = await sendWebhook({ url, id, body, secrets }, now(), reach)
    const hasArrived = status >= 200 && status < 300
    const pause = hasArrived ? null : pauseAfter(attempts, retryAfterMs, chance())
    const nextTryAt = pause === null ? null : now() + pause
    await settleDelivery(db, due, { answer: status, hasArrived, nextTryAt }, now())
    if (status === 410) await stopEndpoint(db, endpointId, 'gone', now())
    else if (
      !hasArrived &&
      attempts >= givenUpAttempts &&
      due.failingSince !== null &&
      now() - due.failingSince >= givenUpAfterMs
    )
      await stopEndpoint(db, endpointId, 'failing', now())
  }

  const serveDue = createCrew(() => claimDelivery(db, now()), serve, atOnce)
  return {
    async deliver() {
      for (const untold of await findUntold(db, now())) await queue(untold)
      await serveDue()
    },
  }
}
