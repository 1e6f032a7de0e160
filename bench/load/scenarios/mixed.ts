import type { LoadResult } from '../generator/jobs.ts'
import { median } from '../numbers.ts'
import { inTurn, sampleOf, sumOf } from '../rounds.ts'
import type { Scenario } from '../scenario.ts'
import { type Measured, never } from '../table.ts'

const connections = 128

/** Everybody comes at once: most look, some read, a few report, tabs open and close. */
export const scenario: Scenario = {
  name: 'mixed',
  place: 75,
  async run(stage) {
    const { front, generator, yardsticks } = stage
    const slug = stage.slugs[3]!
    const status = {
      kind: 'get' as const,
      name: 'status',
      path: `/api/v1/services/${slug}/state`,
      weight: 60,
    }
    const headers = { 'accept-encoding': 'br' }
    const page = { kind: 'get' as const, name: 'page', path: `/en/status/${slug}`, headers, weight: 25 }
    const stream = {
      kind: 'stream' as const,
      name: 'stream',
      path: `/api/v1/services/${slug}/stream`,
      weight: 5,
    }
    const seconds = stage.pick(2, 1)
    const results: LoadResult[] = []
    const crowd = async () => {
      const count = 10_000 * seconds
      const first = stage.people(count)
      const report = {
        kind: 'report' as const,
        name: 'report',
        slugs: [slug],
        first,
        count,
        withToken: false,
        weight: 10,
      }
      const asks = [status, page, report, stream]
      const result = await generator.load({ port: front.port, connections, seconds, asks })
      results.push(result)
      return sumOf([result]).answered / result.seconds
    }
    // The yardstick serves the status to everybody: less work than any of the rest.
    const bare = await yardsticks.bytes(await sampleOf(front.port, status.path))
    // The first page of all is rendered while everybody waits: that is not what lasts.
    await crowd()
    results.length = 0
    const rates = await inTurn(stage.pick(3, 1), {
      ours: crowd,
      bare: async () => {
        const result = await generator.load({ port: bare, connections, seconds: seconds / 2, asks: [status] })
        return sumOf([result]).answered / result.seconds
      },
    })
    const p99 = (name: string) => median(results.map((result) => result.tallies[name]?.p99 ?? Number.NaN))
    const { broken, failed, answered } = sumOf(results)
    const told = (name: string): Measured => ({
      scenario: `flash crowd: p99 of ${name}, of status`,
      ours: p99(name),
      yardstick: p99('status'),
      unit: 'ms',
      goal: null,
    })
    return [
      {
        scenario: 'flash crowd: bare node:http, status alone',
        ours: rates.ours,
        yardstick: rates.bare,
        unit: 'answers/s',
        goal: null,
      },
      ...['page', 'report', 'stream'].map(told),
      never('flash crowd: 5xx or no answer', broken + failed, answered + failed, 'answers'),
    ]
  },
}
