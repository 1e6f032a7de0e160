import { bucketStart, minuteMs } from '#core/bucket.ts'
import type { Database } from '#store/db.ts'
import {
  type Provenance,
  readLastTransition,
  readOpenIncidents,
  recordTransition,
} from '#store/incident/incidents.ts'
import { countOfficialUpdates } from '#store/incident/official.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import { readMinutes, rollUpQuarters } from '#store/report/buckets.ts'
import { dayMs } from '#store/report/salts.ts'
import type { Directory } from '#store/service/directory.ts'
import { isFollowed } from '#store/service/services.ts'
import { readDetectors } from '#store/watch/detectors.ts'
import { cutGaps, type Gap, readGaps, recordGap } from '#store/watch/gaps.ts'
import { acquireLease, releaseLease } from '#store/watch/lease.ts'
import { readProgress, readStates, writeProgress } from '#store/watch/state.ts'
import { createHousekeeping, keepDetectors } from './housekeeping.ts'
import { keepLead } from './lead.ts'
import { relearn } from './relearn.ts'
import { createScopes } from './scopes.ts'
import { createSurroundings } from './surroundings.ts'
import { glanceAtMinute, judgeMinutes, type Look, LostLead, publishStates } from './tick.ts'
import { createWard, keepMinute, type Ward } from './ward.ts'

/** A minute is judged so long after its end: reports of it may still be on their way to the store. */
const graceMs = 2_000
/** Rows of so many minutes are read at once while catching up. */
const chunkMinutes = 60
/** Memories of so many services are read at once. */
const metAtOnce = 200
/** Nobody ticked for so long: the time between is a gap, if nothing came in. */
const gapMinutes = 3

export interface Watch {
  /** One look at everything. Does nothing unless this process leads. */
  tick(): Promise<void>
  /** Keeps detector snapshots and gives the lead away. */
  stop(): Promise<void>
  readonly leads: boolean
}

export interface WatchParts {
  db: Database
  directory: Directory
  now: () => number
  /** Name of this process in the lease row. */
  owner: string
  provenance: Provenance
  /** Told of housekeeping that failed; the watch itself goes on. */
  onFault?(job: string, error: unknown): void
}

