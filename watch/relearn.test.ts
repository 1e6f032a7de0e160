import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#core/bucket.ts'
import { createDetector } from '#core/detect/detect.ts'
import { ensurePartitions } from '#store/postgres/partitions.ts'
import { dayMs } from '#store/report/salts.ts'
import { readBaseline, writeDetectors } from '#store/watch/detectors.ts'
import { recordGap } from '#store/watch/gaps.ts'
import { openWatchRoom, type WatchRoom } from './watch.fixture.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const daysAgo = (days: number) => noon - days * dayMs
let room: WatchRoom

beforeEach(async () => {
  room = await openWatchRoom(noon)
  await ensurePartitions(room.db, daysAgo(7), noon)
  await room.db.prisma.service.update({
    where: { id: room.idOf('chat') },
    data: { createdAt: new Date(daysAgo(6)) },
  })
})
afterEach(() => room.drop())

/** So many reporters every `everyMinutes` in [from, to). */
const past = (from: number, to: number, everyMinutes: number, reporters = 1, problemId = 1) =>
  room.db.query(
    `INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
     SELECT $1, at, $6, 0, 1, $5, $5, 1000 * $5
     FROM generate_series($2::timestamptz, $3::timestamptz - interval '1 s', make_interval(mins => $4)) AS at`,
    [room.idOf('chat'), new Date(from), new Date(to), everyMinutes, reporters, problemId],
  )

const levelAfterStart = async () => {
  const watch = room.watch('new')
  await room.minutes(watch, 2)
  await watch.stop()
  return (await readBaseline(room.db, room.idOf('chat')))!.level
}

describe('a detector without a usable memory', () => {
  it('learns what is usual from the rows, and says nothing of the past', async () => {
    await past(daysAgo(6), noon, 4)
    // An outage of long ago, which was somebody else's to tell.
    await past(daysAgo(3), daysAgo(3) + 10 * minuteMs, 1, 80, 2)
    const level = await levelAfterStart()
    expect(level).toBeGreaterThan(0.2)
    expect(level).toBeLessThan(0.3)
    expect(await room.incidents('chat')).toEqual([])
    expect(
      await room.db.query('SELECT at FROM verdict WHERE at <= $1', [new Date(noon)]),
      'verdicts of the past',
    ).toEqual([])
    expect(await room.state('chat')).toMatchObject({ status: 'none', incident: null })
  })

  it('is one whose snapshot is of another rule', async () => {
    await past(daysAgo(6), noon, 4)
    const stranger = createDetector({ firstMinute: noon }).baseline()
    const snapshot = { version: 'another-rule-0', data: { nothing: 'we know' } }
    const row = { serviceId: room.idOf('chat'), at: noon - 5 * minuteMs, snapshot, baseline: stranger }
    await writeDetectors(room.db, [row], noon)
    const level = await levelAfterStart()
    expect(level).toBeGreaterThan(0.2)
    expect(level).toBeLessThan(0.3)
  })

  it('does not take days in which nobody took reports for quiet ones', async () => {
    await past(daysAgo(6), daysAgo(4), 120)
    await past(daysAgo(1), noon, 120)
    await recordGap(room.db, { from: daysAgo(4), to: daysAgo(1) })
    const level = await levelAfterStart()
    expect(level).toBeGreaterThan(0.9 / 120)
    expect(level).toBeLessThan(1.1 / 120)
  })
})
