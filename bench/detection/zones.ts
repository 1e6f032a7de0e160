/** Local time in a handful of zones with the daylight saving of 2026, independent of the machine's own tables. */

export const minutesADay = 1440
export const minutesAWeek = 7 * minutesADay
const msAMinute = 60_000

interface Zone {
  /** Standard time minus UTC, minutes. */
  offset: number
  /** UTC minutes since 1970 between which the clock is an hour ahead. */
  summer?: { from: number; to: number }
}

const minuteOf = (iso: string): number => Date.parse(iso) / msAMinute
const summerBetween = (from: string, to: string) => ({ from: minuteOf(from), to: minuteOf(to) })
const europeanSummer = summerBetween('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z')

const zones = {
  'America/New_York': {
    offset: -300,
    summer: summerBetween('2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z'),
  },
  'America/Los_Angeles': {
    offset: -480,
    summer: summerBetween('2026-03-08T10:00:00Z', '2026-11-01T09:00:00Z'),
  },
  'Europe/London': { offset: 0, summer: europeanSummer },
  'Europe/Berlin': { offset: 60, summer: europeanSummer },
  'Asia/Kolkata': { offset: 330 },
  'Asia/Tokyo': { offset: 540 },
  'America/Sao_Paulo': { offset: -180 },
  'Asia/Jakarta': { offset: 420 },
} satisfies Record<string, Zone>

export type ZoneName = keyof typeof zones

/** In a fixed order: a random pick is a position in this list. */
export const zoneNames = Object.keys(zones) as ZoneName[]

/** Minutes since 1970 on a clock in this zone, at a UTC minute since 1970. */
export function localMinute(name: ZoneName, utcMinute: number): number {
  const zone: Zone = zones[name]
  const ahead = zone.summer && utcMinute >= zone.summer.from && utcMinute < zone.summer.to
  return utcMinute + zone.offset + (ahead ? 60 : 0)
}

/** Minute of the local week, Monday 00:00 being 0; 1 January 1970 was a Thursday. */
export function minuteOfWeek(local: number): number {
  return (((local + 3 * minutesADay) % minutesAWeek) + minutesAWeek) % minutesAWeek
}
