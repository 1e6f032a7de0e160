import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attribute, type CollateralHint, type Hint, type Standing, type UpstreamHint } from './attribution.ts'
import { minuteMs } from './bucket.ts'
import { isTrouble, type Status, statuses } from './status.ts'
import { surpriseOfShare } from './upstream.ts'

/** Eastern time of 22 February 2024 (UTC - 5). */
const et = (hour: number, minute: number): number => Date.UTC(2024, 1, 22, hour + 5, minute)

const quiet = (slug: string, more: Partial<Standing> = {}): Standing => ({
  slug,
  category: 'mobile',
  parent: null,
  dependsOn: [],
  status: 'none',
  onsetAt: null,
  reporters15m: 10,
  usual15m: 10,
  ...more,
})

const trouble = (
  slug: string,
  onsetAt: number,
  reporters15m: number,
  more: Partial<Standing> = {},
): Standing => quiet(slug, { status: 'major', onsetAt, reporters15m, ...more })

const collateralOf = (hints: Map<string, Hint[]>, slug: string): CollateralHint | undefined =>
  hints.get(slug)?.find((hint) => hint.kind === 'collateral')
const upstreamOf = (hints: Map<string, Hint[]>, slug: string): UpstreamHint | undefined =>
  hints.get(slug)?.find((hint) => hint.kind === 'upstream')
const blamed = (hints: Map<string, Hint[]>): string[] =>
  [...hints.keys()].filter((slug) => collateralOf(hints, slug)).sort()

const us = { markets: ['US'] }
/** The neighbours as the catalogue has them. Onsets and usual counts are assumed; press figures are heights. */
const american = {
  att: { onset: et(3, 30), usual: 20, more: { ...us, operator: 'att' } },
  verizon: { onset: et(3, 50), usual: 15, more: { ...us, operator: 'verizon' } },
  't-mobile': { onset: et(3, 55), usual: 12, more: { ...us, operator: 't-mobile-us' } },
  cricket: { onset: et(3, 40), usual: 3, more: { ...us, operator: 'att', dependsOn: ['att'] } },
  boost: {
    onset: et(4, 10),
    usual: 2,
    more: { ...us, operator: 'echostar', dependsOn: ['att', 't-mobile'] },
  },
}
type American = keyof typeof american

function thatDay(heights: Partial<Record<American, number>>): Standing[] {
  return (Object.keys(american) as American[]).map((slug) => {
    const { onset, usual, more } = american[slug]
    const height = heights[slug]
    return height === undefined
      ? quiet(slug, { usual15m: usual, reporters15m: usual, ...more })
      : trouble(slug, onset, height, { usual15m: usual, ...more })
  })
}

