import { afterAll, beforeAll, expect, it } from 'vitest'
import { foldText } from '#core/fold.ts'
import { writeNote } from '../report/notes.ts'
import { openSmallWorld, type SmallWorld } from '../small-world.fixture.ts'
import { createPublicView } from './public-view.ts'

const noon = Date.parse('2026-03-17T12:00:00Z')
const minuteMs = 60_000
let world: SmallWorld

beforeAll(async () => {
  world = await openSmallWorld(noon)
  for (let minute = 0; minute < 30; minute++) {
    const body = `Broken since minute ${minute}`
    await writeNote(world.db, {
      serviceId: world.idOf('chat'),
      reportId: `00000000-0000-7000-8000-0000000000${String(minute).padStart(2, '0')}`,
      postedAt: noon + minute * minuteMs,
      problemId: 1,
      country: null,
      body,
      folded: foldText(body),
      bodyHash: Buffer.from(body.padEnd(32).slice(-32)),
      prefixKey: null,
      // One of them waits until somebody has looked at it.
      heldFor: minute === 12 ? 'words' : null,
    })
  }
})
afterAll(() => world.drop())

const minutesOf = async (span: { from: number; to: number }, before?: string) => {
  const view = createPublicView(world.db, world.directory)
  const page = await view.listNotes('chat', { span, before, limit: 4 }, noon + 60 * minuteMs)
  return {
    minutes: page!.notes.map(({ at }) => (Date.parse(at) - noon) / minuteMs),
    next: page!.next,
  }
}

it('notes of a time are those written in it, both ends included, newest first and page by page', async () => {
  const span = { from: noon + 10 * minuteMs, to: noon + 16 * minuteMs }
  const first = await minutesOf(span)
  expect(first.minutes).toEqual([16, 15, 14, 13])
  const second = await minutesOf(span, first.next!)
  expect(second).toEqual({ minutes: [11, 10], next: null })
  expect((await minutesOf({ from: noon + 40 * minuteMs, to: noon + 50 * minuteMs })).minutes).toEqual([])
})
