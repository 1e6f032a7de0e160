import { z } from 'zod'
import { hasArabic } from '#core/arabic.ts'
import { mayDo } from '#core/editor.ts'
import { longestCorrection } from '#core/record/incident-detail.ts'
import { slugPattern } from '#core/slug.ts'
import type { Database } from '#store/db.ts'
import { correctIncident } from '#store/incident/corrections.ts'
import { type IncidentToEdit, listIncidents, readIncidentToEdit } from '#store/incident/incident-desk.ts'
import { type Html, html } from '../html.ts'
import { hidden, link, moment, table, textField, tick } from './desk-pieces.ts'
import { box, type DeskPage, type DeskRequest, type Outcome, optionalText } from './desk-request.ts'

/** Published records: what editors add to them. Nothing that was measured or said is changed. */

const most = 100

export async function incidentsPage(db: Database, desk: DeskRequest): Promise<DeskPage> {
  const { t, locale, query } = desk
  const asked = query.service?.trim() ?? ''
  const slug = slugPattern.test(asked) ? asked : null
  const incidents = await listIncidents(db, slug, most)
  const rows = incidents.map((one) => [
    link(desk, `/incidents/${one.publicId}`, html`<bdi>${one.name[locale]}</bdi>`),
    moment(desk, one.startedAt),
    one.endedAt === null ? html`<b>${t('admin.incident.open')}</b>` : moment(desk, one.endedAt),
    html`${t('admin.number', { n: one.peak15m })}`,
    html`${one.falseAlarm ? t('admin.incident.falseAlarm') : one.mergedInto ? t('admin.incident.partOf', { id: one.mergedInto }) : t(`status.${one.worst}`)}`,
  ])
  const title = t('admin.nav.incidents')
  return {
    title,
    body: html`<form method="get" action="/admin/${locale}/incidents" class="find">${textField({ id: 'service', label: t('admin.incident.ofService'), value: asked, dir: 'ltr' })}<button>${t('admin.show')}</button></form>${
      rows.length === 0
        ? html`<p>${t('admin.none')}</p>`
        : table(
            title,
            ['service', 'began', 'ended', 'peak', 'state'].map((one) => t(`admin.col.${one}`)),
            rows,
          )
    }`,
  }
}

/** Said in both languages, as everything published is. */
export const correctionFields = z.object({
  en: z.string().trim().max(longestCorrection).default(''),
  ar: z.string().trim().max(longestCorrection).default(''),
  falseAlarm: box,
  partOf: optionalText(120),
  publish: box,
})

type Correction = z.infer<typeof correctionFields>

function correctionForm(
  { t, locale }: DeskRequest,
  id: string,
  given: Partial<Correction>,
  faults: Faults,
): Html {
  return html`<form method="post" action="/admin/${locale}/incidents/${id}/correct">${textField({
    ...{
      id: 'en',
      label: t('admin.incident.textEn'),
      lang: 'en',
      dir: 'ltr',
      rows: 3,
      most: longestCorrection,
    },
    ...{ value: given.en, fault: faults.en, hint: t('admin.public') },
  })}${textField({
    ...{
      id: 'ar',
      label: t('admin.incident.textAr'),
      lang: 'ar',
      dir: 'rtl',
      rows: 3,
      most: longestCorrection,
    },
    ...{ value: given.ar, fault: faults.ar },
  })}<p>${tick('falseAlarm', t('admin.incident.markFalse'), given.falseAlarm ?? false)}</p>${textField({
    ...{ id: 'partOf', label: t('admin.incident.larger'), hint: t('admin.incident.largerHint'), dir: 'ltr' },
    ...{ value: given.partOf, fault: faults.partOf },
  })}<button class="main">${t('admin.incident.preview')}</button></form>`
}

type Faults = Partial<Record<'en' | 'ar' | 'partOf', string>>

