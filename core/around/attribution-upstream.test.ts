import { describe, expect, test } from 'vitest'
import { minuteMs } from '../bucket.ts'
import type { Status } from '../status.ts'
import { others, quiet, start, trouble, upstreamOf } from './attribution.fixture.ts'
import { attribute, type Standing } from './attribution.ts'
import { surpriseOfShare } from './upstream.ts'

/** Those of the catalogue that stand on AWS, by category, and how loudly each rose; made up but for who was worst. */
const onAws = [
  ['snapchat', 'social', 22_000],
  ['reddit', 'social', 9000],
  ['roblox', 'games', 12_000],
  ['fortnite', 'games', 6000],
  ['epic-games', 'games', 3000],
  ['amazon', 'shopping', 16_000],
  ['prime-video', 'streaming', 5000],
  ['netflix', 'streaming', 0],
  ['twitch', 'streaming', 0],
  ['signal', 'messaging', 3000],
  ['duolingo', 'education', 4000],
  ['perplexity', 'ai', 900],
  ['canva', 'work', 4500],
  ['slack', 'work', 1200],
  ['jira', 'work', 0],
] as const

const awsDay = (aws: Standing, rest: Standing[]): Standing[] => [
  aws,
  ...rest,
  ...onAws.map(([slug, category, reporters], i) =>
    reporters > 0
      ? trouble(slug, start + (i % 8) * minuteMs, reporters, { category, dependsOn: ['aws'] })
      : quiet(slug, { category, dependsOn: ['aws'] }),
  ),
]

