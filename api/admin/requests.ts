import { createHash } from 'node:crypto'
import { z } from 'zod'
import { mayDo } from '#core/editor.ts'
import { requestsToReview } from '#core/report/request.ts'
import type { Database } from '#store/db.ts'
import { dropRequest, listRequests } from '#store/report/requests.ts'
import { html } from '../html.ts'
import { hidden, link, moment, table } from './desk-pieces.ts'
import type { DeskPage, DeskRequest, Outcome } from './desk-request.ts'

const most = 200

/** Services that people ask for, by how many asked. */
export async function requestsPage(db: Database, desk: DeskRequest): Promise<DeskPage> {
  const { t, locale, person } = desk
  const requests = await listRequests(db, most)
  const title = t('admin.nav.requests')
  const mayAdd = mayDo(person.role, 'service.add')
  const rows = requests.map((one) => [
    html`<bdi>${one.name}</bdi>`,
    html`${t('admin.number', { n: one.people })}${one.people >= requestsToReview ? html` <span class="mark">${t('admin.request.due')}</span>` : null}`,
    one.host ? html`<bdi dir="ltr">${one.host}</bdi>` : html`—`,
    moment(desk, one.lastAt),
    mayAdd
      ? html`<div class="acts">${link(desk, `/services/new?request=${encodeURIComponent(one.key)}`, html`${t('admin.request.accept')}<span class="vh"> ${one.name}</span>`)} <form method="post" action="/admin/${locale}/requests/drop" class="press">${hidden('key', one.key)}<button class="grave">${t('admin.request.drop')}<span class="vh"> ${one.name}</span></button></form></div>`
      : html`—`,
  ])
  return {
    title,
    body: html`<p>${t('admin.request.intro', { n: requestsToReview })}</p>${
      rows.length === 0
        ? html`<p>${t('admin.empty')}</p>`
        : table(
            title,
            ['name', 'people', 'website', 'last', 'acts'].map((one) => t(`admin.col.${one}`)),
            rows,
          )
    }`,
  }
}

export const dropFields = z.object({ key: z.string().min(1).max(200) })

/** A request in the log: always the same, and nothing of what strangers typed, for the log forgets nothing. */
export const requestMark = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, 12)

/** Forgets a request that will not be followed. */
export async function drop(db: Database, { key }: z.infer<typeof dropFields>): Promise<Outcome> {
  if (!(await dropRequest(db, key))) return { kind: 'missing' }
  return { kind: 'done', to: '/requests?said=dropped', subject: requestMark(key) }
}
