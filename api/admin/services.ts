import type { Database } from '#store/db.ts'
import { listServices, type ServiceLine } from '#store/service/service-edit.ts'
import { type Html, html } from '../html.ts'
import { link, table, textField } from './desk-pieces.ts'
import type { DeskPage, DeskRequest } from './desk-request.ts'

const most = 100

const states = ['paused', 'underReview', 'hidden', 'closed', 'merged'] as const

function stateOf({ t }: DeskRequest, line: ServiceLine): Html {
  const marks = states.filter((state) => line[state])
  return marks.length === 0
    ? html`${t('admin.service.state.usual')}`
    : html`${marks.map((state) => html`<span class="mark">${t(`admin.service.state.${state}`)}</span> `)}`
}

/** Services by name, in both languages. */
export async function servicesPage(db: Database, desk: DeskRequest): Promise<DeskPage> {
  const { t, locale, query } = desk
  const asked = (query.q ?? '').trim().slice(0, 80)
  const services = await listServices(db, asked, most)
  const title = t('admin.nav.services')
  const rows = services.map((one) => [
    link(desk, `/services/${one.slug}`, html`<bdi>${one.slug}</bdi>`),
    html`<bdi lang="en">${one.nameEn}</bdi>`,
    html`<bdi lang="ar">${one.nameAr}</bdi>`,
    html`<bdi>${one.category}</bdi>`,
    stateOf(desk, one),
  ])
  return {
    title,
    body: html`<form method="get" action="/admin/${locale}/services" class="find">${textField({ id: 'q', label: t('admin.service.find'), value: asked, dir: 'auto', type: 'search' })}<button>${t('admin.show')}</button></form><p>${link(desk, '/services/new', t('admin.service.new'))}</p>${
      rows.length === 0
        ? html`<p>${t('admin.none')}</p>`
        : table(
            title,
            ['slug', 'nameEn', 'nameAr', 'category', 'state'].map((one) => t(`admin.col.${one}`)),
            rows,
          )
    }${rows.length === most ? html`<p>${t('admin.service.more', { n: most })}</p>` : null}`,
  }
}
