import { z } from 'zod'
import { mayDo } from '#core/editor.ts'
import { isSafeUrl, openInternet, type Reach } from '#notify/safe-address.ts'
import type { Database } from '#store/db.ts'
import type { Directory } from '#store/service/directory.ts'
import {
  addEndpoint,
  type Endpoint,
  listEndpoints,
  readEndpoint,
  removeEndpoint,
  renewSecret,
  startEndpoint,
  stopEndpoint,
} from '#store/webhook/endpoints.ts'
import { type Html, html } from '../html.ts'
import { faultList, link, moment, table, textField } from './desk-pieces.ts'
import type { DeskPage, DeskRequest, Outcome } from './desk-request.ts'

/** Where programs of others want to be told. Their addresses may hold secrets: only admins see them whole. */
export const addressFor = ({ person }: Pick<DeskRequest, 'person'>, { url }: Endpoint): string =>
  mayDo(person.role, 'webhook.add') ? url : new URL(url).host

export const stateOf = (desk: DeskRequest, { stoppedAt, stoppedFor, failingSince }: Endpoint): Html => {
  const { t } = desk
  if (stoppedAt !== null)
    return html`<b>${t(`admin.webhook.stoppedFor.${stoppedFor ?? 'editor'}`)}</b>, ${moment(desk, stoppedAt)}`
  if (failingSince !== null) return html`${t('admin.webhook.failing')} ${moment(desk, failingSince)}`
  return html`${t('admin.webhook.well')}`
}

export const endpointFields = z.object({
  url: z.string().trim().max(500).default(''),
  services: z.string().max(4_000).default(''),
})

type Wish = z.infer<typeof endpointFields>
type Faults = Partial<Record<'url' | 'services', string>>

export async function webhooksPage(
  db: Database,
  desk: DeskRequest,
  given: Partial<Wish> = {},
  faults: Faults = {},
): Promise<DeskPage> {
  const { t, locale, person } = desk
  const endpoints = await listEndpoints(db)
  const title = t('admin.nav.webhooks')
  const rows = endpoints.map((one) => [
    link(desk, `/webhooks/${one.id}`, html`<bdi dir="ltr">${addressFor(desk, one)}</bdi>`),
    html`${one.services.length === 0 ? t('admin.webhook.all') : one.services.join(' ')}`,
    moment(desk, one.createdAt),
    stateOf(desk, one),
  ])
  const form = mayDo(person.role, 'webhook.add')
    ? html`<h2>${t('admin.webhook.new')}</h2><form method="post" action="/admin/${locale}/webhooks/add">${textField(
        {
          ...{ id: 'url', label: t('admin.webhook.url'), type: 'url', dir: 'ltr', most: 500, isNeeded: true },
          ...{ value: given.url, fault: faults.url, hint: t('admin.webhook.urlHint') },
        },
      )}${textField({
        ...{ id: 'services', label: t('admin.webhook.services'), rows: 3, dir: 'ltr' },
        ...{ value: given.services, fault: faults.services, hint: t('admin.webhook.servicesHint') },
      })}<button class="main">${t('admin.webhook.add')}</button></form>`
    : null
  return {
    title,
    ...(Object.keys(faults).length > 0 && { status: 422 }),
    body: html`<p>${t('admin.webhook.intro')} <a href="/${locale}/developers/webhooks">${t('admin.webhook.how')}</a></p>${faultList(desk, faults)}${
      rows.length === 0
        ? html`<p>${t('admin.none')}</p>`
        : table(
            title,
            ['address', 'services', 'since', 'state'].map((one) => t(`admin.col.${one}`)),
            rows,
          )
    }${form}`,
  }
}

/** The secret, this once. */
const secretPage = ({ t, locale }: DeskRequest, id: string, secret: string): DeskPage => ({
  title: t('admin.webhook.secretH'),
  body: html`<p>${t('admin.webhook.secretNote')}</p><p class="key" dir="ltr">${secret}</p><p><a href="/admin/${locale}/webhooks/${id}">${t('admin.people.back')}</a></p>`,
})

export async function addWebhook(
  parts: { db: Database; directory: Pick<Directory, 'all'>; webhookReach?: Reach | undefined },
  desk: DeskRequest,
  wish: Wish,
): Promise<Outcome> {
  const { db, directory, webhookReach = openInternet } = parts
  const services = [...new Set(wish.services.split(/[\s,،]+/).filter(Boolean))]
  const unknown = services.find((slug) => !directory.all().some((one) => one.slug === slug))
  const faults: Faults = {
    ...(!isSafeUrl(wish.url, webhookReach) && { url: desk.t('admin.webhook.badUrl') }),
    ...(unknown !== undefined && { services: desk.t('admin.webhook.badService', { s: unknown }) }),
  }
  if (Object.keys(faults).length > 0) {
    return { kind: 'again', page: await webhooksPage(db, desk, wish, faults) }
  }
  const { id, secret } = await addEndpoint(db, { url: wish.url, services }, desk.now)
  // An address may be a secret of its owner: the log has its host.
  const host = new URL(wish.url).host
  return { kind: 'shown', page: secretPage(desk, id, secret), subject: host, after: { id, services } }
}

type WithoutSubject<One> = One extends { subject: string } ? Omit<One, 'subject'> : One

/** What is done with one endpoint, if it is there; for the log it has its host, for its address may be a secret. */
export async function withEndpoint(
  db: Database,
  { params }: DeskRequest,
  work: (endpoint: Endpoint) => Promise<WithoutSubject<Outcome> | null>,
): Promise<Outcome> {
  const id = z.uuid().safeParse(params.id)
  const endpoint = id.success ? await readEndpoint(db, id.data) : null
  const done = endpoint && (await work(endpoint))
  if (!endpoint || !done) return { kind: 'missing' }
  if (done.kind === 'missing' || done.kind === 'again') return done
  return { ...done, subject: new URL(endpoint.url).host }
}

/** On to its page, with a word of what was done. */
export const backTo = ({ id }: Endpoint, said: string) => ({
  kind: 'done' as const,
  to: `/webhooks/${id}?said=${said}`,
  after: { id },
})

export const newSecret = (db: Database, desk: DeskRequest): Promise<Outcome> =>
  withEndpoint(db, desk, async ({ id }) => {
    const secret = await renewSecret(db, id, desk.now)
    return secret === null ? null : { kind: 'shown', page: secretPage(desk, id, secret), after: { id } }
  })

export const stopWebhook = (db: Database, desk: DeskRequest): Promise<Outcome> =>
  withEndpoint(db, desk, async (endpoint) =>
    (await stopEndpoint(db, endpoint.id, 'editor', desk.now)) ? backTo(endpoint, 'stopped') : null,
  )

export const startWebhook = (db: Database, desk: DeskRequest): Promise<Outcome> =>
  withEndpoint(db, desk, async (endpoint) =>
    (await startEndpoint(db, endpoint.id, desk.now)) ? backTo(endpoint, 'started') : null,
  )

export const removeWebhook = (db: Database, desk: DeskRequest): Promise<Outcome> =>
  withEndpoint(db, desk, async (endpoint) => {
    await removeEndpoint(db, endpoint.id)
    return { kind: 'done', to: '/webhooks?said=removed', after: { id: endpoint.id } }
  })
