import { z } from 'zod'
import { type ProblemSlug, problemSlugs } from '#core/report/report.ts'
import { type ServiceFields, serviceFields } from '#core/service.ts'
import type { Refusal } from '#store/service/service-add.ts'
import type { ServiceSwitches, Word } from '#store/service/service-edit.ts'
import { type Html, html } from '../html.ts'
import { selectField, textField, tick } from './desk-pieces.ts'
import { box, type DeskRequest, ticked } from './desk-request.ts'

/** The form of a service: both languages side by side. */

const typed = z.string().max(4_000).default('')

export const serviceForm = z.object({
  slug: typed,
  nameEn: typed,
  nameAr: typed,
  category: typed,
  operator: typed,
  operatorEn: typed,
  operatorAr: typed,
  statusPage: typed,
  parent: typed,
  dependsOn: typed,
  homepage: typed,
  aliases: typed,
  problems: ticked,
  markets: typed,
  rank: typed,
  paused: box,
  underReview: box,
  hidden: box,
  mark: typed,
  request: typed,
})

export type ServiceForm = z.infer<typeof serviceForm>

/** Field of the form → what is wrong with it. */
export type ServiceFaults = Partial<Record<keyof ServiceForm, string>>

/** In the place of an operator's slug: it is not known yet, and named beside. */
export const newOperator = '+'

const lines = (text: string) =>
  text
    .split(/[\n,،]+/)
    .map((line) => line.trim())
    .filter(Boolean)

/** Where the catalogue's rules name a field of theirs, the form has this one. */
const fieldOf = ([first, second]: PropertyKey[]): keyof ServiceForm =>
  first === 'name' ? (second === 'ar' ? 'nameAr' : 'nameEn') : (first as keyof ServiceForm)

/** What was typed, by the rules of the catalogue; or what is wrong with it. */
export function readServiceForm(
  { t }: Pick<DeskRequest, 't'>,
  form: ServiceForm,
): { fields: ServiceFields; switches: ServiceSwitches; faults: null } | { faults: ServiceFaults } {
  const chosen = form.problems.filter((one): one is ProblemSlug =>
    (problemSlugs as readonly string[]).includes(one),
  )
  const operator = form.operator === newOperator ? form.slug || 'new' : form.operator
  const read = serviceFields.safeParse({
    name: { en: form.nameEn, ar: form.nameAr },
    category: form.category,
    operator,
    ...(form.parent.trim() && { parent: form.parent.trim() }),
    dependsOn: lines(form.dependsOn),
    ...(form.homepage.trim() && { homepage: form.homepage.trim() }),
    aliases: lines(form.aliases).map((alias) => alias.toLowerCase()),
    // "Something else" is always there, and the last.
    problems: [...chosen.filter((one) => one !== 'other'), 'other'],
    markets: lines(form.markets).map((country) => country.toUpperCase()),
    rank: Number(form.rank),
  })
  const faults: ServiceFaults = Object.fromEntries(
    read.success
      ? []
      : read.error.issues.map(({ path }) => {
          const field = fieldOf(path)
          return [field, t(`admin.service.fault.${field in faultless ? 'wrong' : field}`)]
        }),
  )
  if (form.operator === newOperator) {
    if (!form.operatorEn.trim()) faults.operatorEn = t('admin.fault.missing')
    if (!form.operatorAr.trim()) faults.operatorAr = t('admin.fault.missing')
    const page = form.statusPage.trim()
    if (page && !z.url({ protocol: /^https$/ }).safeParse(page).success)
      faults.statusPage = t('admin.fault.notLink')
  }
  if (!read.success || Object.keys(faults).length > 0) return { faults }
  const { paused, underReview, hidden } = form
  return { fields: read.data, switches: { paused, underReview, hidden }, faults: null }
}

/** These can only be wrong in a form that is not ours. */
const faultless = { category: true, operator: true } as const

/** What the store refuses: the field it is about, and the words for it. */
const refusals = {
  category: ['category', 'wrong'],
  operator: ['operator', 'wrong'],
  operatorTaken: ['operator', 'operatorTaken'],
  parent: ['parent', 'parent'],
  hasParts: ['parent', 'hasParts'],
  dependsOn: ['dependsOn', 'dependsOn'],
  taken: ['slug', 'taken'],
} as const

