import type { EditorRole } from '#core/editor.ts'
import type { Translator } from '#i18n/translate.ts'
import { type Html, html, said } from '../html.ts'
import type { DeskRequest } from './desk-request.ts'

/** Pieces that several pages of the desk are made of. */

/** A moment in the desk's zone, as data too. */
export const moment = ({ clock, now }: Pick<DeskRequest, 'clock' | 'now'>, at: number): Html =>
  html`<time datetime="${new Date(at).toISOString()}">${clock.moment(at, now)}</time>`

/** A person with their role. */
export const who = (t: Translator, { name, role }: { name: string; role: EditorRole }): Html =>
  said(t, 'admin.who', {
    name,
    role: t(`admin.role.${role}`),
    bdi: (chunks) => html`<bdi>${chunks}</bdi>`,
  })

export const link = ({ locale }: Pick<DeskRequest, 'locale'>, path: string, text: string | Html): Html =>
  html`<a href="/admin/${locale}${path}">${text}</a>`

/** A labelled field; what is wrong with it is said beside it. */
export const field = (
  { id, label, hint, fault }: { id: string; label: string; hint?: string; fault?: string | undefined },
  control: (described: Html | null) => Html,
): Html => {
  const notes = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  const described = notes
    ? html` aria-describedby="${notes}"${fault ? html` aria-invalid="true"` : null}`
    : null
  return html`<p class="fld${fault ? ' wrong' : ''}"><label for="${id}">${label}</label>${
    hint ? html`<small id="${id}-hint">${hint}</small>` : null
  }${control(described)}${fault ? html`<small class="fault" id="${id}-fault">${fault}</small>` : null}</p>`
}

export interface TextField {
  id: string
  label: string
  hint?: string
  fault?: string | undefined
  value?: string | undefined
  /** Of the text: a name or an address keeps its own direction. */
  dir?: 'ltr' | 'rtl' | 'auto'
  lang?: string
  type?: string
  most?: number
  /** So many lines; absent: one. */
  rows?: number
  isNeeded?: boolean
}

export const textField = (given: TextField): Html =>
  field(given, (described) => {
    const { id, value = '', dir, lang, type = 'text', most, rows, isNeeded } = given
    const shared = html`id="${id}" name="${id}"${dir ? html` dir="${dir}"` : null}${
      lang ? html` lang="${lang}"` : null
    }${most ? html` maxlength="${most}"` : null}${isNeeded ? html` required` : null}${described}`
    return rows
      ? html`<textarea ${shared} rows="${rows}">${value}</textarea>`
      : html`<input ${shared} type="${type}" value="${value}">`
  })

export const selectField = (
  given: { id: string; label: string; hint?: string; fault?: string | undefined; value?: string | undefined },
  options: readonly (readonly [value: string, text: string])[],
): Html =>
  field(
    given,
    (described) =>
      html`<select id="${given.id}" name="${given.id}"${described}>${options.map(
        ([value, text]) =>
          html`<option value="${value}"${value === given.value ? html` selected` : null}>${text}</option>`,
      )}</select>`,
  )

export const tick = (name: string, label: string, isOn: boolean, value = '1'): Html =>
  html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${isOn ? html` checked` : null}> ${label}</label>`

export const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

/** A table that may scroll by itself on a phone, with a caption for those who hear it. */
export const table = (caption: string, heads: string[], rows: Html[][]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption class="vh">${caption}</caption><thead><tr>${heads.map(
    (head) => html`<th scope="col">${head}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([first, ...others]) =>
      html`<tr><th scope="row">${first ?? null}</th>${others.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`

/** A form that presses one button. Its name says what it is done to. */
export const pressForm = (action: string, button: string, inside: Html | null = null, className = ''): Html =>
  html`<form method="post" action="${action}" class="press">${inside}<button class="${className}">${button}</button></form>`

/** What is wrong with a form, before it: each leads to its field. */
export const faultList = (
  { t }: DeskRequest,
  faults: Record<string, string | undefined>,
  note?: string,
): Html | null => {
  const said = Object.entries(faults).filter(([, fault]) => fault)
  if (said.length === 0 && !note) return null
  return html`<div class="faults" role="alert"><p><b>${note ?? t('admin.fault.h')}</b></p>${
    said.length > 0
      ? html`<ul>${said.map(([id, fault]) => html`<li><a href="#${id}">${fault ?? ''}</a></li>`)}</ul>`
      : null
  }</div>`
}
