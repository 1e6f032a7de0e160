import type { LoadResult } from '../generator/jobs.ts'
import { fineRate, inTurn, sampleOf, sumOf } from '../rounds.ts'
import type { Scenario, Stage } from '../scenario.ts'
import { atLeast, type Measured, never } from '../table.ts'

const connections = 64
/** Next renders one page at a time; more readers would only wait. */
const renderers = 4

async function measure(stage: Stage, language: string): Promise<Measured[]> {
  const { front, generator, yardsticks } = stage
  const path = `/${language}/status/${stage.slugs[0]}`
  const seconds = stage.pick(0.8, 0.5)
  const browser = { 'accept-encoding': 'gzip, deflate, br' }
  // What the front tells the page process (server/pages/pages.ts); without it the page has no clock.
  const told = { 'x-desk-now': new Date().toISOString(), 'x-desk-origin': 'http://127.0.0.1' }
  const bare = await yardsticks.bytes(await sampleOf(front.port, path, browser))
  const next = await yardsticks.nextPages()
  const results: LoadResult[] = []
  const read = async (port: number, headers: Record<string, string>, readers = connections) => {
    const ask = { kind: 'get' as const, name: 'page', path, headers }
    const result = await generator.load({ port, connections: readers, seconds, asks: [ask] })
    if (port === front.port) results.push(result)
    return fineRate(result, 'page')
  }
  await read(next, told, renderers)
  await read(front.port, browser)
  const rates = await inTurn(stage.pick(3, 1), {
    ours: () => read(front.port, browser),
    bare: () => read(bare, browser),
    next: () => read(next, told, renderers),
  })
  const { refused, failed, answered } = sumOf(results)
  const title = `service page, ${language}`
  const unit = 'pages/s'
  return [
    {
      scenario: `${title}: bare node:http, same bytes`,
      ours: rates.ours,
      yardstick: rates.bare,
      unit,
      goal: atLeast(0.5),
    },
    {
      scenario: `${title}: Next, rendered each time`,
      ours: rates.ours,
      yardstick: rates.next,
      unit,
      goal: atLeast(30),
    },
    never(`${title}: not 200`, refused + failed, answered + failed, 'answers'),
  ]
}

export const scenario: Scenario = {
  name: 'pages',
  place: 30,
  run: async (stage) => [...(await measure(stage, 'en')), ...(await measure(stage, 'ar'))],
}
