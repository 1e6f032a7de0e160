import { z } from 'zod'
import { officialStages } from '#core/record/official.ts'
import type { MaintenanceView } from '#core/view.ts'
import type { Database } from '#store/db.ts'
import { recordOfficialUpdate } from '#store/incident/official.ts'
import { type Html, html, said } from '../html.ts'
import { moment, pressForm, selectField, textField } from './desk-pieces.ts'
import { type DeskRequest, optionalText } from './desk-request.ts'

/** What operators say, put down by hand: it stands in timelines, counts for the lead time, and may confirm an incident. */

export const officialFields = z.object({
  stage: z.enum(officialStages),
  postedAt: z.string().max(40),
  body: z.string().trim().max(2_000),
  lang: z.enum(['en', 'ar']),
  url: optionalText(500),
  workFrom: optionalText(40),
  workUntil: optionalText(40),
})

export type OfficialWord = z.infer<typeof officialFields>

export type OfficialFaults = Partial<Record<'postedAt' | 'workFrom' | 'workUntil' | 'body' | 'url', string>>

/** The moment that was typed, ms. Such a field has no zone; its label says that it is UTC. NaN: it is none. */
const momentOf = (typed: string): number =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(typed) ? Date.parse(`${typed}Z`) : Number.NaN

export function officialForm(
  { t, locale, now }: DeskRequest,
  slug: string,
  given: Partial<OfficialWord> = {},
  faults: OfficialFaults = {},
): Html {
  const { stage, postedAt = new Date(now).toISOString().slice(0, 16), body, lang = 'en', url } = given
  const { workFrom, workUntil } = given
  return html`<section id="official"><h2>${t('admin.official.h')}</h2><p>${t('admin.official.why')}</p><form method="post" action="/admin/${locale}/services/${slug}/official">${selectField(
    { id: 'stage', label: t('admin.official.stage'), value: stage },
    officialStages.map((one) => [one, t(`incident.stage.${one}`)] as const),
  )}${textField({
    ...{ id: 'postedAt', label: t('admin.official.postedAt'), type: 'datetime-local', dir: 'ltr' },
    ...{ value: postedAt, fault: faults.postedAt, isNeeded: true },
  })}${textField({
    ...{ id: 'workFrom', label: t('admin.official.workFrom'), type: 'datetime-local', dir: 'ltr' },
    ...{ hint: t('admin.official.workHint'), value: workFrom, fault: faults.workFrom },
  })}${textField({
    ...{ id: 'workUntil', label: t('admin.official.workUntil'), type: 'datetime-local', dir: 'ltr' },
    ...{ value: workUntil, fault: faults.workUntil },
  })}${textField({
    ...{ id: 'body', label: t('admin.official.body'), rows: 3, dir: 'auto', most: 2_000 },
    ...{ value: body, fault: faults.body, isNeeded: true },
  })}${selectField({ id: 'lang', label: t('admin.official.lang'), value: lang }, [
    ['en', 'English'],
    ['ar', 'العربية'],
  ])}${textField({
    ...{ id: 'url', label: t('admin.official.url'), type: 'url', dir: 'ltr' },
    ...{ value: url, fault: faults.url },
  })}<button class="main">${t('admin.official.add')}</button></form></section>`
}

/** Announced work that is not over, each with the button that says it is. */
export function workList(desk: DeskRequest, slug: string, works: MaintenanceView[]): Html | null {
  const { t, locale } = desk
  if (works.length === 0) return null
  const lines = works.map(
    ({ id, from, until, body, lang }) =>
      html`<li><p><b>${said(t, 'admin.official.hours', {
        from: () => moment(desk, Date.parse(from)),
        until: () => moment(desk, Date.parse(until)),
      })}</b></p><blockquote lang="${lang}" dir="auto">${body}</blockquote>${pressForm(
        `/admin/${locale}/services/${slug}/maintenance/${id}/end`,
        t('admin.official.end'),
      )}</li>`,
  )
  return html`<section><h2>${t('admin.official.worksH')}</h2><ul>${lines}</ul></section>`
}

/** The hours of planned work, ms, or what is wrong with them. Other words have none. */
function hoursOf({ t }: DeskRequest, { stage, workFrom = '', workUntil = '' }: OfficialWord) {
  if (stage !== 'maintenance') {
    const isGiven = workFrom || workUntil
    return { faults: isGiven ? { workFrom: t('admin.official.fault.notWork') } : {} }
  }
  const [from, until] = [momentOf(workFrom), momentOf(workUntil)]
  const faults: OfficialFaults = {
    ...(Number.isNaN(from) && { workFrom: t('admin.fault.missing') }),
    ...(!(until > from) && { workUntil: t('admin.official.fault.until') }),
  }
  return { faults, hours: { from, until } }
}

/** Keeps the word; or says what is wrong with it. */
export async function keepWord(
  db: Database,
  desk: DeskRequest,
  serviceId: string,
  word: OfficialWord,
): Promise<OfficialFaults | null> {
  const { t, now } = desk
  const postedAt = momentOf(word.postedAt)
  const isLink = word.url === undefined || z.url({ protocol: /^https?$/ }).safeParse(word.url).success
  const { faults: wrongHours, hours } = hoursOf(desk, word)
  const faults: OfficialFaults = {
    ...wrongHours,
    ...(!(postedAt <= now) && { postedAt: t('admin.fault.notYet') }),
    ...(!word.body && { body: t('admin.fault.missing') }),
    ...(!isLink && { url: t('admin.fault.notLink') }),
  }
  if (Object.keys(faults).length > 0) return faults
  const { stage, body, lang, url = null } = word
  const isKept = await recordOfficialUpdate(db, { serviceId, stage, body, lang, url, postedAt, hours }, now)
  return isKept ? null : { postedAt: t('admin.official.fault.twice') }
}
