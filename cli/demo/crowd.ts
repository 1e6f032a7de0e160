import type { ProblemSlug } from '#core/report/report.ts'
import type { Random } from './random.ts'
import { outageProblems, outageRate, regionalStory } from './story.ts'

/** One made-up person who reports one service. */
export interface Person {
  /** Ms after the start of the minute they belong to. */
  offsetMs: number
  slug: string
  problem: ProblemSlug | null
  /** A made-up address: private (RFC 1918) or documentation (RFC 3849) range, sent as X-Forwarded-For. */
  address: string
  device: string
  userAgent: string
}

/** Where the made-up networks lie. The same table is written out for the platform (GEO_TABLE). */
const countries: [country: string, second: number, weight: number][] = [
  ['US', 0, 26],
  ['SA', 32, 17],
  ['EG', 64, 15],
  ['GB', 96, 10],
  ['AE', 128, 8],
  ['IN', 160, 12],
  ['DE', 192, 6],
  ['MA', 224, 6],
]

/** Made up too: no operator is called like this. */
export const networkNames = {
  mobile: (country: string) => `Sample Mobile ${country}`,
  fixed: (country: string) => `Sample Fibre ${country}`,
}

/** The geo table of the demo's world: slices of 10.0.0.0/8 and one of documentation IPv6. */
export const demoGeoTable = (): string =>
  [
    '# Made-up networks of the demo: no real address is in here.',
    // Two networks a country: who is on the phone, and who is at home.
    ...countries.flatMap(([country, second]) => [
      `10.${second}.0.0/12,${country},,${networkNames.mobile(country)}`,
      `10.${second + 16}.0.0/12,${country},,${networkNames.fixed(country)}`,
    ]),
    `2001:db8::/32,SA,,${networkNames.mobile('SA')}`,
    '',
  ].join('\n')

const userAgents = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604',
  'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537 Chrome/150.0 Mobile Safari/537',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/150.0 Safari/537',
  'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
]

function pick<Item>(random: Random, items: readonly (readonly [Item, number])[]): Item {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0)
  let left = random.next() * total
  for (const [item, weight] of items) {
    left -= weight
    if (left < 0) return item
  }
  return items.at(-1)![0]
}

const whole = (random: Random, below: number) => Math.floor(random.next() * below)

/** A home somewhere; one in nine has IPv6. */
function makeAddress(random: Random, markets: string[]): string {
  const at = (below: number) => whole(random, below)
  if (at(9) === 0 && (markets.length === 0 || markets.includes('SA'))) {
    return `2001:db8:${at(65_536).toString(16)}:${at(65_536).toString(16)}::1`
  }
  const home = countries.filter(([country]) => markets.length === 0 || markets.includes(country))
  const slices = (home.length > 0 ? home : countries).map(([, second, weight]) => [second, weight] as const)
  return `10.${pick(random, slices) + at(32)}.${at(256)}.${1 + at(254)}`
}

export interface CrowdService {
  slug: string
  problems: ProblemSlug[]
  markets: string[]
}

/**
 * Everybody who reports within one minute: what is usual for each service, plus the outage's own crowd.
 * @param usual reporters a minute that are usual for the service now
 * @param outageMinute minutes since the outage began; negative before it
 */
export function crowdOfMinute(
  random: Random,
  services: CrowdService[],
  usual: (slug: string) => number,
  outageMinute: number,
): Person[] {
  const people: Person[] = []
  for (const service of services) {
    const ordinary = random.poisson(usual(service.slug))
    const extra = random.poisson(outageRate(service.slug, outageMinute + 0.5))
    for (let i = 0; i < ordinary + extra; i++) {
      const mix = i < extra ? outageProblems[service.slug] : undefined
      const kind = mix
        ? pick(random, mix)
        : pick(random, [
            ['' as const, service.problems.length],
            ...service.problems.map((slug, rank) => [slug, service.problems.length - rank] as const),
          ])
      people.push({
        offsetMs: whole(random, 60_000),
        slug: service.slug,
        problem: kind || null,
        address: makeAddress(random, (i < extra && regionalStory[service.slug]) || service.markets),
        device: Array.from({ length: 4 }, () => whole(random, 2 ** 32).toString(36))
          .join('')
          .padEnd(16, '0'),
        userAgent: userAgents[whole(random, userAgents.length)]!,
      })
    }
  }
  return people.sort((one, other) => one.offsetMs - other.offsetMs)
}
