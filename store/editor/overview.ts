import { minuteMs } from '#core/bucket.ts'
import { requestsToReview } from '#core/report/request.ts'
import type { Database } from '../db.ts'
import { countNotesToCheck } from '../report/notes.ts'
import { countRequestsToReview } from '../report/requests.ts'

/** What waits for somebody. */
export async function countWaiting(db: Database): Promise<{ queue: number; requests: number }> {
  const [queue, requests] = await Promise.all([
    countNotesToCheck(db),
    countRequestsToReview(db, requestsToReview),
  ])
  return { queue, requests }
}

/** People counted in the last whole minute, and the services that are not as usual; by slug. */
export async function readIntake(
  db: Database,
  now: number,
): Promise<{ lastMinute: number; paused: string[]; reviewed: string[] }> {
  const minute = new Date(Math.floor(now / minuteMs) * minuteMs - minuteMs)
  const [counts, services] = await Promise.all([
    db.query<{ people: number }>(
      'SELECT coalesce(sum(reporters), 0)::int AS people FROM report_bucket_minute WHERE minute = $1',
      [minute],
    ),
    db.prisma.service.findMany({
      where: { OR: [{ paused: true }, { underReview: true }] },
      select: { slug: true, paused: true, underReview: true },
      orderBy: { slug: 'asc' },
    }),
  ])
  return {
    lastMinute: counts[0]!.people,
    paused: services.filter(({ paused }) => paused).map(({ slug }) => slug),
    reviewed: services.filter(({ underReview }) => underReview).map(({ slug }) => slug),
  }
}
