import { z } from 'zod'
import { editorRoles } from '#core/editor.ts'
import type { Database } from '#store/db.ts'
import { addPerson, changeRole, endPerson, listPeople, renewKey } from '#store/editor/people.ts'
import { html } from '../html.ts'
import { hidden, moment, selectField, table, textField } from './desk-pieces.ts'
import type { DeskPage, DeskRequest, Outcome } from './desk-request.ts'

/** Who works at the desk. Keys are shown once, to be handed to their owners. */

const name = z.string().trim().min(1).max(60)
export const addFields = z.object({ name, role: z.enum(editorRoles) })
export const nameFields = z.object({ name })

const roles = ({ t }: DeskRequest) => editorRoles.map((role) => [role, t(`admin.role.${role}`)] as const)

export async function peoplePage(db: Database, desk: DeskRequest, fault?: string): Promise<DeskPage> {
  const { t, locale, person } = desk
  const people = await listPeople(db)
  const title = t('admin.nav.people')
  const press = (act: string, who: string, grave = false) =>
    html`<form method="post" action="/admin/${locale}/people/${act}" class="press">${hidden('name', who)}<button class="${grave ? 'grave' : ''}">${t(`admin.people.${act}`)}<span class="vh"> ${who}</span></button></form>`
  const rows = people.map((one) => [
    html`<bdi>${one.name}</bdi>`,
    html`${t(`admin.role.${one.role}`)}`,
    moment(desk, one.createdAt),
    one.endedAt === null ? html`${t('admin.people.active')}` : moment(desk, one.endedAt),
    // Nobody takes away their own key: there would soon be nobody left.
    html`<div class="acts">${
      one.endedAt !== null || one.name === person.name
        ? null
        : html`<form method="post" action="/admin/${locale}/people/role" class="press">${hidden('name', one.name)}<label class="vh" for="role-${one.id}">${t('admin.people.roleOf', { s: one.name })}</label><select id="role-${one.id}" name="role">${roles(desk).map(([value, text]) => html`<option value="${value}"${value === one.role ? html` selected` : null}>${text}</option>`)}</select><button>${t('admin.people.role')}<span class="vh"> ${one.name}</span></button></form>`
    }${press('key', one.name)}${one.endedAt === null && one.name !== person.name ? press('end', one.name, true) : null}</div>`,
  ])
  return {
    title,
    ...(fault && { status: 422 }),
    body: html`<p>${t('admin.people.intro')}</p><dl>${editorRoles.map((role) => html`<div><dt><b>${t(`admin.role.${role}`)}</b></dt><dd>${t(`admin.people.may.${role}`)}</dd></div>`)}</dl>${table(
      title,
      ['name', 'role', 'since', 'until', 'acts'].map((one) => t(`admin.col.${one}`)),
      rows,
    )}<h2>${t('admin.people.new')}</h2><form method="post" action="/admin/${locale}/people/add">${textField({ id: 'name', label: t('admin.col.name'), dir: 'auto', most: 60, fault, isNeeded: true })}${selectField({ id: 'role', label: t('admin.col.role') }, roles(desk))}<button class="main">${t('admin.people.add')}</button></form>`,
  }
}

/** The key, this once. It is in no address, so in no history either. */
const keyPage = ({ t, locale }: DeskRequest, who: string, key: string): DeskPage => ({
  title: t('admin.people.keyOf', { s: who }),
  body: html`<p>${t('admin.people.once')}</p><p class="key" dir="ltr">${key}</p><p><a href="/admin/${locale}/people">${t('admin.people.back')}</a></p>`,
})

export async function add(
  db: Database,
  desk: DeskRequest,
  wish: z.infer<typeof addFields>,
): Promise<Outcome> {
  const key = await addPerson(db, wish, desk.now)
  if (key === null) return { kind: 'again', page: await peoplePage(db, desk, desk.t('admin.people.taken')) }
  return {
    kind: 'shown',
    page: keyPage(desk, wish.name, key),
    subject: wish.name,
    after: { role: wish.role },
  }
}

export async function renew(
  db: Database,
  desk: DeskRequest,
  wish: z.infer<typeof nameFields>,
): Promise<Outcome> {
  const key = await renewKey(db, wish.name)
  if (key === null) return { kind: 'missing' }
  return { kind: 'shown', page: keyPage(desk, wish.name, key), subject: wish.name }
}

const isOwn = ({ person }: DeskRequest, who: string): boolean => person.name === who

export async function reassign(
  db: Database,
  desk: DeskRequest,
  wish: z.infer<typeof addFields>,
): Promise<Outcome> {
  const was = isOwn(desk, wish.name) ? null : await changeRole(db, wish.name, wish.role)
  if (was === null) return { kind: 'missing' }
  const change = { before: { role: was }, after: { role: wish.role } }
  return { kind: 'done', to: '/people?said=saved', subject: wish.name, ...change }
}

export async function end(
  db: Database,
  desk: DeskRequest,
  wish: z.infer<typeof nameFields>,
): Promise<Outcome> {
  if (isOwn(desk, wish.name) || !(await endPerson(db, wish.name, desk.now))) return { kind: 'missing' }
  return { kind: 'done', to: '/people?said=ended', subject: wish.name }
}
