import { minuteMs } from '#core/bucket.ts'
import type { Database } from '#store/db.ts'
import { writeDetectors } from '#store/detectors.ts'
import { dropPartitions, ensurePartitions } from '#store/partitions.ts'
import { recordEndedIncidents } from '#store/records.ts'
import { dayMs, forgetReporters } from '#store/salts.ts'
import type { Ward } from './ward.ts'

const hourMs = 60 * minuteMs

/** Minutes are kept so long; those of incidents for good (store/records). */
const minutesKeptDays = 35
/** Partitions are made so far ahead. */
const aheadDays = 3

/** What a leader does beside judging, each job at its own pace by the time it is given. */
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
    { name: 'records', everyMs: 10 * minuteMs, dueAt: 0, run: (_, now) => recordEndedIncidents(db, now) },
    { name: 'snapshots', everyMs: hourMs, dueAt: 0, run: (wards, now) => keepDetectors(db, wards, now) },
    // Last: what it drops must have been recorded.
    {
      name: 'retention',
      everyMs: 6 * hourMs,
      dueAt: 0,
      run: (_, now) => dropPartitions(db, now - minutesKeptDays * dayMs),
    },
  ]
  return async (wards, now) => {
    for (const job of jobs) {
      if (now < job.dueAt) continue
      job.dueAt = now + job.everyMs
      // A job that fails is tried again in its turn; judging goes on meanwhile.
      await job.run(wards, now).catch((error) => onFault(job.name, error))
    }
  }
}

/** Keeps every detector's state, so that a restart replays an hour of rows at most. */
export const keepDetectors = (db: Database, wards: Ward[], now: number): Promise<void> =>
  writeDetectors(
    db,
    wards.map(({ service, detector }) => ({
      serviceId: service.id,
      at: detector.nextMinute,
      snapshot: detector.snapshot(),
      baseline: detector.baseline(),
    })),
    now,
  )
