import { setTimeout as sleep } from 'node:timers/promises'
import type { Heard } from '../generator/jobs.ts'
import { median } from '../numbers.ts'
import { residentKb } from '../product.ts'
import { sampleOf } from '../rounds.ts'
import type { Scenario, Stage } from '../scenario.ts'
import { atMost, type Measured, never, withLimit } from '../table.ts'

/** From the first listener to the last, ms: what waiting for a tick or a look adds is not in it. */
const spread = (heard: Heard[]) => median(heard.map(({ first, last }) => last - first))
const missed = (heard: Heard[], streams: number) =>
  heard.reduce((sum, { listeners }) => sum + Math.max(0, streams - listeners), 0)

const tellSeconds = 8
const warmStreams = 200

interface Look {
  opened: number
  kbEach: number
  heard: Heard[]
}

/** Opens the streams, lets events happen, and closes them again. */
async function look(
  stage: Stage,
  where: { port: number; pid: number; path: string },
  streams: number,
  makeEvent: () => Promise<unknown>,
): Promise<Look> {
  const { generator } = stage
  // The first of their kind make code warm and buffers large; what the many cost comes after them.
  await generator.open({ port: where.port, path: where.path, streams: warmStreams })
  await generator.close()
  await sleep(500)
  const before = await residentKb(where.pid)
  const { opened } = await generator.open({ port: where.port, path: where.path, streams })
  await sleep(1_200)
  const grown = (await residentKb(where.pid)) - before
  const kbEach = grown > 0 ? grown / opened : Number.NaN
  let heard: Heard[] = []
  for (let event = 0; event < stage.pick(2, 1); event++) {
    const listening = generator.listen({ seconds: tellSeconds })
    await makeEvent()
    heard = await listening
  }
  await generator.close()
  await sleep(500)
  return { opened, kbEach, heard }
}

/** A few people report: the watch sees it at its next look, and all listeners are told. */
function report(stage: Stage, port: number, slug: string): Promise<unknown> {
  const count = 16
  const first = stage.people(count)
  const ask = { kind: 'report' as const, name: 'report', slugs: [slug], first, count, withToken: false }
  return stage.second.load({ port, connections: 8, seconds: 2, asks: [ask] })
}

async function measure(stage: Stage, streams: number): Promise<Measured[]> {
  const slug = stage.slugs[1]!
  // A front of its own: what a level before it left behind would hide what this one costs.
  const front = await stage.startFront({ databaseUrl: stage.databaseUrl })
  const path = `/api/v1/services/${slug}/stream`
  const ours = await look(stage, { ...front, path }, streams, () => report(stage, front.port, slug))
  const { body } = await sampleOf(front.port, `/api/v1/services/${slug}/state`)
  await front.stop()
  const bare = await stage.yardsticks.fanOut()
  // As many as we had: a shorter line would be told sooner.
  const theirs = await look(stage, { ...bare, path: '/' }, ours.opened, () => bare.send(body.toString()))
  await bare.stop()
  const title = `${streams.toLocaleString('en-GB')} live streams`
  const events = ours.heard.length
  return [
    {
      scenario: `${title}: opened`,
      ours: ours.opened,
      yardstick: streams,
      unit: 'streams, wanted',
      goal: { atLeast: 1 },
    },
    withLimit(`${title}: memory each`, ours.kbEach, 25, 'kB resident, limit'),
    {
      scenario: `${title}: memory each, bare node:http`,
      ours: ours.kbEach,
      yardstick: theirs.kbEach,
      unit: 'kB resident',
      goal: null,
    },
    {
      scenario: `${title}: first to last listener, bare fan-out`,
      ours: events ? spread(ours.heard) : null,
      yardstick: spread(theirs.heard),
      unit: 'ms',
      goal: atMost(1.5),
    },
    never(
      `${title}: events missed`,
      events ? missed(ours.heard, ours.opened) : ours.opened,
      Math.max(1, events) * ours.opened,
      'events',
    ),
  ]
}

/** Files a process may have open, or no limit that we know of. */
const mostFiles = (): number => {
  const report = process.report.getReport() as { userLimits?: { open_files?: { soft: number | string } } }
  const soft = Number(report.userLimits?.open_files?.soft)
  return Number.isNaN(soft) ? Number.POSITIVE_INFINITY : soft
}

export const scenario: Scenario = {
  name: 'streams',
  place: 50,
  async run(stage) {
    const measured: Measured[] = []
    for (const streams of stage.pick([1_000, 5_000, 10_000], [200])) {
      if (streams + 500 > mostFiles()) stage.say(`${streams} streams: too many for ulimit -n ${mostFiles()}`)
      else measured.push(...(await measure(stage, streams)))
    }
    return measured
  },
}