/** The watching room: judges what came in, one leader at a time. Holds its wards in memory, all else in rows. */
export function createWatch(parts: WatchParts): Watch {
  const { db, directory, now, owner, provenance } = parts
  const keepHouse = createHousekeeping(db, (job, error) => parts.onFault?.(job, error))
  let epoch: number | null = null
  let wards = new Map<string, Ward>()
  let scopes = createScopes()
  let surroundings = createSurroundings()
  let directoryVersion = -1
  /** Version of the directory by which open incidents were looked through. */
  let leftVersion = -1
  let through = 0
  let judgedBefore = 0
  let changedAt = 0
  /** When the last look ended, ms. */
  let lookedAt = 0
  let glancedMinute = 0
  let gaps: Gap[] = []
  /** Services whose operators had said something at the last look. */
  let officialIds: string[] = []
  let running: Promise<void> | null = null

  /** Everything a new leader needs: snapshots, open incidents, last states; then the rows since. */
  async function takeLead(): Promise<void> {
    await directory.refresh()
    const progress = await readProgress(db)
    const at = now()
    if (progress && at - progress.tickedAt > gapMinutes * minuteMs) {
      await markGap(progress.tickedAt, at)
    }
    // Where the clock was put back, what it made of the time to come never was.
    if (progress && progress.tickedAt > at) await cutGaps(db, bucketStart(at, 1))
    changedAt = await readLastTransition(db)
    // All services are judged minute by minute: before the minute of the last change everything was said.
    judgedBefore = Math.min(
      bucketStart(at, 1),
      Math.max(progress?.through ?? 0, bucketStart(changedAt - 1, 1)),
    )
    wards = new Map()
    scopes = createScopes()
    surroundings = createSurroundings()
    directoryVersion = leftVersion = -1
    glancedMinute = 0
    await meetServices()
    // Without progress there is nothing to catch up with but what the detectors have not seen.
    const next = [...wards.values()].map((ward) => ward.detector.nextMinute)
    through = Math.min(bucketStart(at, 1), ...next)
    gaps = await readGaps(db, through, at)
    // After days away there may be none for the days to judge, nor for today.
    await ensurePartitions(db, through, at + dayMs)
  }

  /** A silent stretch without a tick means that nobody took reports in it. */
  async function markGap(from: number, to: number): Promise<void> {
    const [start, end] = [bucketStart(from, 1) + minuteMs, bucketStart(to, 1)]
    const rows = await db.query<{ minute: Date }>(
      `SELECT minute FROM report_bucket_minute WHERE minute >= $1 AND minute < $2 LIMIT 1`,
      [new Date(start), new Date(end)],
    )
    if (rows.length === 0 && end > start) await recordGap(db, { from: start, to: end })
  }

  /** Wards for services that are new in the directory. */
  async function meetServices(): Promise<void> {
    if (directory.version === directoryVersion) return
    directoryVersion = directory.version
    const followed = new Set(directory.all().map(({ id }) => id))
    for (const id of wards.keys()) if (!followed.has(id)) wards.delete(id)
    const unknown = directory.all().filter((service) => !wards.has(service.id))
    if (unknown.length > 0) {
      const open = new Map((await readOpenIncidents(db)).map((row) => [row.serviceId, row]))
      const views = new Map((await readStates(db)).map((row) => [row.serviceId, row.view]))
      for (let i = 0; i < unknown.length; i += metAtOnce) {
        const some = unknown.slice(i, i + metAtOnce)
        const rows = await readDetectors(
          db,
          some.map((service) => service.id),
          now(),
        )
        const detectors = new Map(rows.map((row) => [row.serviceId, row]))
        for (const service of some) {
          const kept = {
            detector: detectors.get(service.id),
            open: open.get(service.id),
            view: views.get(service.id),
          }
          wards.set(service.id, createWard(service, kept))
        }
      }
      const met = unknown.map((service) => wards.get(service.id)!)
      await relearn(db, met, bucketStart(now() - graceMs, 1))
      const next = met.map((ward) => ward.detector.nextMinute)
      through = Math.min(through || Number.POSITIVE_INFINITY, ...next)
      await recallHour(met.filter((ward) => ward.minutes.length === 0))
    }
    for (const ward of wards.values()) ward.service = directory.byId(ward.service.id) ?? ward.service
  }

  /** Of what was closed, or became a part of another, nothing is said any more: what was open there is over. */
  async function leaveServices(held: number): Promise<void> {
    if (directory.version === leftVersion) return
    leftVersion = directory.version
    for (const open of await readOpenIncidents(db)) {
      const service = directory.byId(open.serviceId)
      if (!service || isFollowed(service)) continue
      const at = now()
      const change = { from: open.status, to: 'none' as const, at, onsetAt: open.startedAt, endedAt: at }
      await recordTransition(db, { service, open, change, verdict: null, provenance, epoch: held, now: at })
    }
  }

  /** The hour before the first minute to judge: "in the last hour" and the class caps look back on it. */
  async function recallHour(met: Ward[]): Promise<void> {
    const ids = met.map((ward) => ward.service.id)
    for (const row of await readMinutes(db, through - 60 * minuteMs, through, ids)) {
      keepMinute(wards.get(row.serviceId)!, row)
    }
  }

  async function noticeOfficial(at: number): Promise<void> {
    const counts = await countOfficialUpdates(db, at - 2 * 86_400_000)
    for (const id of new Set([...officialIds, ...counts.keys()])) {
      const ward = wards.get(id)
      if (!ward) continue
      const said = counts.get(id)
      const updates = said?.updates ?? 0
      if (updates > ward.officialUpdates && ward.view) {
        ward.view = { ...ward.view, timelineVersion: ward.view.timelineVersion + 1 }
      }
      ward.officialUpdates = updates
      ward.confirmedAt = said?.confirmedAt ?? null
    }
    officialIds = [...counts.keys()]
  }

  async function look(): Promise<void> {
    const held = await acquireLease(db, 'watch', owner)
    if (held === null) epoch = null
    else await keepLead(db, owner, () => lookAsLeader(held))
  }

  async function lookAsLeader(held: number): Promise<void> {
    // After a sleep of the whole machine memory is behind, and ahead when the clock was put back, even if nobody took
    // the lead meanwhile.
    const passed = now() - lookedAt
    if (held !== epoch || passed > gapMinutes * minuteMs || passed < -minuteMs) {
      await takeLead()
      epoch = held
    }
    await meetServices()
    await leaveServices(held)
    const at = now()
    const view: Look = { db, epoch: held, now: at, provenance, judgedBefore, changedAt }
    const all = [...wards.values()]
    const finished = bucketStart(at - graceMs, 1)
    const first = through
    while (through < finished) {
      const to = Math.min(finished, through + chunkMinutes * minuteMs)
      await judgeMinutes(view, all, through, to, gaps)
      through = to
    }
    await scopes.judge(db, wards, through, gaps)
    await noticeOfficial(at)
    const minute = bucketStart(at, 1)
    await glanceAtMinute(view, wards, minute === glancedMinute)
    glancedMinute = minute
    await publishStates(view, all, (stirred) => surroundings.of(all, stirred, scopes, at))
    await writeProgress(db, { through, tickedAt: at }, held)
    if (through > first) {
      // One quarter more than is due: a report may reach the store long after its minute.
      await rollUpQuarters(db, Math.max(first, at - 40 * 86_400_000) - 15 * minuteMs, at)
    }
    await keepHouse(all, at)
    lookedAt = now()
  }

  return {
    get leads() {
      return epoch !== null
    },
    tick() {
      // One look at a time: a slow one is joined, not doubled.
      running ??= look()
        .catch((error) => {
          // Memory may be ahead of the store now; the next look starts from rows again.
          epoch = null
          if (!(error instanceof LostLead)) throw error
        })
        .finally(() => {
          running = null
        })
      return running
    },
    async stop() {
      await running?.catch(() => {})
      if (epoch === null) return
      await keepDetectors(db, [...wards.values()], now())
      await releaseLease(db, 'watch', owner)
      epoch = null
    },
  }
}