describe('blamed for a neighbour', () => {
  test.each<[string, Partial<Record<American, number>>, American[]]>([
    ['04:00–04:30', { att: 32_000, verizon: 800, 't-mobile': 800 }, ['t-mobile', 'verizon']],
    ['07:00', { att: 50_000, verizon: 3000, 't-mobile': 1100 }, ['t-mobile', 'verizon']],
    ['07:50', { att: 71_000, verizon: 3500, 't-mobile': 1500 }, ['t-mobile', 'verizon']],
    ['09:15', { att: 74_000, verizon: 3500, 't-mobile': 1500 }, ['t-mobile', 'verizon']],
    [
      '12:00',
      { att: 58_000, cricket: 9000, verizon: 2000, 't-mobile': 1400, boost: 700 },
      ['boost', 't-mobile', 'verizon'],
    ],
  ])('AT&T, 22 February 2024, %s', (_time, heights, expected) => {
    const hints = attribute(thatDay(heights))
    expect(blamed(hints)).toEqual(expected)
    for (const slug of expected) expect(collateralOf(hints, slug)!.leader).toBe('att')
  })

  test('the hint has its numbers, and is plain data', () => {
    const hints = attribute(thatDay({ att: 74_000, verizon: 3500 }))
    expect(JSON.parse(JSON.stringify(hints.get('verizon')))).toEqual([
      {
        kind: 'collateral',
        leader: 'att',
        leaderReporters15m: 74_000,
        leaderUsual15m: 20,
        reporters15m: 3500,
        usual15m: 15,
        ratio: 3485 / 73_980,
      },
    ])
  })

  test('Cricket is spared twice: by its share, and because it stands on AT&T', () => {
    const share = thatDay({ att: 58_000, cricket: 9000 })
    expect(blamed(attribute(share.map((one) => ({ ...one, dependsOn: [], operator: null }))))).toEqual([])
    const small = thatDay({ att: 58_000, cricket: 900 })
    expect(blamed(attribute(small))).toEqual([])
    expect(blamed(attribute(small.map((one) => ({ ...one, operator: null }))))).toEqual([])
    expect(blamed(attribute(small.map((one) => ({ ...one, dependsOn: [], operator: null }))))).toEqual([
      'cricket',
    ])
  })

  test('Threads fell with Instagram on 11 December 2024, and Facebook changes nothing of that', () => {
    const onset = Date.UTC(2024, 11, 11, 17, 40)
    const social = { category: 'social' }
    const facebook = trouble('facebook', onset, 107_005, social)
    const instagram = trouble('instagram', onset, 68_108, social)
    const threads = trouble('threads', onset, 789, { ...social, dependsOn: ['instagram'] })
    expect(blamed(attribute([facebook, instagram, threads]))).toEqual([])
    // Were Instagram well, it would be the bystander of a stranger, but not of its own operator.
    const alone = [facebook, quiet('instagram', social), threads]
    expect(blamed(attribute(alone))).toEqual(['threads'])
    expect(blamed(attribute(alone.map((one) => ({ ...one, operator: 'meta' }))))).toEqual([])
  })

  test.each([
    [-5, ['small']],
    [-6, []],
    [0, ['small']],
    [300, ['small']],
  ])('a bystander may seem %d minutes late, not more than five early', (minutes, expected) => {
    const hints = attribute([
      trouble('great', et(9, 0), 5000),
      trouble('small', et(9, 0) + minutes * minuteMs, 100),
    ])
    expect(blamed(hints)).toEqual(expected)
  })

  test.each<[string, Partial<Standing>, Partial<Standing>, string[]]>([
    ['of another category', { category: 'games' }, { category: 'social' }, []],
    [
      'that stands on it: people report AWS',
      { category: 'cloud' },
      { category: 'social', dependsOn: ['small'] },
      ['small'],
    ],
    [
      'that is its part: people report GitHub',
      { operator: 'one' },
      { parent: 'small', operator: 'one' },
      ['small'],
    ],
    ['it stands on', { dependsOn: ['great'] }, {}, []],
    ['it is a part of', { parent: 'great' }, {}, []],
    ['of the same operator', { operator: 'one' }, { operator: 'one' }, []],
    ['of another country', { markets: ['KW', 'SA'] }, { markets: ['US'] }, []],
    ['of one country of several', { markets: ['KW', 'SA'] }, { markets: ['SA', 'EG'] }, ['small']],
    ['used everywhere', { markets: ['SA'] }, { markets: [] }, ['small']],
    ['of one country, itself used everywhere', { markets: [] }, { markets: ['SA'] }, ['small']],
    ['with an unknown onset', {}, { onsetAt: null }, []],
    ['while it is back to usual', { reporters15m: 10, status: 'recovering' }, {}, []],
    ['less than ten times as great', { reporters15m: 510 }, { reporters15m: 5010 }, []],
  ])('beside a service %s', (_case, small, great, expected) => {
    expect(
      blamed(attribute([trouble('great', et(9, 0), 5000, great), trouble('small', et(9, 1), 100, small)])),
    ).toEqual(expected)
  })

  test('of several leaders the one with the largest excess that was not later', () => {
    const hints = attribute([
      trouble('late', et(9, 30), 90_000),
      trouble('greatest', et(9, 2), 60_000),
      trouble('first', et(8, 0), 50_000),
      trouble('small', et(9, 5), 100),
      trouble('early', et(8, 30), 100),
    ])
    expect(collateralOf(hints, 'small')!.leader).toBe('greatest')
    expect(collateralOf(hints, 'early')!.leader).toBe('first')
  })
})

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
const start = Date.UTC(2025, 9, 20, 6, 50)

