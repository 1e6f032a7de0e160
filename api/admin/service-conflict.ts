import type { EditedService } from '#store/service/service-edit.ts'
import { type Html, html } from '../html.ts'
import type { DeskRequest } from './desk-request.ts'
import { formOf, type ServiceForm } from './service-form.ts'

/** One value of the form in words. */
function inWords({ t }: DeskRequest, value: ServiceForm[keyof ServiceForm]): string {
  if (typeof value === 'boolean') return t(`admin.service.${value ? 'on' : 'off'}`)
  if (typeof value === 'string') return value.replaceAll('\n', ', ') || '—'
  return value.map((problem) => t(`problem.${problem}`)).join(', ')
}

/** Somebody else saved meanwhile: each field in which what is stored now is not what was typed, with what is stored. */
export function conflictList(desk: DeskRequest, typed: ServiceForm, stored: EditedService): Html {
  const { t } = desk
  const now = formOf(stored.fields, stored.switches, typed.mark)
  const names = (Object.keys(now) as (keyof ServiceForm)[]).filter(
    (name) => JSON.stringify(now[name]) !== JSON.stringify(typed[name]),
  )
  const list = html`<p>${t('admin.service.stored')}</p><ul>${names.map(
    (name) =>
      html`<li>${
        // The words beside a box are a sentence, and a box is no place to be led to.
        typeof now[name] === 'boolean'
          ? t(`admin.service.state.${name}`)
          : html`<a href="#${name}">${t(`admin.service.${name}`)}</a>`
      }: <bdi>${inWords(desk, now[name])}</bdi></li>`,
  )}</ul>`
  return html`<div class="faults" role="alert"><p><b>${t('admin.service.changed')}</b></p>${names.length > 0 ? list : null}</div>`
}
