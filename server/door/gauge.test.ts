import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGauge, isShed, kinds, type Load, levelOf } from './gauge.ts'
import { measureLateness } from './lateness.ts'

const calm: Load = { delayMs: 0, inFlight: 1, reads: 1, slots: 400, waiters: 0 }
const shedAt = (given: Partial<Load>) => kinds.filter((kind) => isShed(kind, { ...calm, ...given }))

const loads: fc.Arbitrary<Load> = fc
  .record({
    delayMs: fc.double({ min: 0, max: 300, noNaN: true }),
    reads: fc.integer({ min: 0, max: 1_000 }),
    writes: fc.integer({ min: 0, max: 1_000 }),
    slots: fc.integer({ min: 5, max: 1_000 }),
    waiters: fc.integer({ min: 0, max: 150 }),
  })
  .map(({ writes, ...load }) => ({ ...load, inFlight: load.reads + writes }))

describe('the level', () => {
  it('is that of the fullest of the three', () => {
    expect(levelOf({ ...calm, delayMs: 50, inFlight: 100, waiters: 10 })).toBe(0.5)
    expect(levelOf({ ...calm, delayMs: 50, inFlight: 300, waiters: 10 })).toBe(0.75)
    expect(levelOf({ ...calm, delayMs: 50, inFlight: 100, waiters: 45 })).toBe(0.9)
  })

  it.each<[delayMs: number, shed: string[]]>([
    [60, []],
    [61, ['picture']],
    [70, ['picture']],
    [71, ['picture', 'stream']],
    [85, ['picture', 'stream']],
    [86, ['picture', 'stream', 'page']],
    [96, ['picture', 'stream', 'page', 'status']],
    [100, ['picture', 'stream', 'page', 'status']],
    [101, ['picture', 'stream', 'page', 'status', 'report']],
  ])('at a loop that is %i ms late gives up %j', (delayMs, shed) => {
    expect(shedAt({ delayMs, inFlight: 81 })).toEqual(shed)
    // While few are under way, it is not they who make it late.
    expect(shedAt({ delayMs, inFlight: 80 })).toEqual(shed.filter((kind) => kind !== 'report'))
    expect(shedAt({ delayMs, inFlight: 20 })).toEqual(
      shed.filter((kind) => kind === 'picture' || kind === 'stream'),
    )
  })

  it('leaves the last fifth of the slots to reports', () => {
    expect(shedAt({ inFlight: 320, reads: 320 })).toEqual(['picture', 'stream'])
    expect(shedAt({ inFlight: 321, reads: 321 })).toEqual(['picture', 'stream', 'page', 'status'])
    expect(shedAt({ inFlight: 400, reads: 320 })).toEqual(['picture', 'stream', 'page', 'status'])
    expect(shedAt({ inFlight: 401, reads: 0 })).toEqual([...kinds])
  })
})

describe('the order', () => {
  it('whatever is given up, all that stands before it is, too', () => {
    fc.assert(
      fc.property(loads, (load) => {
        const shed = kinds.map((kind) => isShed(kind, load))
        expect(shed).toEqual([...shed].sort((one, other) => Number(other) - Number(one)))
      }),
    )
  })

  it('more load never lets in what less load gave up', () => {
    fc.assert(
      fc.property(loads, loads, (one, other) => {
        const slots = one.slots
        const more = {
          delayMs: one.delayMs + other.delayMs,
          inFlight: one.inFlight + other.inFlight,
          reads: one.reads + other.reads,
          waiters: one.waiters + other.waiters,
          slots,
        }
        for (const kind of kinds) if (isShed(kind, one)) expect(isShed(kind, more)).toBe(true)
      }),
    )
  })
})

describe('slots', () => {
  it('however requests come and go, reports find the reserved ones, and none is lost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 60 }),
        fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat()), { maxLength: 200 }),
        (slots, steps) => {
          const gauge = createGauge({ slots, delayMs: () => 0, waiters: () => 0 })
          const inside: { isRead: boolean; leave: () => void }[] = []
          for (const [kind, pick] of steps) {
            if (pick % 3 === 0 && inside.length > 0) {
              const [gone] = inside.splice(pick % inside.length, 1)
              gone!.leave()
              gone!.leave()
              continue
            }
            const leave = gauge.enter(kind)
            if (leave && kind !== 'stream') inside.push({ isRead: kind !== 'report', leave })
            const reads = inside.filter(({ isRead }) => isRead).length
            expect(reads).toBeLessThanOrEqual(slots * 0.8)
            expect(inside.length).toBeLessThanOrEqual(slots)
            if (kind === 'report') expect(leave === null).toBe(!leave && inside.length === slots)
          }
          for (const { leave } of inside) leave()
          expect(gauge.level).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('are full of those who wait for the store, too', () => {
    let waiters = 0
    const gauge = createGauge({ slots: 10, delayMs: () => 0, waiters: () => waiters })
    expect(gauge.sheds('stream')).toBe(false)
    waiters = 43
    expect(kinds.filter(gauge.sheds)).toEqual(['picture', 'stream', 'page'])
  })
})

describe('lateness', () => {
  it('is measured while the loop is busy, and forgotten when it is not', { timeout: 15_000 }, async () => {
    const lateness = measureLateness()
    const until = performance.now() + 2_500
    while (performance.now() < until) {
      const late = performance.now() + 150
      while (performance.now() < late) Math.sqrt(late)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(lateness.ms).toBeGreaterThan(100)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(lateness.ms).toBe(0)
    lateness.stop()
  })
})
