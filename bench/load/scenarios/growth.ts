import { setTimeout as sleep } from 'node:timers/promises'
import { countOf } from '../generator/tally.ts'
import { median } from '../numbers.ts'
import type { Scenario, Stage } from '../scenario.ts'
import { addServices, seedDay, seedPast } from '../seed.ts'
import { atMost, type Measured } from '../table.ts'

const ranges = ['24h', '30d'] as const
type Range = (typeof ranges)[number]

/** The front keeps a chart for a second: who asks for it later has it read from the store. */
const keptMs = 1_100
const mostTries = 20
const againMs = 500

/** What a first start learns of the past is not what a report or a chart costs: so long, ms, we wait for it. */
const learningMs = 180_000
const freshMs = 10_000

/** What it wrote is then read by the front, which takes a moment. */
const settleMs = 2_500
/** Of so many services charts are read and years of history are made. */
const chartServices = 8

/** Resolves when the watch has caught up: it has judged the service, just now. */
async function caughtUp(port: number, slug: string): Promise<void> {
  const until = performance.now() + learningMs
  while (performance.now() < until) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/services/${slug}/state`).catch(() => null)
    const state = answer?.ok ? ((await answer.json()) as { at: string; verdict: object | null }) : null
    if (state?.verdict && Date.now() - Date.parse(state.at) < freshMs) return
    await sleep(againMs)
  }
  throw new Error('the watch did not catch up')
}

type Store = 'small' | 'long' | 'wide'
type Costs = Record<Range | 'report', number>

/** Milliseconds of one chart. A front that has just begun, or is late, turns readers away: they come again. */
async function readChart(port: number, slug: string, range: Range): Promise<number> {
  for (let tries = 1; ; tries++) {
    const askedAt = performance.now()
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/services/${slug}?range=${range}`)
    await answer.arrayBuffer()
    if (answer.ok) return performance.now() - askedAt
    if (tries === mostTries) throw new Error(`a chart answered ${answer.status}`)
    await sleep(againMs)
  }
}

/** Milliseconds of processor and store for one report among many at once. */
async function sendReports(stage: Stage, port: number, seconds: number): Promise<number> {
  const count = 30_000
  const first = stage.people(count)
  const ask = {
    kind: 'report' as const,
    name: 'report',
    slugs: stage.slugs,
    first,
    count,
    withToken: false,
  }
  const result = await stage.generator.load({ port, connections: 32, seconds, asks: [ask] })
  return (1000 * result.seconds) / countOf(result.tallies.report, (status) => status === 201)
}

/** Median milliseconds of a chart that is read from the store, and of one report with many at once; in turn. */
async function costsOn(stage: Stage, ports: Record<Store, number>): Promise<Record<Store, Costs>> {
  const names = Object.keys(ports) as Store[]
  const times = Object.fromEntries(
    names.map((name) => [name, { '24h': [], '30d': [], report: [] }]),
  ) as unknown as Record<Store, Record<Range | 'report', number[]>>
  for (let round = 0; round <= stage.pick(4, 1); round++) {
    const roundAt = performance.now()
    for (const slug of stage.slugs.slice(0, chartServices)) {
      for (const range of ranges) {
        for (const name of names) {
          const ms = await readChart(ports[name], slug, range)
          // The first round warms up.
          if (round > 0) times[name][range].push(ms)
        }
      }
    }
    await sleep(Math.max(0, keptMs + roundAt - performance.now()))
  }
  for (const name of names) await sendReports(stage, ports[name], 0.5)
  // One slow second of the machine must not speak for a store.
  for (let part = 0; part < stage.pick(3, 1); part++) {
    for (const name of names) {
      times[name].report.push(await sendReports(stage, ports[name], stage.pick(0.7, 0.5)))
    }
  }
  const costsOf = (name: Store): Costs => ({
    '24h': median(times[name]['24h']),
    '30d': median(times[name]['30d']),
    report: median(times[name].report),
  })
  return Object.fromEntries(names.map((name) => [name, costsOf(name)])) as Record<Store, Costs>
}

const rowsOf = (title: string, large: Costs, small: Costs): Measured[] =>
  (['24h', '30d', 'report'] as const).map((name) => ({
    scenario: `${title}: ${name === 'report' ? 'one report' : `chart of ${name}`}`,
    ours: large[name],
    yardstick: small[name],
    unit: 'ms',
    goal: atMost(1.3),
  }))

/**
 * The same services with thirty days, and with a year behind them; among the catalogue's services, and among 20,000.
 * Thirty days, not one: so the chart of thirty days draws as many points from as many rows in both.
 */
export const scenario: Scenario = {
  name: 'growth',
  place: 80,
  async run(stage) {
    const slugs = stage.slugs.slice(0, chartServices)
    // All three of their own: the same front leads the watch of each.
    const databases = {
      small: await stage.makeDatabase('small'),
      long: await stage.makeDatabase('long'),
      wide: await stage.makeDatabase('wide'),
    }
    const services = stage.pick(20_000, 1_000)
    await addServices(databases.wide, services)
    const seed = async ([name, url]: [string, string]) => {
      await seedDay(url)
      await seedPast(url, slugs, name === 'long' ? stage.pick(365, 60) : 30)
    }
    await Promise.all(Object.entries(databases).map(seed))
    stage.say(`stores of 30 days, of a year and of ${services} services are there`)
    const fronts = await Promise.all(
      Object.values(databases).map((databaseUrl) => stage.startFront({ databaseUrl })),
    )
    const [small, long, wide] = fronts.map((front) => front.port) as [number, number, number]
    try {
      await Promise.all([small, long, wide].map((port) => caughtUp(port, stage.slugs[0]!)))
      await sleep(settleMs)
      const costs = await costsOn(stage, { small, long, wide })
      for (const [name, one] of Object.entries(costs))
        stage.say(`${name}: ${Object.entries(one).map(([what, ms]) => `${what} ${ms.toFixed(2)} ms`)}`)
      return [
        ...rowsOf('a year of history, 30 days', costs.long, costs.small),
        ...rowsOf(`${services.toLocaleString('en-GB')} services, the catalogue`, costs.wide, costs.small),
      ]
    } finally {
      await Promise.all(fronts.map((front) => front.stop()))
    }
  },
}