describe('rise together', () => {
  test('AWS, 20 October 2025: most of what stands on it rises, the others are quiet', () => {
    const rose = onAws.filter(([, , reporters]) => reporters > 0).map(([slug]) => slug)
    for (const aws of [
      quiet('aws', { category: 'cloud' }),
      quiet('aws', { category: 'cloud', status: 'unknown' }),
      trouble('aws', start + 9 * minuteMs, 60, { category: 'cloud', status: 'possible' }),
    ]) {
      const hints = attribute(awsDay(aws, others(120, 2)))
      expect([...hints.keys()].sort()).toEqual([...rose].sort())
      expect(hints.get('snapchat')).toEqual([
        {
          kind: 'upstream',
          upstream: 'aws',
          upstreamStatus: aws.status,
          rose: 12,
          of: 15,
          names: [...rose].sort(),
          operatorsRose: 12,
          operatorsOf: 15,
          baseRate: 3 / 122,
          probability: expect.closeTo(0, 6),
        },
      ])
    }
  })

  test('who fell with others of one upstream is no bystander, nor is that upstream, even where chance may do it', () => {
    // Everything rises, so there is no upstream hint; Perplexity and Slack are small beside the others all the same.
    const hints = attribute(awsDay(trouble('aws', start, 60, { category: 'work' }), others(120, 110, 30_000)))
    expect(upstreamOf(hints, 'snapchat')).toBeUndefined()
    expect(hints.size).toBe(0)
  })

  test('CrowdStrike, 19 July 2024: all kinds rise, 4 to 68 times; no upstream has more than its share', () => {
    // Emergency services, Uber, Microsoft, Uber Eats, Azure, Microsoft 365, Amazon, Tesla, DHL, FedEx.
    const times = [68, 57, 42, 41, 21, 18, 14, 12, 6, 4]
    const world = Array.from({ length: 150 }, (_, i) => {
      const dependsOn = i % 5 === 0 ? ['azure'] : i % 5 === 1 ? ['aws'] : []
      const category = `kind-${i % 7}`
      const height = 10 * times[i % times.length]!
      return i % 3 === 0
        ? trouble(`s-${i}`, start + (i % 11) * minuteMs, height, { category, dependsOn })
        : quiet(`s-${i}`, { category, dependsOn })
    })
    const clouds = [trouble('azure', start, 210, { category: 'cloud' }), quiet('aws', { category: 'cloud' })]
    const hints = attribute([...world, ...clouds])
    expect([...hints.values()].flat().filter((hint) => hint.kind === 'upstream')).toEqual([])
  })

  test('one operator is one witness: OpenAI, 11 December 2024, says nothing of Azure', () => {
    const openai = ['chatgpt', 'openai-api', 'sora'].map((slug, i) =>
      trouble(slug, start + i * minuteMs, 28_000, { dependsOn: ['azure'], category: 'ai' }),
    )
    const microsoft = ['outlook', 'teams', 'xbox-live'].map((slug) => quiet(slug, { dependsOn: ['azure'] }))
    const world = [...openai, ...microsoft, ...others(150)]
    expect(upstreamOf(attribute(world), 'sora')!.upstream).toBe('azure')
    const known = world.map((one) => (openai.includes(one) ? { ...one, operator: 'openai' } : one))
    expect(attribute(known).size).toBe(0)
    const parts = world.map((one) =>
      openai.includes(one) && one.slug !== 'chatgpt' ? { ...one, parent: 'chatgpt' } : one,
    )
    expect(attribute(parts).size).toBe(0)
  })

  test('only a rise within ten minutes is a rise together, and only of those that can be judged', () => {
    const three = (gap: number, status: Status = 'none') => [
      ...[0, 1, 2].map((i) => trouble(`d-${i}`, start + i * gap * minuteMs, 99, { dependsOn: ['u'] })),
      ...[3, 4, 5, 6].map((i) => quiet(`d-${i}`, { dependsOn: ['u'], status })),
      ...others(200),
    ]
    expect(upstreamOf(attribute(three(5)), 'd-0')).toMatchObject({ rose: 3, of: 7 })
    expect(upstreamOf(attribute(three(5, 'unknown')), 'd-0')).toMatchObject({ rose: 3, of: 3 })
    expect(attribute(three(6)).size).toBe(0)
  })

  test('dependencies of dependencies count; of several upstreams the least probable one is named', () => {
    const world = [
      ...[0, 1, 2, 3].map((i) => trouble(`d-${i}`, start, 99, { dependsOn: ['low', 'wide'] })),
      ...[4, 5, 6, 7, 8].map((i) => quiet(`d-${i}`, { dependsOn: ['wide'] })),
      quiet('low', { dependsOn: ['deep'] }),
      ...[0, 1].map((i) => quiet(`e-${i}`, { dependsOn: ['deep'] })),
      ...others(200),
    ]
    expect(upstreamOf(attribute(world), 'd-0')).toMatchObject({ upstream: 'low', rose: 4, of: 4 })
    const noLow = world.map((one) =>
      one.dependsOn.includes('wide') && one.status === 'none' ? { ...one, dependsOn: ['low'] } : one,
    )
    expect(upstreamOf(attribute(noLow), 'd-0')).toMatchObject({ upstream: 'wide', rose: 4, of: 4 })
    const circle = world.map((one) => (one.slug === 'low' ? { ...one, dependsOn: ['d-0', 'deep'] } : one))
    expect(upstreamOf(attribute(circle), 'd-1')!.upstream).toBe('low')
  })

  test('few services give humility: three of three are not enough where only two others are known', () => {
    const three = [0, 1, 2].map((i) => trouble(`d-${i}`, start, 99, { dependsOn: ['u'] }))
    expect(attribute([...three, ...others(2)]).size).toBe(0)
    expect(attribute([...three, ...others(20)]).size).toBe(3)
  })

  test('the probability is that of the binomial tail', () => {
    for (const [k, n, p] of [
      [3, 19, 0.0066],
      [12, 15, 0.025],
      [3, 3, 0.2],
      [1, 400, 0.00064],
      [90, 200, 0.4],
    ] as const) {
      let term = (1 - p) ** n
      let below = 0
      const terms = Array.from({ length: n + 1 }, (_, i) => {
        const here = term
        term *= ((n - i) / (i + 1)) * (p / (1 - p))
        return here
      })
      for (let i = n; i >= k; i--) below += terms[i]!
      expect(surpriseOfShare(k, n, p)).toBeCloseTo(-Math.log(below), 8)
    }
  })
})
