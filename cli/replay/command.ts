import { parseArgs } from 'node:util'
import { readEnv } from '#base/env.ts'
import { type Locale, locales } from '#core/locale.ts'
import { openDatabase } from '#store/db.ts'
import { playReconstruction } from './play.ts'
import { readReconstruction, reconstructionNames } from './reconstruction.ts'
import { type ReconstructionReport, reportOn } from './report.ts'
import { replayStored, type StoredReport } from './stored.ts'
import { storedText } from './stored-text.ts'
import { longText, shortText } from './text.ts'

const usage = `usage:
  replay --list                   the reconstructions there are
  replay                          all of them, in one table
  replay NAME…                    some of them, at length
  replay --incident PUBLIC_ID…    incidents of the database (DATABASE_URL)
options: --json, --lang en|ar, --seed TEXT (other made-up minutes, as likely as the usual ones)`

/** A wrong word on the command line. */
class Misuse extends Error {}

interface Wish {
  /** Names of reconstructions, or addresses of incidents. */
  names: string[]
  isStored: boolean
  isList: boolean
  isJson: boolean
  lang: Locale
  /** Decides over the made-up minutes; left out, the usual ones. */
  seed?: string
}

/** Throws `Misuse` where the words make no sense. */
function readWish(args: string[]): Wish {
  const options = {
    list: { type: 'boolean' },
    json: { type: 'boolean' },
    lang: { type: 'string', default: 'en' },
    incident: { type: 'string', multiple: true },
    seed: { type: 'string' },
  } as const
  const { values, positionals } = orMisuse(() => parseArgs({ args, options, allowPositionals: true }))
  const lang = locales.find((locale) => locale === values.lang)
  if (!lang) throw new Misuse(`There is no language "${values.lang}": ${locales.join(' or ')}.`)
  const { incident, list = false, json = false } = values
  if (list && (incident || positionals.length > 0)) throw new Misuse('--list stands alone.')
  const names = [...new Set([...(incident ?? []), ...positionals])]
  const known = reconstructionNames()
  const unknown = incident ? undefined : names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new Misuse(`There is no reconstruction "${unknown}". There are: ${known.join(', ')}.`)
  return { names, isStored: incident !== undefined, isList: list, isJson: json, lang, seed: values.seed }
}

function orMisuse<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    throw new Misuse((error as Error).message)
  }
}

/** Resolves when it is written: whoever calls may end the process at once. */
const say = (text: string): Promise<void> =>
  new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve()))
const sayJson = (value: unknown) => say(JSON.stringify(value, null, 2))

/**
 * `replay`: plays reconstructions, or incidents of the database, through the detector, and tells when it would have
 * spoken and what it would have said. The same data give the same bytes. Returns the exit code; 2 for misuse.
 */
export async function replayCommand(args: string[]): Promise<number> {
  try {
    const wish = readWish(args)
    if (wish.isList) await list(wish)
    else if (wish.isStored) await tellStored(wish)
    else await tellReconstructions(wish)
    return 0
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    console.error(`${error.message}\n\n${usage}`)
    return 2
  }
}

async function list({ isJson, lang }: Wish): Promise<void> {
  const entries = reconstructionNames().map((name) => {
    const { title, shapeConfidence, model } = readReconstruction(name)
    const services = model.services.filter(({ impactFrom }) => impactFrom).map(({ slug }) => slug)
    return { name, title: title[lang], shapeConfidence, services }
  })
  const lines = entries.map(
    ({ name, title, shapeConfidence, services }) =>
      `${name.padEnd(20)} ${shapeConfidence}  ${title}: ${services.join(', ')}`,
  )
  if (isJson) await sayJson(entries)
  else await say(lines.join('\n'))
}

async function tellReconstructions({ names, isJson, lang, seed }: Wish): Promise<void> {
  const wanted = names.length > 0 ? names : reconstructionNames()
  const reports = wanted.map((name): ReconstructionReport => {
    const data = readReconstruction(name)
    return reportOn(name, data, playReconstruction(data, seed), lang)
  })
  if (isJson) await sayJson(reports)
  else if (names.length === 0) await say(shortText(reports, lang))
  else await say(reports.map((report) => longText(report, lang)).join('\n\n\n'))
}

async function tellStored({ names, isJson, lang }: Wish): Promise<void> {
  const url = orMisuse(() => readEnv()).DATABASE_URL
  if (!url) throw new Misuse('A stored incident needs its database: set DATABASE_URL.')
  const db = openDatabase(url, { max: 2, patient: true })
  try {
    const reports: StoredReport[] = []
    for (const id of names) {
      const report = await replayStored(db, id, Date.now(), lang)
      if (!report) throw new Misuse(`There is no incident "${id}" in this database.`)
      reports.push(report)
    }
    if (isJson) await sayJson(reports)
    else await say(reports.map((report) => storedText(report, lang)).join('\n\n\n'))
  } finally {
    await db.close()
  }
}
