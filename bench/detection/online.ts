/**
 * Is a detector really online? It runs on whole series and on the same cut off at random times: whatever it raised
 * before a cut has to be there, at the same minute, in both.
 */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Detection, isoMinute, readDetections } from './detections.ts'
import { BadInput } from './numbers.ts'
import { Rng } from './random.ts'
import { minutesADay } from './zones.ts'

/** Runs a detector over a folder of series and has it write its incidents to a file. */
export type RunDetector = (input: string, output: string) => Promise<void>

export interface OnlineOptions {
  /** Folder of series. */
  input: string
  run: RunDetector
  /** Names the random choice of services and cuts. */
  seed?: string
  services?: number
  cuts?: number
}

export interface OnlineResult {
  services: number
  cuts: number
  /** Incidents before a cut that were compared, over all cuts. */
  incidents: number
  /** Ends more than three hours old at the cut that were told otherwise later; allowed, but worth knowing. */
  endsRevised: number
  /** In words; empty if the detector is online. */
  differences: string[]
}

/** Cuts are between half a day and twelve days before the end of the data. */
const cutDays = { least: 0.5, most: 12 }
const settledMs = 3 * 3_600_000
const msAMinute = 60_000

/** Throws BadInput if there are no series, and whatever `run` throws. */
export async function checkOnline(options: OnlineOptions): Promise<OnlineResult> {
  const { input, run, seed = '1', services = 6, cuts = 3 } = options
  const names = readdirSync(input)
    .filter((name) => name.endsWith('.csv'))
    .sort()
  if (names.length === 0) throw new BadInput(`There are no .csv files in ${input}`)
  const rng = new Rng(`online|${seed}`)
  const picked = pickSome(rng, names, services)
  const series = new Map(picked.map((name) => [name, readFileSync(join(input, name), 'utf8').trimEnd()]))
  const work = mkdtempSync(join(tmpdir(), 'outage-desk-online-'))
  const detect = async (name: string, cut?: string): Promise<Detection[]> => {
    const dir = join(work, name)
    mkdirSync(dir)
    for (const [file, text] of series) writeFileSync(join(dir, file), cut ? before(text, cut) : `${text}\n`)
    await run(dir, `${dir}.jsonl`)
    return readDetections(`${dir}.jsonl`)
  }
  const result: OnlineResult = {
    services: picked.length,
    cuts,
    incidents: 0,
    endsRevised: 0,
    differences: [],
  }
  try {
    const whole = await detect('whole')
    const last = lastMinuteOf(series.get(picked[0]!)!)
    for (let i = 0; i < cuts; i++) {
      const back = Math.floor(rng.range(cutDays.least, cutDays.most) * minutesADay)
      const cut = isoMinute(last - back)
      compare(whole, await detect(`cut-${i}`, cut), cut, result)
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return result
}

function pickSome(rng: Rng, names: readonly string[], count: number): string[] {
  const picked: string[] = []
  while (picked.length < Math.min(count, names.length)) {
    const name = rng.pick(names)
    if (!picked.includes(name)) picked.push(name)
  }
  return picked
}

/** The header and the lines before the cut; times of one form sort as text. */
function before(text: string, cut: string): string {
  const [header, ...lines] = text.split('\n')
  return `${[header, ...lines.filter((line) => line.slice(0, cut.length) < cut)].join('\n')}\n`
}

function lastMinuteOf(text: string): number {
  const line = text.slice(text.lastIndexOf('\n') + 1)
  const at = Date.parse(line.slice(0, line.indexOf(',')))
  if (Number.isNaN(at)) throw new BadInput(`This is not a line of a series: ${line}`)
  return at / msAMinute
}

const keyOf = (one: Detection): string => `${one.service} ${Date.parse(one.detected_at)}`

/** Adds to `result` what two runs disagree about. */
function compare(whole: Detection[], part: Detection[], cut: string, result: OnlineResult): void {
  const cutAt = Date.parse(cut)
  const expected = new Map(
    whole.filter((one) => Date.parse(one.detected_at) < cutAt).map((one) => [keyOf(one), one]),
  )
  const found = new Map(part.map((one) => [keyOf(one), one]))
  result.incidents += expected.size
  for (const [key, one] of expected) {
    const same = found.get(key)
    if (!same) result.differences.push(`cut ${cut}: only in the whole run: ${JSON.stringify(one)}`)
    else if (one.end && Date.parse(one.end) < cutAt - settledMs && same.end !== one.end) result.endsRevised++
  }
  for (const [key, one] of found) {
    if (!expected.has(key)) result.differences.push(`cut ${cut}: only in the cut run: ${JSON.stringify(one)}`)
  }
}
