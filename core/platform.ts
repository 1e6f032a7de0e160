import { z } from 'zod'
import { minuteMs } from './bucket.ts'

/** How the site itself is doing: what GET /api/v1/platform answers and the page draws. Times are ISO, UTC. */
export const partNames = ['reports', 'detector', 'website', 'api', 'widgets', 'official', 'streams'] as const
export type PartName = (typeof partNames)[number]

const part = z.object({
  name: z.enum(partNames),
  /** none: there is no such thing on this site. */
  word: z.enum(['ok', 'late', 'down', 'unknown', 'none']),
  lastGoodAt: z.string().nullable(),
  /** Reports: median of the latest answers, and how many those are. */
  medianMs: z.number().nullable(),
  answers: z.number().nullable(),
})
export type PlatformPart = z.infer<typeof part>

const gap = z.object({ from: z.string(), to: z.string() })

export const platformView = z.object({
  at: z.string(),
  /** Seconds since the detector last ran; null: not known. */
  behindSeconds: z.number().nullable(),
  onTime: z.boolean(),
  /** The database does not answer: the rest is what this process still knows. */
  storeAway: z.boolean(),
  /** When the database was last read for this. */
  knownAt: z.string().nullable(),
  parts: z.array(part),
  /** Gaps of the last 30 days; null: not known. */
  gaps: z.array(gap).nullable(),
  /** Minutes without reports being taken, by UTC day, oldest first; null: before this site began. */
  days: z.array(z.object({ day: z.string(), missingMinutes: z.number().nullable() })).nullable(),
  processes: z.number(),
  sample: z.boolean(),
})
export type PlatformView = z.infer<typeof platformView>

/** A verdict a minute old is on time: minutes are judged when they are over. */
const onTimeMs = 75_000
const lateMs = 10 * minuteMs

export function detectorWord(tickedAt: number | null, now: number): PlatformPart['word'] {
  if (tickedAt === null) return 'unknown'
  const age = now - tickedAt
  return age <= onTimeMs ? 'ok' : age <= lateMs ? 'late' : 'down'
}

const dayMs = 86_400_000
export const stripDays = 90

/** Missing minutes of each of the last 90 days, today last. @param beganAt when this site began, ms */
export function missingByDay(
  gaps: { from: number; to: number }[],
  beganAt: number,
  now: number,
): { day: string; missingMinutes: number | null }[] {
  const today = Math.floor(now / dayMs) * dayMs
  return Array.from({ length: stripDays }, (_, index) => {
    const from = today - (stripDays - 1 - index) * dayMs
    const to = from + dayMs
    const missing = gaps.reduce(
      (sum, one) => sum + Math.max(0, Math.min(to, one.to) - Math.max(from, one.from)),
      0,
    )
    return {
      day: new Date(from).toISOString().slice(0, 10),
      missingMinutes: to <= beganAt ? null : Math.round(missing / minuteMs),
    }
  })
}
