import { minuteMs } from '#core/bucket.ts'

/** When people report: the day and the week of made-up crowds, each in the time of its own country. */

/** Share of the busiest hour by local hour, midnight first. */
const days = {
  /** What people do when the work is done: talk, watch, play, shop. */
  evening: [62, 42, 27, 18, 14, 15, 20, 28, 36, 43, 48, 52, 56, 58, 58, 60, 64, 70, 78, 87, 95, 100, 96, 82],
  office: [12, 8, 6, 5, 5, 7, 14, 30, 60, 88, 100, 98, 90, 86, 92, 90, 80, 66, 55, 50, 48, 42, 32, 20],
  /** Study and work: the office, and homework at night. */
  study: [40, 26, 17, 12, 10, 11, 17, 29, 50, 70, 80, 82, 80, 78, 82, 82, 80, 78, 82, 90, 97, 100, 88, 64],
  /** Banks and offices of the state. */
  errands: [18, 11, 8, 6, 6, 9, 18, 42, 74, 94, 100, 97, 88, 80, 74, 70, 70, 72, 76, 78, 74, 64, 46, 30],
  /** What is needed all day: a signal, a card, a ride. */
  always: [40, 25, 16, 12, 10, 13, 22, 36, 52, 65, 74, 79, 80, 80, 79, 78, 80, 84, 90, 97, 100, 97, 84, 62],
} as const

type Day = keyof typeof days

/** A weekend's level against a working day's. */
const weekend: Record<Day, number> = { evening: 1.12, office: 0.5, study: 0.78, errands: 0.55, always: 0.95 }

const dayOfCategory: Record<string, Day> = {
  ai: 'study',
  banks: 'errands',
  cloud: 'office',
  developer: 'office',
  education: 'study',
  email: 'office',
  government: 'errands',
  internet: 'always',
  mobile: 'always',
  payments: 'always',
  travel: 'always',
  work: 'office',
}

/** Countries by time zone and days of rest (0 = Sunday). */
const countries: Record<string, { zone: string; rest: number[] }> = {
  AE: { zone: 'Asia/Dubai', rest: [6, 0] },
  AU: { zone: 'Australia/Sydney', rest: [6, 0] },
  BH: { zone: 'Asia/Bahrain', rest: [5, 6] },
  BR: { zone: 'America/Sao_Paulo', rest: [6, 0] },
  CA: { zone: 'America/Toronto', rest: [6, 0] },
  DE: { zone: 'Europe/Berlin', rest: [6, 0] },
  DZ: { zone: 'Africa/Algiers', rest: [5, 6] },
  EG: { zone: 'Africa/Cairo', rest: [5, 6] },
  GB: { zone: 'Europe/London', rest: [6, 0] },
  HK: { zone: 'Asia/Hong_Kong', rest: [6, 0] },
  IN: { zone: 'Asia/Kolkata', rest: [6, 0] },
  IQ: { zone: 'Asia/Baghdad', rest: [5, 6] },
  JO: { zone: 'Asia/Amman', rest: [5, 6] },
  KW: { zone: 'Asia/Kuwait', rest: [5, 6] },
  LB: { zone: 'Asia/Beirut', rest: [6, 0] },
  LY: { zone: 'Africa/Tripoli', rest: [5, 6] },
  MA: { zone: 'Africa/Casablanca', rest: [6, 0] },
  NZ: { zone: 'Pacific/Auckland', rest: [6, 0] },
  OM: { zone: 'Asia/Muscat', rest: [5, 6] },
  PS: { zone: 'Asia/Hebron', rest: [5, 6] },
  QA: { zone: 'Asia/Qatar', rest: [5, 6] },
  SA: { zone: 'Asia/Riyadh', rest: [5, 6] },
  SD: { zone: 'Africa/Khartoum', rest: [5, 6] },
  SY: { zone: 'Asia/Damascus', rest: [5, 6] },
  TN: { zone: 'Africa/Tunis', rest: [6, 0] },
  US: { zone: 'America/New_York', rest: [6, 0] },
  YE: { zone: 'Asia/Aden', rest: [5, 6] },
}

/** Who uses what is used everywhere, in the demo's world. */
const everywhere = [
  ['SA', 22],
  ['EG', 18],
  ['US', 18],
  ['GB', 10],
  ['AE', 10],
  ['IN', 8],
  ['DE', 7],
  ['MA', 7],
] as const

/** Where the people of a service are, by weight: the first markets are its largest. */
export const crowdOf = (markets: string[]): readonly (readonly [country: string, weight: number])[] => {
  const known = markets.filter((country) => countries[country])
  return known.length > 0 ? known.map((country, i) => [country, 1 / (i + 1)] as const) : everywhere
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Minutes a zone is ahead of UTC at `at`. */
function aheadOf(zone: string, at: number): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    clocks.set(zone, clock)
  }
  const name = clock.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const found = /GMT([+-])(\d\d):(\d\d)/.exec(name)
  if (!found) return 0
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3]))
}

const rhythms = new Map<string, Float64Array>()

/**
 * Level of every quarter-hour from `from` (ms) on, against the busiest hour of a working day.
 * Remembered: many services share a rhythm.
 */
export function rhythmOf(
  service: { category: { slug: string }; markets: string[] },
  from: number,
  quarters: number,
): Float64Array {
  const day = dayOfCategory[service.category.slug] ?? 'evening'
  const crowd = crowdOf(service.markets)
  const key = `${day} ${from} ${quarters} ${crowd.join(' ')}`
  const known = rhythms.get(key)
  if (known) return known
  const total = crowd.reduce((sum, [, weight]) => sum + weight, 0)
  const levels = new Float64Array(quarters)
  for (const [country, weight] of crowd) {
    const { zone, rest } = countries[country]!
    let ahead = 0
    for (let i = 0; i < quarters; i++) {
      const at = from + i * 15 * minuteMs
      if (i % 24 === 0) ahead = aheadOf(zone, at)
      const local = new Date(at + (ahead + 7.5) * minuteMs)
      const hours = local.getUTCHours() + local.getUTCMinutes() / 60
      const rests = rest.includes(local.getUTCDay())
      levels[i]! += (weight / total) * levelAt(day, hours) * (rests ? weekend[day] : 1)
    }
  }
  rhythms.set(key, levels)
  return levels
}

function levelAt(day: Day, hours: number): number {
  const hour = Math.floor(hours)
  const here = days[day][hour]!
  const next = days[day][(hour + 1) % 24]!
  return (here + (next - here) * (hours - hour)) / 100
}