/** What the store refused, said beside its field. */
export function faultOf({ t }: Pick<DeskRequest, 't'>, refusal: Refusal): ServiceFaults {
  const [field, word] = refusals[refusal]
  return { [field]: t(`admin.service.fault.${word}`) }
}

/** A service as its form would hold it. */
export const formOf = (fields: ServiceFields, switches: ServiceSwitches, mark: string): ServiceForm => ({
  ...{ slug: '', operatorEn: '', operatorAr: '', statusPage: '', request: '', mark },
  nameEn: fields.name.en,
  nameAr: fields.name.ar,
  category: fields.category,
  operator: fields.operator,
  parent: fields.parent ?? '',
  dependsOn: fields.dependsOn.join('\n'),
  homepage: fields.homepage ?? '',
  aliases: fields.aliases.join('\n'),
  problems: fields.problems,
  markets: fields.markets.join(', '),
  rank: String(fields.rank),
  ...switches,
})

/** The fields in their order. `isNew`: its address and its operator may still be named. */
export function serviceFieldset(
  { t }: DeskRequest,
  form: ServiceForm,
  faults: ServiceFaults,
  { categories, operators, isNew }: { categories: Word[]; operators: Word[]; isNew: boolean },
): Html {
  const text = (id: keyof ServiceForm & string, given: Partial<Parameters<typeof textField>[0]> = {}) =>
    textField({
      ...{ id, label: t(`admin.service.${id}`), value: String(form[id]), fault: faults[id] },
      ...given,
    })
  const hint = (id: string) => ({ hint: t(`admin.service.hint.${id}`) })
  const words = (list: Word[]) =>
    list.map(({ slug, nameEn, nameAr }) => [slug, `${nameEn} · ${nameAr}`] as const)
  return html`${isNew ? text('slug', { dir: 'ltr', ...hint('slug'), isNeeded: true }) : null}<div class="two">${text('nameEn', { lang: 'en', dir: 'ltr', isNeeded: true })}${text('nameAr', { lang: 'ar', dir: 'rtl', isNeeded: true })}</div><div class="two">${selectField(
    { id: 'category', label: t('admin.service.category'), value: form.category, fault: faults.category },
    words(categories),
  )}${selectField(
    { id: 'operator', label: t('admin.service.operator'), value: form.operator, fault: faults.operator },
    [...(isNew ? [[newOperator, t('admin.service.newOperator')] as const] : []), ...words(operators)],
  )}</div>${
    isNew
      ? html`<div class="two">${text('operatorEn', { lang: 'en', dir: 'ltr' })}${text('operatorAr', { lang: 'ar', dir: 'rtl' })}</div>${text('statusPage', { dir: 'ltr', type: 'url' })}`
      : null
  }<div class="two">${text('aliases', { rows: 5, dir: 'auto', ...hint('aliases') })}${text('dependsOn', { rows: 5, dir: 'ltr', ...hint('dependsOn') })}</div><fieldset id="problems"${
    faults.problems ? html` aria-describedby="problems-fault"` : null
  }><legend>${t('admin.service.problems')}</legend><div class="ticks">${problemSlugs
    .filter((one) => one !== 'other')
    .map((one) => tick('problems', t(`problem.${one}`), form.problems.includes(one), one))}</div>${
    faults.problems ? html`<small class="fault" id="problems-fault">${faults.problems}</small>` : null
  }</fieldset><div class="two">${text('parent', { dir: 'ltr', ...hint('parent') })}${text('homepage', { dir: 'ltr', type: 'url' })}</div><div class="two">${text('markets', { dir: 'ltr', ...hint('markets') })}${text('rank', { dir: 'ltr', ...hint('rank') })}</div>${
    isNew
      ? null
      : html`<fieldset><legend>${t('admin.service.switches')}</legend>${(['paused', 'underReview', 'hidden'] as const).map((one) => html`<div>${tick(one, t(`admin.service.${one}`), form[one])}</div>`)}</fieldset>`
  }`
}
