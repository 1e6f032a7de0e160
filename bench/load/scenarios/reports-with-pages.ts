import { countOf } from '../generator/tally.ts'
import { fineRate, inTurn } from '../rounds.ts'
import type { Scenario } from '../scenario.ts'
import { atLeast } from '../table.ts'

const connections = 64

/** Half of what the page cache can serve is asked for; how many reports still come through? */
export const scenario: Scenario = {
  name: 'reports-with-pages',
  place: 40,
  async run(stage) {
    const { front, generator, second } = stage
    const { port } = front
    const seconds = stage.pick(1.2, 0.5)
    const page = {
      kind: 'get' as const,
      name: 'page',
      path: `/en/status/${stage.slugs[0]}`,
      headers: { 'accept-encoding': 'br' },
    }
    const report = async (count: number) => {
      const ask = {
        kind: 'report' as const,
        name: 'report',
        slugs: stage.slugs.slice(0, 1),
        first: stage.people(count),
        count,
        withToken: false,
      }
      const result = await generator.load({ port, connections, seconds, asks: [ask] })
      return countOf(result.tallies.report, (status) => status === 201) / result.seconds
    }
    const people = 30_000
    await report(people)
    const pages = fineRate(await second.load({ port, connections, seconds, asks: [page] }), 'page')
    const readRates: number[] = []
    const rates = await inTurn(stage.pick(3, 1), {
      alone: () => report(people),
      together: async () => {
        const [reports, read] = await Promise.all([
          report(people),
          second.load({ port, connections: 128, seconds, rate: pages / 2, asks: [page] }),
        ])
        readRates.push(fineRate(read, 'page'))
        return reports
      },
    })
    stage.say(
      `pages alone ${Math.round(pages)}/s, asked ${Math.round(pages / 2)}/s, got ${readRates.map(Math.round)}`,
    )
    return [
      {
        scenario: 'reports while pages are asked for at half their capacity: reports alone',
        ours: rates.together,
        yardstick: rates.alone,
        unit: 'reports/s',
        goal: atLeast(0.4),
      },
    ]
  },
}
