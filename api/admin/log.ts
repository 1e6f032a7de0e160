import { type EditorAct, editorActs } from '#core/editor.ts'
import type { Database } from '#store/db.ts'
import { type AuditEntry, listActs } from '#store/editor/audit.ts'
import { csvOf } from '../csv.ts'
import { html } from '../html.ts'
import { moment, selectField, table, textField, who } from './desk-pieces.ts'
import type { DeskPage, DeskRequest } from './desk-request.ts'

const perPage = 50
const mostInFile = 10_000

const filterOf = ({ query }: Pick<DeskRequest, 'query'>) => {
  const act = editorActs.find((one) => one === query.act)
  const before = Date.parse(query.before ?? '')
  return {
    ...(act && { act }),
    ...(query.editor && { editor: query.editor.slice(0, 60) }),
    ...(!Number.isNaN(before) && { before }),
  }
}

const addressOf = ({ locale }: DeskRequest, path: string, query: Record<string, string>): string => {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value)).toString()
  return `/admin/${locale}${path}${text && `?${text}`}`
}

/** Who did what, when and why; newest first. */
export async function logPage(db: Database, desk: DeskRequest): Promise<DeskPage> {
  const { t, locale } = desk
  const filter = filterOf(desk)
  const found = await listActs(db, { ...filter, limit: perPage + 1 })
  const entries = found.slice(0, perPage)
  const asked = { act: filter.act ?? '', editor: filter.editor ?? '' }
  const title = t('admin.nav.log')
  const rows = entries.map((entry) => [
    moment(desk, entry.at),
    who(t, { name: entry.editor, role: entry.role }),
    html`${t(`admin.act.${keyOf(entry.act)}`)}`,
    html`<bdi>${entry.subject}</bdi>`,
    html`<span dir="auto">${entry.reason ?? ''}</span>`,
    entry.before || entry.after
      ? html`<details><summary>${t('admin.log.change')}</summary><pre dir="ltr">${[
          entry.before && `− ${JSON.stringify(entry.before, null, 1)}`,
          entry.after && `+ ${JSON.stringify(entry.after, null, 1)}`,
        ]
          .filter(Boolean)
          .join('\n')}</pre></details>`
      : html``,
  ])
  const last = found.length > perPage && entries.at(-1)
  const file = addressOf(desk, '/log.csv', asked)
  return {
    title,
    body: html`<form method="get" action="/admin/${locale}/log" class="find">${selectField(
      { id: 'act', label: t('admin.log.what'), value: asked.act },
      [
        ['', t('admin.log.anything')],
        ...editorActs.map((one) => [one, t(`admin.act.${keyOf(one)}`)] as const),
      ],
    )}${textField({ id: 'editor', label: t('admin.log.who'), value: asked.editor, dir: 'auto' })}<button>${t('admin.show')}</button></form><p><a href="${file}">${t('admin.log.file')}</a></p>${
      rows.length === 0
        ? html`<p>${t('admin.none')}</p>`
        : table(
            title,
            ['when', 'who', 'what', 'subject', 'reason', 'change'].map((one) => t(`admin.col.${one}`)),
            rows,
          )
    }${last ? html`<p><a href="${addressOf(desk, '/log', { ...asked, before: new Date(last.at).toISOString() })}">${t('admin.log.older')}</a></p>` : null}`,
  }
}

/** "note.hide" → "noteHide": keys of messages have no dots of their own. */
export const keyOf = (act: EditorAct): string =>
  act.replace(/\.(\w)/, (_, letter: string) => letter.toUpperCase())

/** The same as a file. */
export async function logFile(db: Database, desk: DeskRequest): Promise<string> {
  const entries = await listActs(db, { ...filterOf(desk), limit: mostInFile })
  const rows = entries.map((entry: AuditEntry) => [
    new Date(entry.at).toISOString(),
    ...[entry.editor, entry.role, entry.act, entry.subject, entry.reason ?? ''],
    ...[entry.before, entry.after].map((one) => (one ? JSON.stringify(one) : '')),
  ])
  return csvOf(['at', 'editor', 'role', 'act', 'subject', 'reason', 'before', 'after'], rows)
}
