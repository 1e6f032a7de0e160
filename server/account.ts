import {
  detectorWord,
  missingByDay,
  type PlatformPart,
  type PlatformView,
  stripDays,
} from '#core/platform.ts'
import type { Hub } from '#notify/hub.ts'
import type { Database } from '#store/db.ts'
import type { Directory } from '#store/service/directory.ts'
import { type Gap, readGaps } from '#store/watch/gaps.ts'
import type { Attendance, Attended } from './attendance.ts'

const dayMs = 86_400_000
const gapDays = 30
/** Gaps are read at most so often. */
const readEveryMs = 60_000

export interface AccountParts {
  db: Database
  directory: Directory
  hub: Hub
  attendance: Attendance
  now(): number
  isAway(): boolean
  pagesReady(): boolean
  sample: boolean
  processes: number
}

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

/** Gives account of this site: from memory, with the gaps as they were last read. */
export function createAccount(parts: AccountParts): () => Promise<PlatformView> {
  const { db, directory, hub, attendance, now, isAway } = parts
  let gaps: Gap[] | null = null
  let readAt: number | null = null
  let reading: Promise<void> | null = null

  async function refresh(): Promise<void> {
    const at = now()
    if (isAway() || (readAt !== null && Math.abs(at - readAt) < readEveryMs)) return
    reading ??= readGaps(db, at - stripDays * dayMs, at)
      .then(
        (found) => {
          gaps = found
          readAt = at
        },
        // What was read before is still worth telling.
        () => {},
      )
      .finally(() => {
        reading = null
      })
    await reading
  }

  const bare = { lastGoodAt: null, medianMs: null, answers: null }

  function partOf(name: Attended, isUp: boolean): PlatformPart {
    const { lastGoodAt, lastBadAt } = attendance.of(name)
    const failed = lastBadAt !== null && lastBadAt > (lastGoodAt ?? Number.NEGATIVE_INFINITY)
    const word = !isUp || failed ? 'down' : 'ok'
    return { ...bare, name, word, lastGoodAt: iso(lastGoodAt) }
  }

  return async () => {
    await refresh()
    const at = now()
    const away = isAway()
    const { tickedAt } = hub
    const began = directory.all().map(({ createdAt }) => createdAt)
    const beganAt = began.length > 0 ? Math.min(...began) : at
    const word = detectorWord(tickedAt, at)
    const median = attendance.reportMedian()
    return {
      at: new Date(at).toISOString(),
      behindSeconds: tickedAt === null ? null : Math.max(0, Math.round((at - tickedAt) / 1000)),
      onTime: word === 'ok',
      storeAway: away,
      knownAt: iso(away ? (tickedAt ?? readAt) : at),
      parts: [
        {
          ...partOf('reports', !away),
          medianMs: median?.medianMs ?? null,
          answers: median?.answers ?? null,
        },
        { ...bare, name: 'detector', word, lastGoodAt: iso(tickedAt) },
        partOf('website', parts.pagesReady()),
        // Whoever reads this was answered by it.
        { ...partOf('api', true), word: 'ok', lastGoodAt: iso(at) },
        partOf('widgets', true),
        { ...bare, name: 'official', word: 'none' },
        { ...bare, name: 'streams', word: away ? 'late' : 'ok' },
      ],
      gaps:
        gaps
          ?.filter((gap) => gap.to > at - gapDays * dayMs)
          .map((gap) => ({ from: iso(gap.from)!, to: iso(gap.to)! })) ?? null,
      days: gaps && missingByDay(gaps, beganAt, at),
      processes: parts.processes,
      sample: parts.sample,
    }
  }
}
