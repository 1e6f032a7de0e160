import { z } from 'zod'
import { hasArabic } from '#core/arabic.ts'
import { mayDo } from '#core/editor.ts'
import { serviceEntry } from '#core/service.ts'
import type { Database } from '#store/db.ts'
import { endMaintenance, readMaintenance } from '#store/incident/maintenance.ts'
import { dropRequest, readRequestName } from '#store/report/requests.ts'
import { createService } from '#store/service/service-add.ts'
import { type EditedService, editService, listWords, readServiceToEdit } from '#store/service/service-edit.ts'
import { mergeService } from '#store/service/service-fate.ts'
import { type Html, html } from '../html.ts'
import { faultList, hidden } from './desk-pieces.ts'
import type { DeskPage, DeskRequest, Outcome } from './desk-request.ts'
import { keepWord, type OfficialFaults, type OfficialWord, officialForm, workList } from './official.ts'
import { requestMark } from './requests.ts'
import { conflictList } from './service-conflict.ts'
import { fateForms, fateOf, type mergeFields } from './service-fates.ts'
import {
  faultOf,
  formOf,
  newOperator,
  readServiceForm,
  type ServiceFaults,
  type ServiceForm,
  serviceFieldset,
} from './service-form.ts'

/** One service on the desk: its words, its switches, what becomes of it, and what its operator says. */

async function draw(
  db: Database,
  desk: DeskRequest,
  service: EditedService,
  given: {
    form?: ServiceForm
    faults?: ServiceFaults
    /** Somebody else saved meanwhile: what is stored now. */
    conflict?: Html | null
    fate?: string
    word?: OfficialWord
    wordFaults?: OfficialFaults
  } = {},
): Promise<DeskPage> {
  const { t, locale, person } = desk
  const { slug, fields, switches, mark } = service
  // What is sent again says still what was seen: a fault in between takes nobody's change away unseen.
  const form = given.form ?? formOf(fields, switches, mark)
  const faults = { ...given.faults, ...given.wordFaults, ...(given.fate && { into: given.fate }) }
  const isWrong = Object.keys(faults).length > 0 || given.conflict !== undefined
  const [words, works] = await Promise.all([listWords(db), readWorks(db, service.id, desk.now)])
  const mayEdit = mayDo(person.role, 'service.edit')
  const body = mayEdit
    ? html`<form method="post" action="/admin/${locale}/services/${slug}">${hidden('mark', form.mark)}${serviceFieldset(desk, form, given.faults ?? {}, { ...words, isNew: false })}<button class="main">${t('admin.save')}</button></form><h2>${t('admin.service.fate')}</h2>${fateForms(desk, service, given.fate)}${officialForm(desk, slug, given.word, given.wordFaults)}${workList(desk, slug, works)}`
    : html`<p>${t('admin.mayNot')}</p>`
  return {
    title: fields.name[locale],
    ...(isWrong && { status: 422 }),
    body: html`<p><a href="/${locale}/status/${slug}">${t('admin.service.page')}</a></p>${faultList(desk, faults)}${given.conflict ?? null}${body}`,
  }
}

const yearMs = 365 * 24 * 3_600_000

/** Announced work that is not over, of the year to come. */
const readWorks = (db: Database, serviceId: string, now: number) =>
  readMaintenance(db, { serviceId, from: now, to: now + yearMs })

export async function servicePage(db: Database, desk: DeskRequest): Promise<DeskPage | null> {
  const service = await readServiceToEdit(db, desk.params.slug ?? '')
  return service && draw(db, desk, service)
}

/** Saves what was typed, unless somebody else saved meanwhile: then both are shown, and to save again is a decision. */
export async function saveService(db: Database, desk: DeskRequest, form: ServiceForm): Promise<Outcome> {
  const service = await readServiceToEdit(db, desk.params.slug ?? '')
  if (!service) return { kind: 'missing' }
  const read = readServiceForm(desk, form)
  if (read.faults)
    return { kind: 'again', page: await draw(db, desk, service, { form, faults: read.faults }) }
  const done = await editService(db, service.slug, form.mark, read.fields, read.switches)
  if (done === 'changed') {
    const stored = await readServiceToEdit(db, service.slug)
    if (!stored) return { kind: 'missing' }
    const conflict = conflictList(desk, formOf(read.fields, read.switches, form.mark), stored)
    const page = await draw(db, desk, stored, { form: { ...form, mark: stored.mark }, conflict })
    return { kind: 'again', page }
  }
  if (done !== 'done')
    return { kind: 'again', page: await draw(db, desk, service, { form, faults: faultOf(desk, done) }) }
  return {
    kind: 'done',
    to: `/services/${service.slug}?said=saved`,
    subject: service.slug,
    ...changes({ ...service.fields, ...service.switches }, { ...read.fields, ...read.switches }),
  }
}

/** Only what is not as it was. */
function changes(before: Record<string, unknown>, after: Record<string, unknown>) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(names.map((name) => [name, from[name] ?? null]))
  return { before: pick(before), after: pick(after) }
}