const others = (count: number, troubled = 0, reporters = 200): Standing[] =>
  Array.from({ length: count }, (_, i) =>
    i < troubled
      ? trouble(`other-${i}`, start + (i % 10) * minuteMs, reporters, { category: `kind-${i % 7}` })
      : quiet(`other-${i}`, { category: `kind-${i % 7}` }),
  )

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

/** Worlds of up to 40 services, some of which depend on, or are parts of, services that are not there. */
const slugs = Array.from({ length: 40 }, (_, i) => `s${i}`)
const hubs = ['s0', 's1', 's2', 'q0', 'q1']
const anyStanding = (names: string[]) =>
  fc.record({
    slug: fc.constantFrom(...names),
    category: fc.constantFrom('a', 'b', 'c'),
    parent: fc.option(fc.constantFrom(...hubs), { freq: 6 }),
    dependsOn: fc.oneof(
      { weight: 2, arbitrary: fc.constant<string[]>([]) },
      { weight: 3, arbitrary: fc.uniqueArray(fc.constantFrom(...hubs), { maxLength: 2 }) },
    ),
    status: fc.constantFrom(...statuses),
    minutes: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 20 }),
    reporters15m: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 50_000 })),
    usual15m: fc.integer({ min: 0, max: 20 }),
    operator: fc.option(fc.constantFrom('x', 'y', 'z'), { freq: 2 }),
    markets: fc.uniqueArray(fc.constantFrom('SA', 'EG', 'US'), { maxLength: 2 }),
  })
const asQuiet = (standing: Standing): Standing => ({
  ...standing,
  status: standing.status === 'unknown' ? 'unknown' : 'none',
  onsetAt: null,
})
/**
 * In half of the worlds a hub fails: what stands on it rises within ten minutes, most of the others are calm, and
 * there are witnesses enough, because nothing is part of something else.
 */
const anyWorld = fc
  .tuple(
    fc.uniqueArray(anyStanding(slugs), { maxLength: 40, selector: ({ slug }) => slug, size: 'max' }),
    fc.option(fc.constantFrom(...hubs), { freq: 2 }),
  )
  .map(([list, failed]) =>
    list.map(({ minutes, ...rest }): Standing => {
      const onset = (at: number | null) =>
        isTrouble(rest.status) && at !== null ? start + at * minuteMs : null
      if (failed === null) return { ...rest, onsetAt: onset(minutes) }
      const alone = { ...rest, parent: null, onsetAt: onset(minutes && minutes % 11) }
      return rest.dependsOn.includes(failed) || rest.status === 'recovering' ? alone : asQuiet(alone)
    }),
  )

const excess = (one: Pick<Standing, 'reporters15m' | 'usual15m'>): number => one.reporters15m - one.usual15m

