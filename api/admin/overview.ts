import type { PlatformView } from '#core/platform.ts'
import type { Hub } from '#notify/hub.ts'
import type { Directory } from '#store/service/directory.ts'
import { type Html, html } from '../html.ts'
import type { Waiting } from './desk-frame.ts'
import { link, moment, table } from './desk-pieces.ts'
import type { DeskPage, DeskRequest } from './desk-request.ts'

export interface OverviewParts {
  hub: Pick<Hub, 'state'>
  directory: Pick<Directory, 'all'>
  readPlatform(): Promise<PlatformView>
}

/** So often the page comes anew, if somebody asked for that. */
const refreshSeconds = 5

const fact = (name: string, value: string | Html): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

/** What needs somebody now: open incidents, what waits, and whether the numbers can be trusted. */
export async function overviewPage(
  parts: OverviewParts,
  desk: DeskRequest,
  waiting: Waiting,
  intake: { lastMinute: number; paused: string[]; reviewed: string[] },
): Promise<DeskPage> {
  const { t, locale } = desk
  const platform = await parts.readPlatform()
  const services = parts.directory.all()
  const nameOf = (slug: string): string => services.find((one) => one.slug === slug)?.name[locale] ?? slug
  const open = services
    .flatMap(({ slug }) => parts.hub.state(slug) ?? [])
    .filter(({ incident }) => incident && !incident.endedAt)
    .sort((one, other) => other.reports15m - one.reports15m)
  const facts = html`<dl class="facts">${[
    fact(t('admin.overview.open'), t('admin.number', { n: open.length })),
    fact(t('admin.overview.intake'), t('admin.number', { n: intake.lastMinute })),
    fact(
      t('admin.overview.watch'),
      platform.onTime
        ? t('admin.overview.onTime')
        : t('admin.overview.late', { n: platform.behindSeconds ?? 0 }),
    ),
    fact(t('admin.nav.queue'), link(desk, '/queue', t('admin.number', { n: waiting.queue ?? 0 }))),
    fact(t('admin.nav.requests'), link(desk, '/requests', t('admin.number', { n: waiting.requests ?? 0 }))),
  ]}</dl>`
  const rows = open.map((state) => [
    link(desk, `/incidents/${state.incident!.id}`, html`<bdi>${nameOf(state.service)}</bdi>`),
    html`${t(`status.${state.status}`)}`,
    html`${t('admin.number', { n: state.reports15m })}`,
    moment(desk, Date.parse(state.incident!.startedAt)),
    html`${t(state.incident!.confirmed ? 'admin.overview.confirmed' : 'admin.overview.unconfirmed')}`,
  ])
  const list = (key: string, slugs: string[]) =>
    slugs.length === 0
      ? null
      : html`<h2>${t(key)}</h2><ul>${slugs.map((slug) => html`<li>${link(desk, `/services/${slug}`, html`<bdi>${nameOf(slug)}</bdi>`)}</li>`)}</ul>`
  const isLive = desk.query.live === '1'
  return {
    title: t('admin.nav.overview'),
    ...(isLive && { refreshSeconds }),
    body: html`<p><a href="/admin/${locale}${isLive ? '' : '?live=1'}">${t(isLive ? 'admin.overview.stop' : 'admin.overview.live', { n: refreshSeconds })}</a></p>${facts}<h2>${t('admin.overview.openNow')}</h2>${
      rows.length === 0
        ? html`<p>${t('admin.overview.calm')}</p>`
        : table(
            t('admin.overview.openNow'),
            ['service', 'status', 'reports', 'began', 'word'].map((one) => t(`admin.col.${one}`)),
            rows,
          )
    }${list('admin.overview.paused', intake.paused)}${list('admin.overview.reviewed', intake.reviewed)}`,
  }
}
