import { minuteMs } from '#core/bucket.ts'
import type { Database } from '#store/db.ts'
import { recordEndedIncidents } from '#store/incident/records.ts'
import { forgetMailWishes } from '#store/mail.ts'
import { dropPartitions, ensurePartitions } from '#store/postgres/partitions.ts'
import { forgetPushes } from '#store/push.ts'
import { forgetNotes } from '#store/report/notes.ts'
import { forgetRequests } from '#store/report/requests.ts'
import { dayMs, forgetReporters } from '#store/report/salts.ts'
import { forgetWorks } from '#store/report/works.ts'
import { writeDetectors } from '#store/watch/detectors.ts'
import { forgetDeliveries } from '#store/webhook/deliveries.ts'
import type { Ward } from './ward.ts'

const hourMs = 60 * minuteMs

/** Minutes are kept so long; those of incidents for good (store/incident/records). */
const minutesKeptDays = 35
/** Partitions are made so far ahead. */
const aheadDays = 3

/**
 * What a leader does beside judging, each job at its own pace by the time it is given.
 * @param onFault hears of a job that has begun to fail
 */
export function createHousekeeping(
  db: Database,
  onFault: (job: string, error: unknown) => void,
): (wards: Ward[], now: number) => Promise<void> {
  // A process that was away for days has more to forget than the last hours.
  let forgottenUntil = 0
  const forget = async (now: number) => {
    await forgetReporters(db, now, forgottenUntil)
    forgottenUntil = now - 4 * dayMs
  }
  const jobs: {
    name: string
    everyMs: number
    dueAt: number
    run(wards: Ward[], now: number): Promise<unknown>
  }[] = [
    {
      name: 'partitions',
      everyMs: hourMs,
      dueAt: 0,
      run: (_, now) => ensurePartitions(db, now, now + aheadDays * dayMs),
    },
    { name: 'forgetting', everyMs: hourMs, dueAt: 0, run: (_, now) => forget(now) },
    { name: 'requests', everyMs: hourMs, dueAt: 0, run: (_, now) => forgetRequests(db, now) },
    { name: 'notes', everyMs: 10 * minuteMs, dueAt: 0, run: (_, now) => forgetNotes(db, now) },
    {
      name: 'works',
      everyMs: hourMs,
      dueAt: 0,
      run: (_, now) => forgetWorks(db, now, now - minutesKeptDays * dayMs),
    },
    { name: 'mail', everyMs: hourMs, dueAt: 0, run: (_, now) => forgetMailWishes(db, now) },
    { name: 'webhooks', everyMs: hourMs, dueAt: 0, run: (_, now) => forgetDeliveries(db, now) },
    { name: 'push', everyMs: hourMs, dueAt: 0, run: (_, now) => forgetPushes(db, now) },
    { name: 'records', everyMs: 10 * minuteMs, dueAt: 0, run: (_, now) => recordEndedIncidents(db, now) },
    { name: 'snapshots', everyMs: 0, dueAt: 0, run: (wards, now) => keepDue(db, wards, now) },
    // Last: what it drops must have been recorded.
    {
      name: 'retention',
      everyMs: 6 * hourMs,
      dueAt: 0,
      run: (_, now) => dropPartitions(db, now - minutesKeptDays * dayMs),
    },
  ]
  const failing = new Set<string>()
  return async (wards, now) => {
    for (const job of jobs) {
      if (now < job.dueAt) continue
      job.dueAt = now + job.everyMs
      // A job that fails is tried again in its turn, and told of once until it works; judging goes on meanwhile.
      await job.run(wards, now).then(
        () => failing.delete(job.name),
        (error) => {
          if (!failing.has(job.name)) onFault(job.name, error)
          failing.add(job.name)
        },
      )
    }
  }
}

/** A detector's state is kept every hour, so that a restart replays an hour of rows at most. */
const keptForMs = hourMs
/** A tick, ms: some are kept in each, so that none takes long. */
const tickMs = 2_000
/** 27 kB and half a millisecond each: twice the hour's even share, and never fewer than these. */
const leastKept = 5
/** So many are written by one statement of a stopping watch. */
const batchSize = 50
/** A stopping watch has no more time than this; what it does not keep is replayed from an older snapshot. */
const stopMs = 4_000

async function keepBatch(db: Database, wards: Ward[], now: number): Promise<void> {
  await writeDetectors(
    db,
    wards.map(({ service, detector }) => ({
      serviceId: service.id,
      at: detector.nextMinute,
      snapshot: detector.snapshot(),
      baseline: detector.baseline(),
    })),
    now,
  )
  for (const ward of wards) ward.keptAt = now
}

const longestAgo = (wards: Ward[]): Ward[] => wards.sort((a, b) => (a.keptAt ?? 0) - (b.keptAt ?? 0))

/** Keeps those detectors whose last snapshot is an hour old, a share of them at a time. */
async function keepDue(db: Database, wards: Ward[], now: number): Promise<void> {
  const share = Math.max(leastKept, Math.ceil((2 * wards.length * tickMs) / keptForMs))
  const due = wards.filter(({ keptAt }) => keptAt === null || now - keptAt >= keptForMs)
  if (due.length > 0) await keepBatch(db, due.slice(0, share), now)
}

/** Keeps detectors before a stop: those with an open incident first, then the longest unkept, while time is left. */
export async function keepDetectors(db: Database, wards: Ward[], now: number): Promise<void> {
  const until = performance.now() + stopMs
  const open = wards.filter((ward) => ward.open)
  const inOrder = [...open, ...longestAgo(wards.filter((ward) => !ward.open))]
  for (let i = 0; i < inOrder.length && performance.now() < until; i += batchSize) {
    await keepBatch(db, inOrder.slice(i, i + batchSize), now)
  }
}
