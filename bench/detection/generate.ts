/** Writes a whole data set: one CSV file per service, and the truth about them. */

import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadInput } from './numbers.ts'
import { Rng } from './random.ts'
import type { Counts } from './reports.ts'
import { generateService } from './service.ts'
import type { Truth, TruthService } from './truth.ts'
import { minutesADay } from './zones.ts'

export interface GenerateOptions {
  /** Any string; the same seed and options give the same bytes. */
  seed: string
  /** Folder for input/*.csv and truth.json; an older input/ in it is replaced. */
  out: string
  services?: number
  /** Days before the evaluated time, and days of it. */
  histDays?: number
  evalDays?: number
  /** First minute, ISO-8601 UTC. The zones know the daylight saving of 2026 only. */
  t0?: string
}

const defaultStart = '2026-02-23T00:00:00Z'

/** A young service has up to three days of history, and outages need room: less would not be drawn right. */
const leastDays = 3
const msAMinute = 60_000
/** Rates of the services, distinct reporters a minute. */
const rates = { low: 0.005, high: 200 }

function checkWhole(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new BadInput(`${name} must be a whole number of at least ${least}, not ${value}.`)
  }
}

/** One rate from each of `count` equal slices of the logarithmic scale, shuffled so that a name tells nothing. */
function drawRates(seed: string, count: number): number[] {
  const rng = new Rng(`${seed}|rates`)
  const list: number[] = []
  for (let i = 0; i < count; i++) {
    const slice = (Math.log(rates.high / rates.low) * (i + rng.uniform())) / count
    list.push(Math.exp(Math.log(rates.low) + slice))
  }
  for (let i = count - 1; i > 0; i--) {
    const j = rng.int(0, i)
    const kept = list[i]!
    list[i] = list[j]!
    list[j] = kept
  }
  return list
}

/** The contract's input: one line a minute from the birth on, zeros included. */
function csvOf({ reports, reporters }: Counts, stamps: string[], birth: number): string {
  const lines = ['timestamp,count,reporters']
  for (let i = birth; i < stamps.length; i++) lines.push(`${stamps[i]},${reports[i]},${reporters[i]}`)
  return `${lines.join('\n')}\n`
}

/** Generates a data set, writes it to `out` and returns its truth. Throws BadInput. */
export function generate(options: GenerateOptions): Truth {
  const { seed, out, services: count = 200, histDays = 28, evalDays = 14, t0 = defaultStart } = options
  checkWhole('The number of services', count, 1)
  checkWhole('The days of history', histDays, leastDays)
  checkWhole('The evaluated days', evalDays, leastDays)
  const start = Date.parse(t0)
  if (!Number.isInteger(start / msAMinute)) {
    throw new BadInput(`The first minute must be a time like ${defaultStart}, not “${t0}”.`)
  }
  const minutes = (histDays + evalDays) * minutesADay
  const span = { firstMinute: start / msAMinute, minutes, history: histDays * minutesADay }
  const stamps = Array.from({ length: minutes }, (_, i) =>
    new Date(start + i * msAMinute).toISOString().replace('.000Z', 'Z'),
  )
  const input = join(out, 'input')
  rmSync(input, { recursive: true, force: true })
  mkdirSync(input, { recursive: true })
  const digest = createHash('sha256')
  const services: TruthService[] = []
  for (const [index, rate] of drawRates(seed, count).entries()) {
    const name = `s${String(index).padStart(3, '0')}`
    const { truth, counts } = generateService({ seed, index, name, rate, span })
    const csv = csvOf(counts, stamps, truth.birth)
    digest.update(csv)
    writeFileSync(join(input, `${name}.csv`), csv)
    services.push(truth)
  }
  const truth: Truth = {
    version: 1,
    kind: 'synthetic',
    seed,
    t0,
    minutes,
    evalStart: span.history,
    sha256: digest.digest('hex'),
    services,
  }
  writeFileSync(join(out, 'truth.json'), JSON.stringify(truth))
  return truth
}
