import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minuteMs } from '../bucket.ts'
import { isTrouble, statuses } from '../status.ts'
import { blamed, collateralOf, others, quiet, start, trouble, upstreamOf } from './attribution.fixture.ts'
import { attribute, type Hint, type Standing } from './attribution.ts'

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
