import type { Status } from '#core/status.ts'
import { direction, type Translator } from '#i18n/translate.ts'
import { type Html, html } from '../html.ts'
import { withArabicDigits, withArabicDigitsBetween } from './embed-digits.ts'
import type { DigitSet, Theme } from './embed-query.ts'

/** What all sizes share: the finished document around one <main>. */
export interface Sheet {
  title: string
  tone: Status
  /** data-state of <main>: what the frame tells its host. Absent for services that are not followed. */
  state: string | null
  /** Nothing new has come in: the frame asks less often. */
  isStale: boolean
  /** Inside the sheet. */
  body: Html
}

export interface Dress {
  theme: Theme
  /** What is around it shows through. */
  isClear: boolean
  digits: DigitSet
  style: string
  script: string
}

/** A link out of the frame. It never acts inside it: a page around us could trick people into pressing it. */
export const outLink = (t: Translator, href: string, inside: Html, className = ''): Html =>
  html`<a class="${className}" href="${href}" target="_blank" rel="noopener">${inside}<span class="vh"> ${t('widget.newTab')}</span></a>`

export const servicePath = (t: Translator, slug: string): string => `/${t.locale}/status/${slug}`

/** By what tag times are written, here and by the frame's script. A day stands before its month in English too. */
const clockTag = (t: Translator, digits: DigitSet): string =>
  t.locale === 'en' ? 'en-GB' : t.tag.replace('latn', digits)

/** The frame's script swaps what is inside <main>; style and script themselves never change with the state. */
export function documentOf(t: Translator, sheet: Sheet, dress: Dress): string {
  const { theme, isClear, digits, style, script } = dress
  const isArab = digits === 'arab'
  const offline = t('widget.offline', { time: '{time}' })
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${isArab ? withArabicDigits(sheet.title) : sheet.title}</title>`
  const main = html`<article class="w ${sheet.tone}" data-state="${sheet.state ?? ''}" data-pace="${
    sheet.isStale ? 60 : 15
  }">${sheet.body}<p class="off" data-offline="${offline}" hidden></p></article>`
  return (
    `<!doctype html><html lang="${t.locale}" dir="${direction(t.locale)}" class="${theme}${isClear ? ' clear' : ''}" data-tag="${clockTag(t, digits)}"><head>${head.text}` +
    `<style>${style}</style></head><body>` +
    `<main>${isArab ? withArabicDigitsBetween(main.text) : main.text}</main><script>${script}</script></body></html>`
  )
}
