import { minuteMs } from '../bucket.ts'

/** Where the hours and days of a time zone fall. Asks Intl for the rules, draws no text. */

const clocks = new Map<string, Intl.DateTimeFormat>()

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone)
  if (known) return known
  const fresh = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  clocks.set(zone, fresh)
  return fresh
}

/** Minutes that `zone` is ahead of UTC at that moment. */
export function zoneOffset(at: number, zone: string): number {
  if (zone === 'UTC') return 0
  const part: Record<string, number> = {}
  for (const { type, value } of clockOf(zone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part
  // The clock's text has no seconds, so neither may the moment have any.
  return Math.round(
    (Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / minuteMs) * minuteMs) / minuteMs,
  )
}

/** Local time of a moment, as ms since a local epoch: multiples of hours and days are local hours and days. */
export type LocalTime = (at: number) => number

/** Local time within [from, to]: two questions to Intl, and a search only where the clocks change inside. */
export function localTime(from: number, to: number, zone: string): LocalTime {
  const before = zoneOffset(from, zone)
  const after = zoneOffset(to, zone)
  if (before === after) return (at) => at + before * minuteMs
  let [low, high] = [from, to]
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / (2 * minuteMs)) * minuteMs
    if (middle === low) break
    if (zoneOffset(middle, zone) === before) low = middle
    else high = middle
  }
  return (at) => at + (at < high ? before : after) * minuteMs
}

const dayMs = 86_400_000

/** Whole local days from the day of `at` to the day of `now`: 0 today, 1 yesterday. */
export const daysAgo = (at: number, now: number, zone: string): number =>
  Math.floor((now + zoneOffset(now, zone) * minuteMs) / dayMs) -
  Math.floor((at + zoneOffset(at, zone) * minuteMs) / dayMs)
