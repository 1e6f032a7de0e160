import { setTimeout as sleep } from 'node:timers/promises'
import type { LoadResult } from '../generator/jobs.ts'
import { countOf } from '../generator/tally.ts'
import { isFine } from '../rounds.ts'
import type { Scenario, Stage } from '../scenario.ts'
import { atLeast, type Measured, never, withLimit } from '../table.ts'

/** Few, so that a small machine reaches the edge: base/env.ts. */
const slots = '16'
/** As many as keep Next busy and leave slots free. */
const renderers = 4
const giveUpMs = 30_000
/** A page that nobody asked for before has to be rendered; this soon it must come when all is well again. */
const wellMs = 1_000

/** Pages that nobody asked for before: Next has to render each. */
const page = { kind: 'get' as const, name: 'page', path: '/en/search?q=bench{n}' }

const fineOf = (result: LoadResult, name: string, from: (status: number) => boolean = isFine) =>
  countOf(result.tallies[name], from)

async function measure(stage: Stage, port: number): Promise<Measured[]> {
  const { generator, second } = stage
  const seconds = stage.pick(4, 1)
  await generator.load({ port, connections: renderers, seconds: stage.pick(1, 0.5), asks: [page] })
  const alone = await generator.load({ port, connections: renderers, seconds: seconds / 2, asks: [page] })
  const capacity = fineOf(alone, 'page') / alone.seconds
  if (capacity === 0) throw new Error('not one page was served before the flood')
  const reportRate = Math.max(20, capacity)
  const count = Math.ceil(reportRate * seconds) + 10
  const first = stage.people(count)
  const report = {
    kind: 'report' as const,
    name: 'report',
    slugs: stage.slugs.slice(2, 3),
    first,
    count,
    withToken: false,
  }
  const [flood, reports] = await Promise.all([
    generator.load({ port, connections: 256, seconds, rate: capacity * 3, asks: [page] }),
    second.load({ port, connections: 64, seconds, rate: reportRate, asks: [report] }),
  ])
  const recovered = await recovery(port)
  const sent = (reports.tallies.report?.answered ?? 0) + (reports.tallies.report?.failed ?? 0)
  const shed = fineOf(flood, 'page', (status) => status === 503 || status === 429)
  stage.say(
    `of ${flood.tallies.page?.answered} pages ${shed} were turned away, ${flood.tallies.page?.failed} not answered`,
  )
  return [
    {
      scenario: 'three times too many pages: pages served, capacity',
      ours: fineOf(flood, 'page') / flood.seconds,
      yardstick: capacity,
      unit: 'pages/s',
      goal: atLeast(0.7),
    },
    {
      scenario: 'three times too many pages: reports answered 201, reports sent',
      ours: fineOf(reports, 'report', (status) => status === 201),
      yardstick: sent,
      unit: 'reports',
      goal: atLeast(0.95),
    },
    never(
      'three times too many pages: pages neither served nor turned away',
      flood.tallies.page?.failed ?? 0,
      flood.tallies.page?.answered ?? 1,
      'pages',
    ),
    withLimit('three times too many pages: well again after', recovered, 10, 's, limit'),
  ]
}

/** Seconds until a new page comes as it should; NaN if it never did. */
async function recovery(port: number): Promise<number> {
  const beganAt = performance.now()
  const since = () => performance.now() - beganAt
  while (since() < giveUpMs) {
    const askedAt = performance.now()
    const answer = await fetch(`http://127.0.0.1:${port}/en/search?q=well${askedAt}`).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.ok && performance.now() - askedAt < wellMs) return since() / 1000
    await sleep(200)
  }
  return giveUpMs / 1000
}

export const scenario: Scenario = {
  name: 'overload',
  place: 60,
  async run(stage) {
    const front = await stage.startFront({
      databaseUrl: stage.databaseUrl,
      settings: { MAX_IN_FLIGHT: slots },
    })
    try {
      return await measure(stage, front.port)
    } finally {
      await front.stop()
    }
  },
}
