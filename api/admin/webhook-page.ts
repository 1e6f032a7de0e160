import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { mayDo } from '#core/editor.ts'
import { webhookBody } from '#core/webhook.ts'
import type { Database } from '#store/db.ts'
import {
  type DeliveryLine,
  listDeliveries,
  queueDelivery,
  resendDelivery,
} from '#store/webhook/deliveries.ts'
import { type Endpoint, readEndpoint } from '#store/webhook/endpoints.ts'
import { type Html, html } from '../html.ts'
import { faultList, hidden, moment, pressForm, table } from './desk-pieces.ts'
import type { DeskPage, DeskRequest, Outcome } from './desk-request.ts'
import { addressFor, backTo, stateOf, withEndpoint } from './webhooks.ts'

const most = 50

function resultOf(desk: DeskRequest, { arrivedAt, nextTryAt, answer, attempts }: DeliveryLine): Html {
  const { t } = desk
  const said = answer ? t('admin.webhook.answered', { n: answer }) : t('admin.webhook.noAnswer')
  const arrived = arrivedAt === null ? null : html`${t('admin.webhook.arrived')} ${moment(desk, arrivedAt)}`
  const tried = t('admin.webhook.tried', { n: attempts })
  if (nextTryAt === null) {
    if (arrived) return html`${arrived}, ${said}`
    // Put to rest before its turn came: there is no attempt to speak of.
    return html`<b>${t('admin.webhook.never')}</b>${attempts > 0 ? html`, ${tried}, ${said}` : null}`
  }
  const next =
    attempts === 0
      ? html`${t('admin.webhook.waits')}`
      : html`${tried}, ${said}; ${t('admin.webhook.again')} ${moment(desk, nextTryAt)}`
  return arrived ? html`${arrived}; ${next}` : next
}

/** One endpoint: how it does, what it was told, and what became of that. */
export async function webhookPage(db: Database, desk: DeskRequest, fault?: string): Promise<DeskPage | null> {
  const { t, locale, person } = desk
  const id = z.uuid().safeParse(desk.params.id)
  const endpoint = id.success ? await readEndpoint(db, id.data) : null
  if (!endpoint) return null
  const action = `/admin/${locale}/webhooks/${endpoint.id}`
  const isAdmin = mayDo(person.role, 'webhook.resend')
  const isStopped = endpoint.stoppedAt !== null
  const deliveries = await listDeliveries(db, endpoint.id, most)
  const rows = deliveries.map((one) => [
    moment(desk, one.createdAt),
    html`<code dir="ltr">${one.type}</code>`,
    resultOf(desk, one),
    html`<details><summary>${t('admin.webhook.payload')}</summary><pre dir="ltr">${one.payload}</pre></details>`,
    isAdmin && !isStopped
      ? pressForm(`${action}/resend`, t('admin.webhook.resend'), hidden('delivery', one.id))
      : html`—`,
  ])
  const test = isStopped ? null : pressForm(`${action}/test`, t('admin.webhook.test'))
  const stopOrStart = isStopped
    ? pressForm(`${action}/start`, t('admin.webhook.start'))
    : pressForm(`${action}/stop`, t('admin.webhook.stop'), null, 'grave')
  const buttons = isAdmin
    ? html`<div class="acts">${test}${pressForm(`${action}/secret`, t('admin.webhook.secret'))}${stopOrStart}${pressForm(`${action}/remove`, t('admin.webhook.remove'), null, 'grave')}</div>`
    : null
  return {
    title: new URL(endpoint.url).host,
    ...(fault && { status: 422 }),
    body: html`${faultList(desk, {}, fault)}<p><bdi dir="ltr">${addressFor(desk, endpoint)}</bdi></p><p>${stateOf(desk, endpoint)}</p><p>${
      endpoint.services.length === 0 ? t('admin.webhook.all') : endpoint.services.join(' ')
    }</p>${buttons}<h2>${t('admin.webhook.deliveries')}</h2>${
      rows.length === 0
        ? html`<p>${t('admin.none')}</p>`
        : table(
            t('admin.webhook.deliveries'),
            ['when', 'event', 'result', 'payload', 'acts'].map((one) => t(`admin.col.${one}`)),
            rows,
          )
    }`,
  }
}

/** What is to be sent now; a stopped endpoint would be sent nothing, whatever waits for it. */
const sendNow = (
  db: Database,
  desk: DeskRequest,
  said: string,
  queue: (endpoint: Endpoint) => Promise<boolean>,
): Promise<Outcome> =>
  withEndpoint(db, desk, async (endpoint) => {
    if (endpoint.stoppedAt === null) return (await queue(endpoint)) ? backTo(endpoint, said) : null
    const page = await webhookPage(db, desk, desk.t('admin.webhook.isStopped'))
    return page && { kind: 'again', page }
  })

/** Tells it something that did not happen. */
export const testWebhook = (db: Database, desk: DeskRequest): Promise<Outcome> =>
  sendNow(db, desk, 'tested', async ({ id: endpointId }) => {
    const payload = webhookBody('test.ping', desk.now, { service: null, incident: null })
    const eventKey = `test:${randomUUID()}`
    await queueDelivery(db, { endpointId, eventKey, type: 'test.ping', payload }, desk.now)
    return true
  })

export const deliveryFields = z.object({ delivery: z.uuid() })

export const resend = (
  db: Database,
  desk: DeskRequest,
  { delivery }: z.infer<typeof deliveryFields>,
): Promise<Outcome> => sendNow(db, desk, 'resent', ({ id }) => resendDelivery(db, id, delivery, desk.now))
