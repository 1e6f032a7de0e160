import { parseArgs } from 'node:util'
import { readEnv } from '#base/env.ts'
import { type Database, openDatabase } from '#store/db.ts'
import { discontinueService, type Fate, mergeService, restoreService } from '#store/service/service-fate.ts'

const usage = `usage:
  service discontinue SLUG [--on YYYY-MM-DD]   its operator closed it, today or on that day: its page stays with its
                                               history and says so, and no reports are taken
  service merge SLUG --into SLUG               it is a part of another now: its address leads there
  service restore SLUG                         takes either back
Running instances follow within half a minute. The database is DATABASE_URL's.`

type Wish = { slug: string } & (
  | { act: 'discontinue'; on: Date }
  | { act: 'merge'; into: string }
  | { act: 'restore' }
)

/** What is asked for, or the words that say what is wrong. @param now ms */
export function readWish(args: string[], now: number): Wish | string {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return (error as Error).message
  }
  const { on, into } = parsed.values
  const [act, slug, ...more] = parsed.positionals
  if (!slug || more.length > 0) return 'Name what is to be done, and one service.'
  if (act !== 'discontinue' && on !== undefined) return '--on is the day of a service that was closed.'
  if (act !== 'merge' && into !== undefined) return '--into is the service that another became a part of.'
  if (act === 'restore') return { act, slug }
  if (act === 'merge') return into ? { act, slug, into } : 'Into which service? --into SLUG'
  if (act !== 'discontinue') return 'What is to be done?'
  const day = on ?? new Date(now).toISOString().slice(0, 10)
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : null
  if (!at || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return `"${day}" is no day.`
  return at.getTime() > now ? 'That day is yet to come.' : { act, slug, on: at }
}

const parse = (args: string[]) =>
  parseArgs({ args, options: { on: { type: 'string' }, into: { type: 'string' } }, allowPositionals: true })

/** `service`: closes a service or makes it a part of another. Returns the exit code; 2 for misuse. */
export async function serviceCommand(args: string[]): Promise<number> {
  const wish = readWish(args, Date.now())
  if (typeof wish === 'string') return refuse(`${wish}\n\n${usage}`)
  const url = readEnv().DATABASE_URL
  if (!url) return refuse('Set DATABASE_URL to the database of the service.')
  const db = openDatabase(url, { max: 1, patient: true })
  try {
    const done = await carryOut(db, wish)
    if (done === 'unknown') return refuse(`There is no service "${wish.slug}" in this database.`)
    if (done === 'unknown-target')
      return refuse('It can only become a part of another service that is followed.')
    process.stdout.write(`Done: ${args.join(' ')}\n`)
    return 0
  } finally {
    await db.close()
  }
}

function carryOut(db: Database, wish: Wish): Promise<Fate> {
  if (wish.act === 'discontinue') return discontinueService(db, wish.slug, wish.on)
  return wish.act === 'merge' ? mergeService(db, wish.slug, wish.into) : restoreService(db, wish.slug)
}

function refuse(text: string): number {
  process.stderr.write(`${text}\n`)
  return 2
}
