import type { LoadResult } from '../generator/jobs.ts'
import { countOf } from '../generator/tally.ts'
import { median } from '../numbers.ts'
import { inTurn, sumOf } from '../rounds.ts'
import type { Scenario, Stage } from '../scenario.ts'
import { countReports } from '../seed.ts'
import { atLeast, type Measured, never, withLimit } from '../table.ts'

const isStored = (status: number) => status === 201
const ofReports = (result: LoadResult) => countOf(result.tallies.report, isStored)

/** Everybody reports the same service: validated, counted, committed before the 201. */
async function measure(stage: Stage, connections: number): Promise<Measured[]> {
  const { front, generator, yardsticks, databaseUrl } = stage
  const seconds = stage.pick(1, 0.5)
  const ports = {
    single: await yardsticks.single(),
    batched: await yardsticks.batched(),
    next: await yardsticks.nextHandler(),
  }
  const results: LoadResult[] = []
  const send = async (port: number, path: 'product' | 'yardstick', count: number, time = seconds) => {
    const ask = {
      kind: 'report' as const,
      name: 'report',
      slugs: stage.slugs.slice(0, 1),
      first: stage.people(count),
      count,
      withToken: path === 'product',
      ...(path === 'yardstick' && { path: '/reports' }),
    }
    const result = await generator.load({ port, connections, seconds: time, asks: [ask] })
    if (path === 'product') results.push(result)
    return ofReports(result) / result.seconds
  }
  const before = await countReports(databaseUrl)
  // Warm, and a guess how many people will be needed.
  const guess = await send(front.port, 'product', 16_000, stage.pick(2.5, 0.5))
  for (const port of [ports.single, ports.batched, ports.next])
    if (port) await send(port, 'yardstick', 2000, 0.5)
  const people = Math.ceil(guess * seconds * 1.5) + 500
  // Those that are far below us, and steady, get less of the six minutes.
  const rates = await inTurn(stage.pick(3, 1), {
    ours: () => send(front.port, 'product', people),
    ceiling: () => yardsticks.batches(connections, seconds / 2),
    single: () => send(ports.single, 'yardstick', 100_000, seconds * 0.6),
    batched: () => send(ports.batched, 'yardstick', 200_000),
    next: async () => (ports.next ? send(ports.next, 'yardstick', 100_000, seconds * 0.6) : Number.NaN),
  })
  const stored = results.reduce((sum, result) => sum + ofReports(result), 0)
  const rows = (await countReports(databaseUrl)) - before
  const { broken, failed, answered } = sumOf(results)
  const p99 = median(results.slice(1).map((result) => result.tallies.report?.p99 ?? Number.NaN))
  const title = `reports, ${connections} at once`
  const next = ports.next ? rates.next : null
  const rate = 'reports/s'
  return [
    {
      scenario: `${title}: bare pg batches`,
      ours: rates.ours,
      yardstick: rates.ceiling,
      unit: rate,
      goal: atLeast(0.4),
    },
    {
      scenario: `${title}: bare node:http + pg batches`,
      ours: rates.ours,
      yardstick: rates.batched,
      unit: rate,
      goal: null,
    },
    {
      scenario: `${title}: bare node:http, one INSERT each`,
      ours: rates.ours,
      yardstick: rates.single,
      unit: rate,
      goal: null,
    },
    {
      scenario: `${title}: Next route handler, one INSERT each`,
      ours: rates.ours,
      yardstick: next,
      unit: rate,
      goal: atLeast(5),
    },
    withLimit(`${title}: p99`, p99, 250, 'ms, limit'),
    never(`${title}: answered 201 and not in Postgres`, Math.max(0, stored - rows), stored, 'reports'),
    never(`${title}: 5xx or no answer`, broken + failed, answered + failed, 'answers'),
  ]
}

export const scenario: Scenario = {
  name: 'reports',
  place: 10,
  run: async (stage) => [...(await measure(stage, 64)), ...(await measure(stage, 256))],
}
