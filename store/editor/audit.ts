import type { EditorAct, EditorRole } from '#core/editor.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'

/** What an editor did. Rows are added, never changed. */
export interface AuditEntry {
  /** ms */
  at: number
  editor: string
  role: EditorRole
  act: EditorAct
  /** Slug, public id or name of what it was done to. */
  subject: string
  reason?: string | undefined
  /** What was changed, as it was and as it is. Never what people wrote: that is forgotten, and the log is not. */
  before?: Record<string, unknown> | undefined
  after?: Record<string, unknown> | undefined
}

type Json = Parameters<Database['prisma']['auditEntry']['create']>[0]['data']['before']

export async function recordAct(db: Database, entry: AuditEntry): Promise<void> {
  const { at, editor, role, act, subject, reason, before, after } = entry
  await db.prisma.auditEntry.create({
    data: {
      id: newId(at),
      at: new Date(at),
      ...{ editor, role, act, subject },
      ...(reason && { reason }),
      ...(before && { before: before as Json }),
      ...(after && { after: after as Json }),
    },
  })
}

/** Newest first. @param before only what was done before this moment, ms */
export async function listActs(
  db: Database,
  { act, editor, before, limit }: { act?: EditorAct; editor?: string; before?: number; limit: number },
): Promise<AuditEntry[]> {
  const rows = await db.prisma.auditEntry.findMany({
    where: {
      ...(act && { act }),
      ...(editor && { editor }),
      ...(before !== undefined && { at: { lt: new Date(before) } }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  })
  return rows.map((row) => ({
    at: row.at.getTime(),
    editor: row.editor,
    role: row.role as EditorRole,
    act: row.act as EditorAct,
    subject: row.subject,
    reason: row.reason ?? undefined,
    before: (row.before as Record<string, unknown> | null) ?? undefined,
    after: (row.after as Record<string, unknown> | null) ?? undefined,
  }))
}
