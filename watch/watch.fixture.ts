import { minuteMs } from '#core/bucket.ts'
import { createDetector } from '#core/detect/detect.ts'
import type { Baseline, DetectorSnapshot } from '#core/detect/verdict.ts'
import type { StateView } from '#core/view.ts'
import { insertReports, type ReportRow } from '#store/report/reports.ts'
import { openSmallWorld, reportOf, type SmallWorld } from '#store/small-world.fixture.ts'
import { writeDetectors } from '#store/watch/detectors.ts'
import { readProgress, readStates } from '#store/watch/state.ts'
import { createWatch, type Watch } from './watch.ts'

/** The watching room over a small world, on a clock that moves when told to. */
export interface WatchRoom extends SmallWorld {
  clock: { now: number }
  watch(owner: string): Watch
  /** So many people report, now, each in a network of their own. */
  crowd(slug: string, people: number, given?: Partial<ReportRow>): Promise<void>
  /** Whole minutes, each with so many people in its midst, and a tick just after its end. */
  minutes(watch: Watch, minutes: number, slug?: string, people?: number): Promise<void>
  state(slug: string): Promise<StateView>
  incidents(slug: string): Promise<{ status: string; ended: boolean }[]>
  /** Statuses the incidents of a service went to, in order. */
  steps(slug: string): Promise<string[]>
  tickedAt(): Promise<number>
  /** The leader is gone without a word, and its lease has run out. */
  expireLease(): Promise<void>
}

/** @param startAt a whole minute */
export async function openWatchRoom(startAt: number): Promise<WatchRoom> {
  const world = await openSmallWorld(startAt)
  const { db, directory, idOf } = world
  const clock = { now: startAt }
  let people = 0
  const crowd: WatchRoom['crowd'] = async (slug, count, given = {}) => {
    const rows = Array.from({ length: count }, () =>
      reportOf(idOf(slug), `person ${people++}`, clock.now, given),
    )
    if (rows.length > 0) await insertReports(db, rows)
  }
  return {
    ...world,
    clock,
    crowd,
    watch: (owner) => createWatch({ db, directory, now: () => clock.now, owner, provenance: 'live' }),
    async minutes(watch, minutes, slug = 'chat', count = 0) {
      for (let i = 0; i < minutes; i++) {
        const start = Math.floor(clock.now / minuteMs) * minuteMs
        clock.now = start + 30_000
        await crowd(slug, count)
        clock.now = start + minuteMs + 2_000
        await watch.tick()
      }
    },
    async state(slug) {
      return (await readStates(db)).find((row) => row.serviceId === idOf(slug))!.view
    },
    incidents: (slug) =>
      db.query(
        `SELECT status, ended_at IS NOT NULL AS ended FROM incident WHERE service_id = $1 ORDER BY detected_at`,
        [idOf(slug)],
      ),
    async steps(slug) {
      const rows = await db.query<{ to_status: string }>(
        `SELECT to_status FROM transition WHERE service_id = $1 ORDER BY at, id`,
        [idOf(slug)],
      )
      return rows.map((row) => row.to_status)
    },
    tickedAt: async () => (await readProgress(db))!.tickedAt,
    async expireLease() {
      await db.query('UPDATE lease SET expires_at = acquired_at')
    },
  }
}

const weeks = new Map<string, { snapshot: DetectorSnapshot; baseline: Baseline }>()

const weekAgo = (until: number) => until - 7 * 1440 * minuteMs

/** One report every `everyMinutes` in the week up to `until`, learnt; once for all tests of a file. */
function quietWeek(until: number, everyMinutes: number): { snapshot: DetectorSnapshot; baseline: Baseline } {
  const key = `${until} ${everyMinutes}`
  const known = weeks.get(key)
  if (known) return known
  const detector = createDetector({ firstMinute: weekAgo(until) })
  for (let minute = weekAgo(until); minute < until; minute += minuteMs) {
    const count = (minute / minuteMs) % everyMinutes === 0 ? 1 : 0
    detector.learn({ minute, evidence: count, count, breadth: null })
  }
  const week = { snapshot: detector.snapshot(), baseline: detector.baseline() }
  weeks.set(key, week)
  return week
}

/** A week in the memory of a service's detector: one report every `everyMinutes`, up to `until`. */
export async function giveQuietWeek(
  { db, idOf }: Pick<SmallWorld, 'db' | 'idOf'>,
  slug: string,
  until: number,
  everyMinutes = 3,
): Promise<void> {
  const serviceId = idOf(slug)
  const createdAt = new Date(weekAgo(until))
  await db.prisma.service.update({ where: { id: serviceId }, data: { createdAt } })
  await writeDetectors(db, [{ serviceId, at: until, ...quietWeek(until, everyMinutes) }], until)
}