describe('whatever the world', () => {
  test('the order of the input does not matter, and the input is left as it was', () => {
    fc.assert(
      fc.property(anyWorld, fc.infiniteStream(fc.nat()), (world, keys) => {
        const before = structuredClone(world)
        const shuffled = world
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        expect([...attribute(shuffled)]).toEqual([...attribute(world)])
        expect(world).toEqual(before)
      }),
      { numRuns: 300 },
    )
  })

  test('hints are for services in trouble, one each; leaders are ten times greater and in trouble themselves', () => {
    const seen = { collateral: 0, upstream: 0 }
    fc.assert(
      fc.property(anyWorld, (world) => {
        const bySlug = new Map(world.map((one) => [one.slug, one]))
        for (const [slug, list] of attribute(world)) {
          expect(isTrouble(bySlug.get(slug)!.status)).toBe(true)
          expect(list).toHaveLength(1)
          const hint = list[0]!
          seen[hint.kind]++
          if (hint.kind === 'upstream') {
            expect(hint.names).toContain(slug)
            expect(hint.rose).toBe(hint.names.length)
            expect(hint.operatorsRose).toBeGreaterThanOrEqual(3)
            expect(hint.operatorsOf).toBeGreaterThanOrEqual(hint.operatorsRose)
            expect(hint.probability < 0.01 && hint.probability >= 0).toBe(true)
          } else {
            const leader = bySlug.get(hint.leader)!
            expect(isTrouble(leader.status)).toBe(true)
            expect(excess(leader)).toBeGreaterThan(10 * excess(bySlug.get(slug)!))
            expect(hint.ratio > 0 && hint.ratio < 0.1).toBe(true)
          }
        }
      }),
      { numRuns: 1000, seed: 7 },
    )
    expect(seen.collateral).toBeGreaterThan(100)
    expect(seen.upstream).toBeGreaterThan(10)
  })

  test('quiet services that join never make a bystander', () => {
    const joining = fc
      .uniqueArray(anyStanding(['q0', 'q1', 'q2', 'q3']), { selector: ({ slug }) => slug })
      .map((list) => list.map(({ minutes: _, ...rest }) => asQuiet({ ...rest, onsetAt: null })))
    fc.assert(
      fc.property(anyWorld, joining, (world, more) => {
        const before = blamed(attribute(world))
        for (const slug of blamed(attribute([...world, ...more]))) expect(before).toContain(slug)
      }),
      { numRuns: 1000 },
    )
  })

  test('ten times the visitors change no bystander', () => {
    fc.assert(
      fc.property(anyWorld, fc.integer({ min: 2, max: 100 }), (world, factor) => {
        const scaled = world.map((one) => ({
          ...one,
          reporters15m: one.reporters15m * factor,
          usual15m: one.usual15m * factor,
        }))
        const leaders = (hints: Map<string, Hint[]>) =>
          blamed(hints).map((slug) => [slug, collateralOf(hints, slug)!.leader])
        expect(leaders(attribute(scaled))).toEqual(leaders(attribute(world)))
      }),
      { numRuns: 300 },
    )
  })

  test('more trouble among strangers never makes an upstream more certain', () => {
    const stranger = fc.record({ i: fc.nat(60), minutes: fc.integer({ min: -30, max: 30 }) })
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 3, maxLength: 8 }),
        fc.nat(6),
        fc.nat(40),
        fc.array(stranger, { maxLength: 20 }),
        fc.array(stranger, { minLength: 1, maxLength: 20 }),
        (onsets, calm, strangers, some, more) => {
          const certainty = (list: { i: number; minutes: number }[]) => {
            const world = new Map(others(strangers).map((one) => [one.slug, one]))
            for (const { i, minutes } of list) {
              const slug = `other-${i}`
              // Whom the first part put in trouble is left alone by the second.
              if (world.get(slug)?.onsetAt == null)
                world.set(slug, trouble(slug, start + minutes * minuteMs, 50))
            }
            const own = onsets.map((at, i) =>
              trouble(`d${i}`, start + at * minuteMs, 99, { dependsOn: [i % 3 > 0 ? 'u' : 'v'] }),
            )
            const rest = Array.from({ length: calm }, (_, i) => quiet(`e${i}`, { dependsOn: ['u', 'v'] }))
            const hints = attribute([...world.values(), ...own, ...rest])
            return own.map(({ slug }) => upstreamOf(hints, slug)?.probability ?? 1)
          }
          const after = certainty([...some, ...more])
          certainty(some).forEach((before, i) => {
            expect(after[i]).toBeGreaterThanOrEqual(before * (1 - 1e-9))
          })
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('twenty thousand services, a thousand of them in trouble, are no work', () => {
    const world = Array.from({ length: 20_000 }, (_, i): Standing => {
      const more = {
        category: `kind-${i % 20}`,
        dependsOn: i > 300 ? [`s${i % 300}`, `s${(i * 7) % 50}`] : i > 50 ? [`s${i % 50}`] : [],
      }
      return i % 20 === 0
        ? trouble(`s${i}`, start + (i % 240) * minuteMs, 20 + (i % 997) * (i % 31), more)
        : quiet(`s${i}`, more)
    })
    const began = performance.now()
    attribute(world)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