const emptyForm: ServiceForm = {
  ...{
    slug: '',
    nameEn: '',
    nameAr: '',
    category: '',
    operator: newOperator,
    operatorEn: '',
    operatorAr: '',
  },
  ...{ statusPage: '', parent: '', dependsOn: '', homepage: '', aliases: '', markets: '', rank: '500' },
  ...{
    problems: ['down', 'login', 'slow'],
    paused: false,
    underReview: false,
    hidden: false,
    mark: '',
    request: '',
  },
}

async function drawNew(
  db: Database,
  desk: DeskRequest,
  form: ServiceForm,
  faults: ServiceFaults,
): Promise<DeskPage> {
  const { t, locale } = desk
  const words = await listWords(db)
  return {
    title: t('admin.service.newH'),
    ...(Object.keys(faults).length > 0 && { status: 422 }),
    body: html`<p>${t('admin.service.newNote')}</p>${faultList(desk, faults)}<form method="post" action="/admin/${locale}/services/new">${hidden('request', form.request)}${serviceFieldset(desk, form, faults, { ...words, isNew: true })}<button class="main">${t('admin.service.add')}</button></form>`,
  }
}

/** The empty form, or one filled with what people asked for. */
export async function newServicePage(db: Database, desk: DeskRequest): Promise<DeskPage> {
  const key = (desk.query.request ?? '').slice(0, 200)
  const asked = key ? await readRequestName(db, key) : null
  if (!asked) return drawNew(db, desk, emptyForm, {})
  const isArabic = hasArabic(asked.name)
  const slug = key.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  const form = {
    ...emptyForm,
    ...(isArabic ? { nameAr: asked.name } : { nameEn: asked.name, slug }),
    homepage: asked.host ? `https://${asked.host}/` : '',
    request: key,
  }
  return drawNew(db, desk, form, {})
}

/** Adds a service; whoever asked for it is answered by its page. */
export async function addService(db: Database, desk: DeskRequest, form: ServiceForm): Promise<Outcome> {
  const { t, now } = desk
  const slug = form.slug.trim()
  const read = readServiceForm(desk, { ...form, slug })
  const again = async (faults: ServiceFaults): Promise<Outcome> => ({
    kind: 'again',
    page: await drawNew(db, desk, form, faults),
  })
  const wrongSlug = serviceEntry.shape.slug.safeParse(slug).success
    ? {}
    : { slug: t('admin.service.fault.slug') }
  if (read.faults) return again({ ...read.faults, ...wrongSlug })
  if (wrongSlug.slug) return again(wrongSlug)
  const { fields } = read
  const operator = {
    ...{ slug, nameEn: form.operatorEn.trim(), nameAr: form.operatorAr.trim() },
    statusPage: form.statusPage.trim() || null,
  }
  const isNewOperator = form.operator === newOperator
  const done = await createService(db, slug, fields, isNewOperator ? operator : null, now)
  if (done !== 'done') return again(faultOf(desk, done))
  const isAskedFor = form.request !== '' && (await dropRequest(db, form.request))
  const after = { ...fields, ...(isAskedFor && { request: requestMark(form.request) }) }
  return { kind: 'done', to: `/services/${slug}?said=added`, subject: slug, after }
}

export async function mergeInto(
  db: Database,
  desk: DeskRequest,
  { into }: z.infer<typeof mergeFields>,
): Promise<Outcome> {
  const slug = desk.params.slug ?? ''
  const service = await readServiceToEdit(db, slug)
  if (!service) return { kind: 'missing' }
  if ((await mergeService(db, slug, into)) === 'done') {
    const change = { before: fateOf(service), after: { discontinuedOn: null, mergedInto: into } }
    return { kind: 'done', to: `/services/${slug}?said=merged`, subject: slug, ...change }
  }
  return { kind: 'again', page: await draw(db, desk, service, { fate: desk.t('admin.service.fault.into') }) }
}

/** Keeps what the operator of a service said. */
export async function addWord(db: Database, desk: DeskRequest, word: OfficialWord): Promise<Outcome> {
  const slug = desk.params.slug ?? ''
  const service = await readServiceToEdit(db, slug)
  if (!service) return { kind: 'missing' }
  const wordFaults = await keepWord(db, desk, service.id, word)
  if (wordFaults) return { kind: 'again', page: await draw(db, desk, service, { word, wordFaults }) }
  const { url, workFrom, workUntil, ...said } = word
  const after = { ...said, ...(url && { url }), ...(workFrom && { workFrom, workUntil }) }
  return { kind: 'done', to: `/services/${slug}?said=official`, subject: slug, after }
}

/** Announced work is over sooner, or is not done at all. */
export async function endWork(db: Database, { params, now }: DeskRequest): Promise<Outcome> {
  const { slug = '', id = '' } = params
  const service = await readServiceToEdit(db, slug)
  const isId = z.uuid().safeParse(id).success
  if (!service || !isId || !(await endMaintenance(db, service.id, id, now))) return { kind: 'missing' }
  return { kind: 'done', to: `/services/${slug}?said=over`, subject: slug, after: { maintenance: id } }
}
