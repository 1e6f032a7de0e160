import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { dayMs, readDaySalt } from '#store/report/salts.ts'
import { createPublicView } from '#store/view/public-view.ts'
import { createHousekeeping } from './housekeeping.ts'
import { giveQuietWeek, openWatchRoom, type WatchRoom } from './watch.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(noon)
})
afterEach(() => room.drop())

const days = async (table: string) =>
  (
    await room.db.query<{ day: string }>(
      `SELECT right(relname, 8) AS day FROM pg_class WHERE relkind = 'r' AND relname ~ $1 ORDER BY 1`,
      [`^${table}_p[0-9]{8}$`],
    )
  ).map((row) => row.day)

describe('housekeeping', () => {
  it('makes the days ahead, and drops those older than 35 days', async () => {
    const keepHouse = createHousekeeping(room.db, (_, error) => {
      throw error
    })
    await keepHouse([], noon)
    expect((await days('report')).at(-1)).toBe('20260320')
    await keepHouse([], Date.parse('2026-04-21T13:00:00Z'))
    for (const table of ['report', 'report_bucket_minute', 'verdict']) {
      const left = await days(table)
      expect(left[0], table).toBe('20260317')
      expect(left.at(-1), table).toBe('20260424')
    }
  })

  it('does what else is due when one job fails, tells of it once until it works, and tries it again in its turn', async () => {
    const faults: string[] = []
    const keepHouse = createHousekeeping(room.db, (job) => faults.push(job))
    await readDaySalt(room.db, noon - 3 * dayMs)
    await room.db.query('ALTER TABLE incident RENAME TO gone')
    await keepHouse([], noon)
    expect(faults).toEqual(['notes', 'records'])
    expect(await room.db.query('SELECT day FROM day_salt')).toEqual([])
    // As long as it lasts, once is enough.
    await keepHouse([], noon + 2 * 60 * minuteMs)
    expect(faults).toEqual(['notes', 'records'])
    await room.db.query('ALTER TABLE gone RENAME TO incident')
    await keepHouse([], noon + 4 * 60 * minuteMs)
    await room.db.query('ALTER TABLE incident RENAME TO gone')
    await keepHouse([], noon + 6 * 60 * minuteMs)
    expect(faults).toEqual(['notes', 'records', 'notes', 'records'])
    await room.db.query('ALTER TABLE gone RENAME TO incident')
  })

  it('forgets who reported even after days in which nothing ran', async () => {
    const first = room.watch('first')
    await room.minutes(first, 1, 'chat', 5)
    await first.stop()
    room.clock.now = noon + 7 * dayMs
    const second = room.watch('second')
    await room.minutes(second, 3)
    const [left] = await room.db.query(
      `SELECT count(*)::int AS rows, count(reporter_key)::int AS reporters, count(prefix_key)::int AS prefixes
       FROM report`,
    )
    expect(left).toEqual({ rows: 5, reporters: 0, prefixes: 0 })
    expect(await room.db.query('SELECT 1 FROM reporter_seen')).toEqual([])
  })
})

describe('the minutes of an incident', () => {
  it('outlive the days they were counted in, even if the watch was away for long after it', async () => {
    await giveQuietWeek(room, 'chat', noon)
    const first = room.watch('first')
    await room.minutes(first, 6, 'chat', 40)
    await room.minutes(first, 60, 'chat', 0)
    expect(await room.incidents('chat')).toEqual([{ status: 'none', ended: true }])
    const view = createPublicView(room.db, room.directory)
    const [incident] = await view.listIncidents({ slug: 'chat' }, room.clock.now)
    const people = async () => {
      const series = await view.readIncidentSeries(incident!.id, room.clock.now)
      return series!.reporters.reduce<number>((sum, count) => sum + (count ?? 0), 0)
    }
    expect(await people()).toBe(240)
    await first.stop()
    room.clock.now = noon + 40 * dayMs
    await room.minutes(room.watch('second'), 3)
    expect(await days('report_bucket_minute')).not.toContain('20260317')
    expect(await people()).toBe(240)
    expect((await view.readIncident(incident!.id, room.clock.now))!.reports).toBe(240)
  })
})

describe('a machine that slept for days in the middle of an outage', () => {
  it('goes on when it wakes, and takes reports again', async () => {
    await giveQuietWeek(room, 'chat', noon)
    const watch = room.watch('only')
    await room.minutes(watch, 6, 'chat', 40)
    expect(await room.incidents('chat')).toEqual([{ status: 'major', ended: false }])
    room.clock.now += 6 * dayMs
    await watch.tick()
    await room.minutes(watch, 3, 'chat', 2)
    expect((await room.state('chat')).reports15m).toBe(6)
    await room.minutes(watch, 60, 'chat', 0)
    expect(await room.incidents('chat')).toEqual([{ status: 'none', ended: true }])
  })
})
