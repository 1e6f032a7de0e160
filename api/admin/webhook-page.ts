import { z } from 'zod'
import { mayDo } from '#core/editor.ts'
import type { Database } from '#store/db.ts'
import { type DeliveryLine, listDeliveries } from '#store/webhook/deliveries.ts'
import { readEndpoint } from '#store/webhook/endpoints.ts'
import { type Html, html } from '../html.ts'
import { hidden, moment, pressForm, table } from './desk-pieces.ts'
import type { DeskPage, DeskRequest } from './desk-request.ts'
import { addressFor, stateOf } from './webhooks.ts'

const most = 50

function resultOf(desk: DeskRequest, { arrivedAt, nextTryAt, answer, attempts }: DeliveryLine): Html {
  const { t } = desk
  const said = answer ? t('admin.webhook.answered', { n: answer }) : t('admin.webhook.noAnswer')
  if (arrivedAt !== null) return html`${t('admin.webhook.arrived')} ${moment(desk, arrivedAt)}, ${said}`
  if (attempts === 0) return html`${t('admin.webhook.waits')}`
  const tried = t('admin.webhook.tried', { n: attempts })
  return nextTryAt === null
    ? html`<b>${t('admin.webhook.never')}</b>, ${tried}, ${said}`
    : html`${tried}, ${said}; ${t('admin.webhook.again')} ${moment(desk, nextTryAt)}`
}

/** One endpoint: how it does, what it was told, and what became of that. */
export async function webhookPage(db: Database, desk: DeskRequest): Promise<DeskPage | null> {
  const { t, locale, person } = desk
  const id = z.uuid().safeParse(desk.params.id)
  const endpoint = id.success ? await readEndpoint(db, id.data) : null
  if (!endpoint) return null
  const action = `/admin/${locale}/webhooks/${endpoint.id}`
  const isAdmin = mayDo(person.role, 'webhook.resend')
  const deliveries = await listDeliveries(db, endpoint.id, most)
  const rows = deliveries.map((one) => [
    moment(desk, one.createdAt),
    html`<code dir="ltr">${one.type}</code>`,
    resultOf(desk, one),
    html`<details><summary>${t('admin.webhook.payload')}</summary><pre dir="ltr">${one.payload}</pre></details>`,
    isAdmin ? pressForm(`${action}/resend`, t('admin.webhook.resend'), hidden('delivery', one.id)) : html`—`,
  ])
  const buttons = isAdmin
    ? html`<div class="acts">${pressForm(`${action}/test`, t('admin.webhook.test'))}${pressForm(`${action}/secret`, t('admin.webhook.secret'))}${
        endpoint.stoppedAt === null
          ? pressForm(`${action}/stop`, t('admin.webhook.stop'), null, 'grave')
          : pressForm(`${action}/start`, t('admin.webhook.start'))
      }${pressForm(`${action}/remove`, t('admin.webhook.remove'), null, 'grave')}</div>`
    : null
  return {
    title: new URL(endpoint.url).host,
    body: html`<p><bdi dir="ltr">${addressFor(desk, endpoint)}</bdi></p><p>${stateOf(desk, endpoint)}</p><p>${
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
