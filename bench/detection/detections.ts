/** What a detector says it found: the output side of the benchmark's contract. */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BadInput } from './numbers.ts'

/** One incident; times are ISO 8601, UTC. */
export interface Detection {
  service: string
  /** The detector's guess of the onset. It is not scored. */
  start?: string | null
  /** The minute at whose end the alarm is raised. */
  detected_at: string
  /** Null while it lasts. */
  end?: string | null
}

const msAMinute = 60_000

/** A minute since 1970 in the contract's words. */
export const isoMinute = (minute: number): string =>
  new Date(minute * msAMinute).toISOString().replace('.000Z', 'Z')

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function parseLine(line: string, place: string): Detection {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new BadInput(`${place}: this is not a line of JSON`)
  }
  if (!isObject(value)) throw new BadInput(`${place}: this is not an incident`)
  const { service, start, detected_at, end } = value
  if (typeof service !== 'string' || typeof detected_at !== 'string') {
    throw new BadInput(`${place}: an incident needs "service" and "detected_at"`)
  }
  const text = (time: unknown) => (typeof time === 'string' ? time : null)
  return { service, start: text(start), detected_at, end: text(end) }
}

/** Incidents from JSON lines; `name` is for complaints. Throws BadInput with the line that is wrong. */
export function parseDetections(text: string, name: string): Detection[] {
  return text
    .split('\n')
    .map((line, i) => ({ line, place: `${name}:${i + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, place }) => parseLine(line, place))
}

/** Incidents of a file, or of every .jsonl file of a folder. Throws BadInput. */
export function readDetections(path: string): Detection[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) throw new BadInput(`There is no ${path}`)
  const files = stats.isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => join(path, name))
    : [path]
  return files.flatMap((file) => parseDetections(readFileSync(file, 'utf8'), file))
}

export const jsonLines = (detections: readonly Detection[]): string =>
  detections.map((one) => `${JSON.stringify(one)}\n`).join('')
