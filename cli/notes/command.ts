import { parseArgs } from 'node:util'
import { readEnv } from '#base/env.ts'
import { openDatabase } from '#store/db.ts'
import { decideNote, listNotesToCheck } from '#store/report/notes.ts'

const usage = `usage:
  notes list [--all]        notes that wait until somebody has looked at them, or all of them
  notes approve ID…         shows them; flags change nothing after that
  notes hide ID…            shows them to nobody
The database is DATABASE_URL's.`

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `notes`: what the person in charge does with what people wrote. Returns the exit code; 2 for misuse. */
export async function notesCommand(args: string[], write = console.log): Promise<number> {
  const misuse = (message: string): number => {
    console.error(`${message}\n\n${usage}`)
    return 2
  }
  let all = false
  let words: string[] = []
  try {
    const read = parseArgs({ args, options: { all: { type: 'boolean' } }, allowPositionals: true })
    all = read.values.all ?? false
    words = read.positionals
  } catch (error) {
    return misuse((error as Error).message)
  }
  const [act, ...ids] = words
  if (act !== 'list' && act !== 'approve' && act !== 'hide') return misuse('What is to be done?')
  if (act !== 'list' && (ids.length === 0 || !ids.every((id) => uuid.test(id))))
    return misuse('Which notes? Their ids are in the list.')
  const url = readEnv().DATABASE_URL
  if (!url) return misuse('Notes are in a database: set DATABASE_URL.')
  const db = openDatabase(url, { max: 2, patient: true })
  try {
    if (act === 'list') {
      for (const note of await listNotesToCheck(db, all)) {
        const { id, service, state, heldFor, flags, same, body, postedAt } = note
        write(
          `${id}  ${postedAt.toISOString()}  ${service}  ${state}${heldFor ? ` (${heldFor})` : ''}  flags ${flags}, same here ${same}\n  ${body}`,
        )
      }
      return 0
    }
    let missing = 0
    for (const id of ids) {
      const isDone = (await decideNote(db, id, act === 'approve' ? 'shown' : 'hidden', Date.now())) !== null
      if (!isDone) missing++
      write(`${id}  ${isDone ? (act === 'approve' ? 'shown' : 'hidden') : 'not there'}`)
    }
    return missing === 0 ? 0 : 1
  } finally {
    await db.close()
  }
}
