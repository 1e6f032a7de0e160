import { parseArgs } from 'node:util'
import { readEnv } from '#base/env.ts'
import { type EditorRole, editorRoles, isRole } from '#core/editor.ts'
import { type Database, openDatabase } from '#store/db.ts'
import { addPerson, endPerson, listPeople, renewKey } from '#store/editor/people.ts'
import { startPostgres } from '#store/postgres/embedded-postgres.ts'
import { migrate } from '#store/postgres/migrate.ts'

const usage = `usage:
  editors add NAME [--role viewer|moderator|editor|admin]   lets somebody in and shows their key, this once; admin unless said
  editors key NAME                                          a new key in place of the old one
  editors end NAME                                          their key opens nothing any more
  editors list
The desk is at /admin of the site. The database is DATABASE_URL's, else the one that "npm start" keeps in DATA_DIR.`

type Wish =
  | { act: 'list' }
  | { act: 'add'; name: string; role: EditorRole }
  | { act: 'key' | 'end'; name: string }

/** What is asked for, or the words that say what is wrong. */
export function readWish(args: string[]): Wish | string {
  let words: string[]
  let role = 'admin'
  try {
    const read = parseArgs({ args, options: { role: { type: 'string' } }, allowPositionals: true })
    words = read.positionals
    role = read.values.role ?? role
  } catch (error) {
    return (error as Error).message
  }
  const [act, typed = '', ...more] = words
  const name = typed.trim()
  if (act === 'list' && !name) return { act }
  if (act !== 'add' && act !== 'key' && act !== 'end') return 'What is to be done?'
  if (!name || name.length > 60 || more.length > 0) return 'Name one person, in up to 60 characters.'
  if (act !== 'add') return { act, name }
  return isRole(role) ? { act, name, role } : `There are these roles: ${editorRoles.join(', ')}.`
}

/** `editors`: who may come to the editors' desk. Returns the exit code; 2 for misuse. */
export async function editorsCommand(args: string[], write = console.log): Promise<number> {
  const wish = readWish(args)
  if (typeof wish === 'string') {
    console.error(`${wish}\n\n${usage}`)
    return 2
  }
  const { DATABASE_URL, DATA_DIR } = readEnv()
  // Joins the Postgres of a site that runs here; where none does, starts it for a moment.
  const own = DATABASE_URL ? null : await startPostgres({ dataDir: DATA_DIR, database: 'outage_desk' })
  const url = DATABASE_URL ?? own!.url
  const db = openDatabase(url, { max: 1, patient: true })
  try {
    await migrate(url)
    return await carryOut(db, wish, write)
  } finally {
    await db.close()
    await own?.stop()
  }
}

async function carryOut(db: Database, wish: Wish, write: (line: string) => void): Promise<number> {
  if (wish.act === 'list') {
    for (const { name, role, endedAt } of await listPeople(db))
      write(`${name}  ${role}${endedAt === null ? '' : `  ended ${new Date(endedAt).toISOString()}`}`)
    return 0
  }
  if (wish.act === 'end') {
    const isDone = await endPerson(db, wish.name, Date.now())
    write(isDone ? `The key of ${wish.name} opens nothing any more.` : `There is no ${wish.name} with a key.`)
    return isDone ? 0 : 1
  }
  const key = wish.act === 'add' ? await addPerson(db, wish, Date.now()) : await renewKey(db, wish.name)
  write(key ?? (wish.act === 'add' ? `There is a ${wish.name} already.` : `There is no ${wish.name}.`))
  return key ? 0 : 1
}
