import { createHash, randomBytes } from 'node:crypto'
import { type EditorRole, isSessionAlive, sessionIdleMs, sessionMostMs } from '#core/editor.ts'
import type { Database } from '../db.ts'
import { newId } from '../id.ts'

/** The people of the editors' desk, and who of them is signed in. */
export interface Person {
  id: string
  name: string
  role: EditorRole
  /** ms */
  createdAt: number
  /** Their key opens nothing any more; null: it does. */
  endedAt: number | null
}

/** Keys are drawn, not thought up: nothing slower than one hash is needed to keep them. */
const hashOf = (secret: string) => new Uint8Array(createHash('sha256').update(secret).digest())
const drawSecret = (): string => randomBytes(20).toString('base64url')

type Row = { id: string; name: string; role: string; createdAt: Date; endedAt: Date | null }

const personOf = ({ id, name, role, createdAt, endedAt }: Row): Person => ({
  ...{ id, name },
  role: role as EditorRole,
  createdAt: createdAt.getTime(),
  endedAt: endedAt?.getTime() ?? null,
})

/** @returns the new person's key, which is kept nowhere; null: the name is taken */
export async function addPerson(
  db: Database,
  { name, role }: { name: string; role: EditorRole },
  now: number,
): Promise<string | null> {
  const key = drawSecret()
  const made = await db.prisma.editor.createMany({
    data: [{ id: newId(now), name, role, keyHash: hashOf(key), createdAt: new Date(now) }],
    skipDuplicates: true,
  })
  return made.count === 1 ? key : null
}

export async function listPeople(db: Database): Promise<Person[]> {
  const rows = await db.prisma.editor.findMany({ orderBy: [{ endedAt: 'desc' }, { name: 'asc' }] })
  return rows.map(personOf)
}

/** @returns the role they had; null: there is nobody of that name whose key still opens */
export async function changeRole(db: Database, name: string, role: EditorRole): Promise<EditorRole | null> {
  const rows = await db.query<{ role: EditorRole }>(
    `UPDATE editor SET role = $2
     FROM (SELECT id, role FROM editor WHERE name = $1 AND ended_at IS NULL FOR UPDATE) was
     WHERE editor.id = was.id RETURNING was.role`,
    [name, role],
  )
  return rows[0]?.role ?? null
}

/** A new key in place of the old one, which signs out whoever came in by it. null: there is nobody of that name. */
export async function renewKey(db: Database, name: string): Promise<string | null> {
  const key = drawSecret()
  const person = await db.prisma.editor.findUnique({ where: { name }, select: { id: true } })
  if (!person) return null
  await db.prisma.$transaction([
    db.prisma.editor.update({ where: { name }, data: { keyHash: hashOf(key), endedAt: null } }),
    db.prisma.editorSession.deleteMany({ where: { editorId: person.id } }),
  ])
  return key
}

/** Their key opens nothing from now on. False: there is nobody of that name whose key still opened. */
export async function endPerson(db: Database, name: string, now: number): Promise<boolean> {
  const person = await db.prisma.editor.findUnique({ where: { name, endedAt: null }, select: { id: true } })
  if (!person) return false
  await db.prisma.$transaction([
    db.prisma.editor.update({ where: { name }, data: { endedAt: new Date(now) } }),
    db.prisma.editorSession.deleteMany({ where: { editorId: person.id } }),
  ])
  return true
}

/** @returns what the browser holds from now on; null: the key opens nothing */
export async function openSession(db: Database, key: string, now: number): Promise<string | null> {
  const token = drawSecret()
  // Locked: a key that is renewed or ended at the same moment opens nothing, or its session ends with those before.
  const opened = await db.query(
    `INSERT INTO editor_session (token_hash, editor_id, started_at, used_at)
     SELECT $1, id, $3, $3 FROM editor WHERE key_hash = $2 AND ended_at IS NULL FOR SHARE
     RETURNING 1`,
    [hashOf(token), hashOf(key), new Date(now)],
  )
  if (opened.length === 0) return null
  await db.prisma.editorSession.deleteMany({
    where: {
      OR: [
        { usedAt: { lt: new Date(now - sessionIdleMs) } },
        { startedAt: { lt: new Date(now - sessionMostMs) } },
      ],
    },
  })
  return token
}

/** Uses are written down so often at most. */
const noteUseMs = 60_000

/** Who holds this session; null: nobody does any more. @param isUse whether they did something by it just now */
export async function readSession(
  db: Database,
  token: string,
  now: number,
  isUse: boolean,
): Promise<Person | null> {
  const tokenHash = hashOf(token)
  const session = await db.prisma.editorSession.findUnique({
    where: { tokenHash },
    include: { editor: true },
  })
  if (!session || session.editor.endedAt) return null
  const usedAt = session.usedAt.getTime()
  if (!isSessionAlive(session.startedAt.getTime(), usedAt, now)) return null
  if (isUse && now - usedAt >= noteUseMs) {
    await db.prisma.editorSession.updateMany({ where: { tokenHash }, data: { usedAt: new Date(now) } })
  }
  return personOf(session.editor)
}

export async function closeSession(db: Database, token: string): Promise<void> {
  await db.prisma.editorSession.deleteMany({ where: { tokenHash: hashOf(token) } })
}
