import { direction, type Translator } from '#i18n/translate.ts'
import { type Html, html } from '../html.ts'
import { who } from './desk-pieces.ts'
import type { DeskPage, DeskRequest } from './desk-request.ts'

/** The sections, in the order in which they are needed. */
export const sections = [
  '',
  'queue',
  'services',
  'incidents',
  'requests',
  'webhooks',
  'log',
  'people',
] as const

export type Section = (typeof sections)[number]

const nameOf = (section: Section): string => section || 'overview'

/** What waits in a section: shown beside its name. */
export type Waiting = Partial<Record<Section, number>>

const documentOf = (t: Translator, title: string, body: Html, refresh: number | null): string =>
  `<!doctype html>${
    html`<html lang="${t.locale}" dir="${direction(t.locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow">${
      refresh && html`<meta http-equiv="refresh" content="${refresh}">`
    }<title>${t('titled', { title, brand: t('admin.name') })}</title><link rel="stylesheet" href="/admin/desk.css"><script src="/admin/desk.js" defer></script></head><body>${body}</body></html>`
      .text
  }`

/** The document around one page of the desk. @param path of this page, without the language */
export function deskDocument(
  desk: DeskRequest,
  { section, path, waiting, said }: { section: Section; path: string; waiting: Waiting; said: Html | null },
  { title, body, said: done = said, refreshSeconds }: DeskPage,
): string {
  const { t, locale, person, clock, now } = desk
  const other = locale === 'ar' ? 'en' : 'ar'
  const links = sections.map((one) => {
    const count = waiting[one] ? html` <b class="n">${t('admin.count', { n: waiting[one] })}</b>` : null
    return html`<li><a href="/admin/${locale}${one && `/${one}`}"${
      one === section ? html` aria-current="page"` : null
    }>${t(`admin.nav.${nameOf(one)}`)}${count}</a></li>`
  })
  return documentOf(
    t,
    title,
    html`<a class="skip" href="#main">${t('admin.skip')}</a><header class="top"><p class="brand"><a href="/admin/${locale}">${t('admin.name')}</a></p><p class="links"><span>${clock.zoneName(now)}</span> <a href="/${locale}">${t('admin.toSite')}</a> <a href="/admin/${other}${path}" lang="${other}" hreflang="${other}">${t('nav.other')}</a></p><form method="post" action="/admin/${locale}/sign-out" class="who"><span>${who(t, person)}</span> <button>${t('admin.signOut')}</button></form></header><div class="frame"><nav aria-label="${t('admin.sections')}"><ul>${links}</ul></nav><main id="main" tabindex="-1">${done ?? null}<h1>${title}</h1>${body}</main></div>`,
    refreshSeconds ?? null,
  )
}

/** Before anybody is signed in. */
export function plainDocument(t: Translator, title: string, body: Html): string {
  const other = t.locale === 'ar' ? 'en' : 'ar'
  return documentOf(
    t,
    title,
    html`<header class="top"><p class="brand">${t('admin.name')}</p><p class="links"><a href="/${t.locale}">${t('admin.toSite')}</a> <a href="/admin/${other}" lang="${other}" hreflang="${other}">${t('nav.other')}</a></p></header><main id="main" class="alone"><h1>${title}</h1>${body}</main>`,
    null,
  )
}
