import { getDateTimeFormat, type Translator } from './translate.ts'

/** Clock times, dates and lengths of time in words. All of it depends on the zone given, never on the machine's. */

export type Instant = string | number

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

interface Parts {
  year: number
  month: number
  day: number
  hour: string
  minute: string
  second: string
}

// Latin digits and the Gregorian calendar whatever the page's language: words come from the catalogue.
const partsIn = (zone: string, at: Instant): Parts => {
  const found: Record<string, string> = {}
  const format = getDateTimeFormat('en', {
    timeZone: zone,
    // h23, because "hour12: false" writes midnight as 24:00
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  for (const part of format.formatToParts(new Date(at))) found[part.type] = part.value
  return {
    year: Number(found.year),
    month: Number(found.month),
    day: Number(found.day),
    hour: found.hour ?? '',
    minute: found.minute ?? '',
    second: found.second ?? '',
  }
}

/**
 * "UTC+3", "UTC−3:30", "UTC": with the minus sign of print. Worked out here, because Intl's own words for it differ
 * from machine to machine ("GMT", "GMT+0") and have a hyphen.
 */
export function offsetOf(zone: string, at: Instant): string {
  const parts = partsIn(zone, at)
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, Number(parts.hour), Number(parts.minute))
  // The local time has no seconds, so neither may the moment have any.
  const ahead = Math.round(local / minute) - Math.floor(new Date(at).getTime() / minute)
  const [hours, rest] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60]
  // No zone is less than ten minutes past the hour in our time.
  return ahead === 0 ? 'UTC' : `UTC${ahead < 0 ? '−' : '+'}${hours}${rest ? `:${rest}` : ''}`
}

/** "Riyadh time (UTC+3)"; the offset alone where the catalogue has no name for the zone. */
export function zoneName(t: Translator, zone: string, at: Instant): string {
  const offset = offsetOf(zone, at)
  const city = t('time.city', { zone: zone.slice(zone.lastIndexOf('/') + 1) })
  if (city) return t('time.zone', { city, offset })
  return zone === 'UTC' ? 'UTC' : t('time.zoneBare', { offset })
}

/** Days from one date to the other as the calendar of `zone` counts them. */
const daysBetween = (from: Parts, to: Parts): number =>
  Math.round((Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / day)

/** `after`: follows a preposition (Arabic needs another case there); `tight`: for columns of figures. */
export type DurationStyle = 'plain' | 'after' | 'tight'

/** "2 h 56 min", «ساعتين و56 دقيقة»: the two largest units that say something. */
export function durationText(t: Translator, ms: number, style: DurationStyle = 'plain'): string {
  const all = Math.max(0, Math.floor(ms / minute))
  const space = style === 'after' ? 'time.after' : 'time'
  const count = (unit: string, n: number): string =>
    style === 'tight' && unit === 'minutes' ? t('time.tightMinutes', { n }) : t(`${space}.${unit}`, { n })
  const join = (first: [string, number], second: [string, number]): string => {
    const a = count(...first)
    return second[1] === 0 ? a : t('time.join', { a, b: count(...second) })
  }
  const minutes = all % 60
  const hours = Math.floor(all / 60) % 24
  const days = Math.floor(all / (60 * 24))
  if (days > 0) return join(['days', days], ['hours', hours])
  if (hours > 0) return join(['hours', hours], ['minutes', minutes])
  return minutes > 0 ? t(`${space}.minutes`, { n: minutes }) : t(`${space}.now`)
}

/** A lead in whole minutes as words: "21 minutes", «21 دقيقة» (after a preposition). */
export function minutesText(t: Translator, minutes: number): string {
  const n = Math.round(Math.abs(minutes))
  if (n < 60) return t('time.words.minutes', { n })
  return durationText(t, n * minute, 'after')
}

/** Times of one zone in one language. */
export interface Clock {
  zone: string
  /** 14:46 */
  time(at: Instant): string
  /** 14:46:20 */
  seconds(at: Instant): string
  /** 14:46 today, "14:45 yesterday", "14:45, 12 March", with the year once it differs. */
  moment(at: Instant, now: Instant): string
  /** 17 March 2026 */
  date(at: Instant): string
  /** March 2026 */
  month(at: Instant): string
  zoneName(at: Instant): string
}

/** Months as they are called in the Levant and Iraq: كانون الثاني for يناير. */
export const levantMonth = (month: number): string =>
  getDateTimeFormat('ar-SY-u-nu-latn-ca-gregory', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, month - 1, 1),
  )

/** @param monthName a month's name by its number; else the catalogue's */
export function createClock(
  t: Translator,
  zone: string,
  monthName = (month: number): string => t(`time.m${month}`),
): Clock {
  const time = (at: Instant): string => {
    const parts = partsIn(zone, at)
    return `${parts.hour}:${parts.minute}`
  }
  const dateWords = (parts: Parts) => ({
    day: String(parts.day),
    month: monthName(parts.month),
    year: String(parts.year),
  })
  return {
    zone,
    time,
    seconds: (at) => `${time(at)}:${partsIn(zone, at).second}`,
    moment(at, now) {
      const [then, today] = [partsIn(zone, at), partsIn(zone, now)]
      const age = daysBetween(then, today)
      if (age === 0) return time(at)
      if (age === 1) return t('time.yesterday', { t: time(at) })
      const key = then.year === today.year ? 'time.onDay' : 'time.onDate'
      return t(key, { t: time(at), ...dateWords(then) })
    },
    date: (at) => t('time.date', dateWords(partsIn(zone, at))),
    month: (at) => t('time.month', dateWords(partsIn(zone, at))),
    zoneName: (at) => zoneName(t, zone, at),
  }
}

/** The zone of the first HTML, the same for everybody who reads a language; named beside the times. */
export const pageZones = { en: 'UTC', ar: 'Asia/Riyadh' } as const
