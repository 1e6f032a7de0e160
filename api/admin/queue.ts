import { z } from 'zod'
import { hideReasons, mayDo } from '#core/editor.ts'
import type { Database } from '#store/db.ts'
import { type CheckedNote, decideNote, listNotesToCheck } from '#store/report/notes.ts'
import { problemOf } from '#store/service/services.ts'
import { type Html, html } from '../html.ts'
import { hidden, moment, pressForm, selectField } from './desk-pieces.ts'
import { type DeskPage, type DeskRequest, type Outcome, optionalText } from './desk-request.ts'

/** What people wrote, and what is done with it. */

const most = 50

const buttonWith = (text: string, key: string, rest: Html): Html =>
  html`<button data-key="${key}" ${rest}>${text} <kbd aria-hidden="true">${key.toUpperCase()}</kbd></button>`

function noteItem(desk: DeskRequest, note: CheckedNote): Html {
  const { t, locale } = desk
  const problem = problemOf(note.problemId)
  const name = locale === 'ar' ? note.nameAr : note.nameEn
  const country = note.country && new Intl.DisplayNames(t.tag, { type: 'region' }).of(note.country)
  const facts = [
    moment(desk, note.postedAt.getTime()),
    html`<a href="/${locale}/status/${note.service}"><bdi>${name}</bdi></a>`,
    problem && html`${t(`problem.${problem}`)}`,
    country ? html`${country}` : null,
    html`${t(`admin.queue.state.${note.state}`)}${note.heldFor && note.state === 'held' ? `: ${t(`admin.queue.held.${note.heldFor}`)}` : ''}`,
    html`${t('admin.queue.flags', { n: note.flags })}`,
    html`${t('admin.queue.same', { n: note.same })}`,
    note.near > 0 ? html`${t('admin.queue.near', { n: note.near })}` : null,
  ]
  const act = (name: string) => `/admin/${locale}/queue/${note.id}/${name}`
  const seen = hidden('seen', note.mark)
  const hide = (reason: string, key: string) =>
    html`<form method="post" action="${act('hide')}" class="press">${seen}${hidden('reason', reason)}${buttonWith(
      t(`admin.queue.reason.${reason}`),
      key,
      html`class="grave"`,
    )}</form>`
  const isDecided = note.state !== 'held'
  const buttons = mayDo(desk.person.role, 'note.hide')
    ? html`<div class="acts">${
        note.state !== 'shown'
          ? html`<form method="post" action="${act('show')}" class="press">${seen}${buttonWith(t('admin.queue.show'), 'a', html`class="main"`)}</form>`
          : null
      }${
        note.state === 'hidden' ? null : [hide('spam', 's'), hide('personal', 'p'), hide('abuse', 'h')]
      }${isDecided ? html`<form method="post" action="${act('hold')}" class="press">${buttonWith(t('admin.queue.hold'), 'u', html``)}</form>` : null}</div>${
        note.state === 'hidden'
          ? null
          : html`<details><summary>${t('admin.queue.otherReason')}</summary><form method="post" action="${act('hide')}" class="find">${seen}${hidden('reason', 'other')}<p class="fld"><label for="why-${note.id}">${t('admin.queue.why')}</label><input id="why-${note.id}" name="why" maxlength="200" required></p><button class="grave">${t('admin.queue.hide')}</button></form></details>`
      }`
    : null
  return html`<article class="note" tabindex="0" aria-label="${t('admin.queue.noteOn', { s: name })}"><p class="meta">${facts.map(
    (fact) => fact && html`<span>${fact}</span>`,
  )}</p><blockquote dir="auto">${note.body}</blockquote>${buttons}</article>`
}

export async function queuePage(db: Database, desk: DeskRequest): Promise<DeskPage> {
  const { t, locale, query } = desk
  const all = query.show === 'all'
  const notes = await listNotesToCheck(db, all, most)
  const filter = html`<form method="get" action="/admin/${locale}/queue" class="find">${selectField(
    { id: 'show', label: t('admin.queue.filter'), value: all ? 'all' : 'held' },
    [
      ['held', t('admin.queue.onlyHeld')],
      ['all', t('admin.queue.all')],
    ],
  )}<button>${t('admin.show')}</button></form>`
  const list =
    notes.length === 0
      ? html`<p>${t('admin.empty')}</p>`
      : html`<p>${t('admin.queue.keys')}</p>${notes.map((note) => noteItem(desk, note))}`
  return {
    title: t('admin.nav.queue'),
    said: decided(desk),
    body: html`<p>${t('admin.queue.intro')}</p>${filter}${list}${
      notes.length === most ? html`<p>${t('admin.queue.more', { n: most })}</p>` : null
    }`,
  }
}

/** What was seen of the note when a button was pressed: its writer may have changed it since. */
const seen = z.string().max(100)
export const showFields = z.object({ seen })
export const hideFields = z.object({ seen, reason: z.enum(hideReasons), why: optionalText(200) })

/** Hides, shows or puts back a note. The log holds the reason, never the words. */
export async function decide(
  db: Database,
  desk: DeskRequest,
  state: 'shown' | 'hidden' | 'held',
  wish?: z.infer<typeof showFields> & Partial<z.infer<typeof hideFields>>,
): Promise<Outcome> {
  const id = desk.params.id ?? ''
  if (!z.uuid().safeParse(id).success) return { kind: 'missing' }
  const service = await decideNote(db, id, state, desk.now, wish?.seen)
  if (!service) {
    const page = await queuePage(db, desk)
    const said = html`<p class="said" role="alert">${desk.t('admin.queue.changed')}</p>`
    return { kind: 'again', page: { ...page, said, status: 409 } }
  }
  return {
    kind: 'done',
    to: `/queue?said=note-${state}&note=${id}`,
    subject: service,
    reason: [wish?.reason, wish?.why].filter(Boolean).join(': ') || undefined,
    after: { note: id },
  }
}

/** After a decision: what was done, and the way back. */
function decided({ t, locale, query }: DeskRequest): Html | null {
  const { said = '', note = '' } = query
  if (!/^note-(shown|hidden|held)$/.test(said) || !z.uuid().safeParse(note).success) return null
  const undo = said === 'note-held' ? null : pressForm(`/admin/${locale}/queue/${note}/hold`, t('admin.undo'))
  return html`<div class="said" role="status"><span>${t(`admin.said.${said}`)}</span>${undo}</div>`
}
