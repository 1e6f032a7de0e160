import { readFileSync } from 'node:fs'

/** The history of one service: distinct reporters in every minute, zeros included. */
export interface Series {
  /** Minutes since the epoch. */
  firstMinute: number
  reporters: Int32Array
}

/** Milliseconds of a minute. */
export const minuteMs = 60_000

/** Reads `timestamp,count,reporters`, one line a minute; the first line names the columns. */
export function readSeries(file: string): Series {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1)
  const reporters = Int32Array.from(lines, (line) => Number(line.slice(line.lastIndexOf(',') + 1)))
  const [first = ''] = lines
  return { firstMinute: Date.parse(first.slice(0, first.indexOf(','))) / minuteMs, reporters }
}
