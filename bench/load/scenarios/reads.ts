import type { LoadResult } from '../generator/jobs.ts'
import { fineRate, inTurn, sampleOf, sumOf } from '../rounds.ts'
import type { Scenario, Stage } from '../scenario.ts'
import { atLeast, type Measured, never } from '../table.ts'

const connections = 64

async function measure(stage: Stage, title: string, path: string): Promise<Measured[]> {
  const { front, generator, yardsticks } = stage
  const seconds = stage.pick(0.5, 0.2)
  const sample = await sampleOf(front.port, path)
  const bare = await yardsticks.bytes(sample)
  const results: LoadResult[] = []
  const read = async (port: number, headers: Record<string, string> = {}) => {
    const ask = { kind: 'get' as const, name: 'read', path, headers }
    const result = await generator.load({ port, connections, seconds, asks: [ask] })
    if (port === front.port) results.push(result)
    return fineRate(result, 'read')
  }
  await read(front.port)
  await read(bare)
  const rates = await inTurn(stage.pick(3, 1), {
    ours: () => read(front.port),
    bare: () => read(bare),
    known: async () => {
      const { etag = '""' } = (await sampleOf(front.port, path)).headers
      return read(front.port, { 'if-none-match': etag })
    },
  })
  const { refused, failed, answered } = sumOf(results)
  const unit = 'answers/s'
  return [
    {
      scenario: `${title}: bare node:http, same bytes`,
      ours: rates.ours,
      yardstick: rates.bare,
      unit,
      goal: atLeast(0.6),
    },
    {
      scenario: `${title}: 304 beside 200`,
      ours: rates.known,
      yardstick: rates.ours,
      unit,
      goal: atLeast(1),
    },
    never(`${title}: neither 200 nor 304`, refused + failed, answered + failed, 'answers'),
  ]
}

export const scenario: Scenario = {
  name: 'reads',
  place: 20,
  async run(stage) {
    const slug = stage.slugs[0]
    return [
      ...(await measure(stage, 'status JSON', `/api/v1/services/${slug}/state`)),
      ...(await measure(stage, 'badge', `/badge/${slug}.svg`)),
      ...(await measure(stage, 'embed', `/embed/${slug}?size=card`)),
    ]
  },
}