function draw(
  desk: DeskRequest,
  incident: IncidentToEdit,
  given: Partial<Correction> = {},
  faults: Faults = {},
): DeskPage {
  const { t, locale } = desk
  const { publicId, name, corrections, official } = incident
  const fact = (label: string, value: Html) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`
  const forms = mayDo(desk.person.role, 'incident.correct')
    ? html`<h2>${t('admin.incident.correct')}</h2>${correctionForm(desk, publicId, given, faults)}`
    : null
  return {
    title: t('admin.incident.title', { s: name[locale], date: desk.clock.date(incident.startedAt) }),
    ...(Object.keys(faults).length > 0 && { status: 422 }),
    body: html`<p><a href="/${locale}/incidents/${publicId}">${t('admin.incident.record')}</a> · ${link(desk, `/services/${incident.slug}`, t('admin.incident.service'))}</p><dl class="facts">${[
      fact(t('admin.col.began'), moment(desk, incident.startedAt)),
      fact(
        t('admin.col.ended'),
        incident.endedAt === null ? html`${t('admin.incident.open')}` : moment(desk, incident.endedAt),
      ),
      fact(t('admin.col.peak'), html`${t('admin.number', { n: incident.peak15m })}`),
    ]}</dl>${incident.falseAlarm ? html`<p><b>${t('admin.incident.falseAlarm')}</b></p>` : null}<h2>${t('incident.fix')}</h2>${
      corrections.length === 0
        ? html`<p>${t('admin.none')}</p>`
        : html`<ul>${corrections.map((one) => html`<li>${moment(desk, Date.parse(one.at))}: <span dir="auto">${one.text[locale]}</span></li>`)}</ul>`
    }<h2>${t('admin.official.said')}</h2>${
      official.length === 0
        ? html`<p>${t('admin.none')}</p>`
        : html`<ul>${official.map((one) => html`<li>${moment(desk, one.postedAt)}, ${t(`incident.stage.${one.stage}`)}: <span lang="${one.lang}" dir="auto">${one.body}</span></li>`)}</ul>`
    }<p>${link(desk, `/services/${incident.slug}#official`, t('admin.official.add'))}</p>${forms}`,
  }
}

export async function incidentPage(db: Database, desk: DeskRequest): Promise<DeskPage | null> {
  const incident = await readIncidentToEdit(db, desk.params.id ?? '', desk.now)
  return incident && draw(desk, incident)
}

/** Shows what would be published first; the button under it publishes. */
export async function correct(db: Database, desk: DeskRequest, wish: Correction): Promise<Outcome> {
  const { t, locale, now } = desk
  const incident = await readIncidentToEdit(db, desk.params.id ?? '', now)
  if (!incident) return { kind: 'missing' }
  const { publicId } = incident
  const faults: Faults = {
    ...(!wish.en && { en: t('admin.fault.missing') }),
    ...(!wish.ar
      ? { ar: t('admin.fault.missing') }
      : !hasArabic(wish.ar) && { ar: t('admin.fault.notArabic') }),
    ...(wish.partOf &&
      (wish.partOf === publicId || !(await readIncidentToEdit(db, wish.partOf, now))) && {
        partOf: t('admin.fault.noIncident'),
      }),
  }
  if (Object.keys(faults).length > 0) {
    return { kind: 'again', page: draw(desk, incident, wish, faults) }
  }
  if (!wish.publish) {
    const kept = [
      hidden('en', wish.en),
      hidden('ar', wish.ar),
      wish.falseAlarm ? hidden('falseAlarm', '1') : null,
      wish.partOf ? hidden('partOf', wish.partOf) : null,
      hidden('publish', '1'),
    ]
    const date = desk.clock.date(now)
    const body = html`<p>${t('admin.incident.previewNote')}</p><div class="preview"><p lang="en" dir="ltr">${wish.en}</p><p lang="ar" dir="rtl">${wish.ar}</p><p>${date}</p></div>${
      wish.falseAlarm ? html`<p><b>${t('admin.incident.willBeFalse')}</b></p>` : null
    }${wish.partOf ? html`<p><b>${t('admin.incident.partOf', { id: wish.partOf })}</b></p>` : null}<form method="post" action="/admin/${locale}/incidents/${publicId}/correct" class="press">${kept}<button class="main">${t('admin.incident.publish')}</button></form> ${link(desk, `/incidents/${publicId}`, t('admin.incident.back'))}`
    return { kind: 'again', page: { title: t('admin.incident.previewH'), body } }
  }
  await correctIncident(
    db,
    publicId,
    {
      text: { en: wish.en, ar: wish.ar },
      falseAlarm: wish.falseAlarm,
      ...(wish.partOf && { mergedInto: wish.partOf }),
    },
    now,
  )
  return {
    kind: 'done',
    to: `/incidents/${publicId}?said=published`,
    subject: publicId,
    reason: wish[locale],
    after: {
      en: wish.en,
      ar: wish.ar,
      falseAlarm: wish.falseAlarm,
      ...(wish.partOf && { partOf: wish.partOf }),
    },
  }
}
