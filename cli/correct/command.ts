import { parseArgs } from 'node:util'
import { readEnv } from '#base/env.ts'
import { hasArabic } from '#core/arabic.ts'
import { longestCorrection } from '#core/record/incident-detail.ts'
import { type Database, openDatabase } from '#store/db.ts'
import { correctIncident, type Edit } from '#store/incident/corrections.ts'

const usage = `usage:
  correct-incident PUBLIC_ID --en TEXT --ar TEXT                    adds a dated correction to the record
  correct-incident PUBLIC_ID --en TEXT --ar TEXT --false-alarm      and marks it as a false alarm, for this reason
  correct-incident PUBLIC_ID --en TEXT --ar TEXT --part-of ID       and tells it as a part of a larger incident
Both languages are needed. Nothing that was measured or said is changed. The database is DATABASE_URL.`

/** Returns the public id and what is to be done, or the words that say what is wrong. */
export function readCorrection(args: string[]): { id: string; edit: Edit } | string {
  const options = {
    en: { type: 'string' },
    ar: { type: 'string' },
    'false-alarm': { type: 'boolean' },
    'part-of': { type: 'string' },
  } as const
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>
  try {
    parsed = parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    return (error as Error).message
  }
  const { positionals, values } = parsed
  const [id, ...others] = positionals
  if (!id || others.length > 0) return 'Name one incident.'
  const [en, ar] = [values.en?.trim(), values.ar?.trim()]
  if (!en || !ar) return 'The text is needed in both languages: --en and --ar.'
  if (en.length > longestCorrection || ar.length > longestCorrection)
    return `A text has ${longestCorrection} characters at most.`
  if (!hasArabic(ar)) return 'The text after --ar is not Arabic.'
  const edit = { text: { en, ar }, falseAlarm: values['false-alarm'], mergedInto: values['part-of'] }
  return { id, edit }
}

/** `correct-incident`: puts a dated word on a published record. Returns the exit code; 2 for misuse. */
export async function correctCommand(args: string[]): Promise<number> {
  const wish = readCorrection(args)
  if (typeof wish === 'string') return refuse(`${wish}\n\n${usage}`)
  const url = readEnv().DATABASE_URL
  if (!url) return refuse('Set DATABASE_URL to the database of the incident.')
  const db = openDatabase(url, { max: 1, patient: true })
  try {
    return await correct(db, wish, Date.now())
  } finally {
    await db.close()
  }
}

async function correct(db: Database, { id, edit }: { id: string; edit: Edit }, now: number): Promise<number> {
  const done = await correctIncident(db, id, edit, now)
  if (done === 'unknown') return refuse(`There is no incident "${id}" in this database.`)
  if (done === 'unknown-whole') return refuse(`"${id}" can be no part of "${edit.mergedInto}".`)
  process.stdout.write(`Noted on ${id}, ${new Date(now).toISOString()}.\n`)
  return 0
}

function refuse(text: string): number {
  process.stderr.write(`${text}\n`)
  return 2
}
