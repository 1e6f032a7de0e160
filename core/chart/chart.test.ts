import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areaPath, dataRuns, plotHeight, sparkPath, stairPath, yMaximum, yTicks } from './chart.ts'

/** Walks a path of M, h, v, V, Z and gives the height of the line over each bucket. */
function levels(path: string, buckets: number): (number | null)[] {
  const seen: (number | null)[] = new Array(buckets).fill(null)
  let [x, y] = [0, 0]
  for (const [, command, rest = ''] of path.matchAll(/([MhvVZ])([^MhvVZ]*)/g)) {
    const [one = 0, two = 0] = rest.trim().split(' ').map(Number)
    if (command === 'M') [x, y] = [one, two]
    if (command === 'v') y += one
    if (command === 'V') y = one
    if (command === 'h') for (let step = 0; step < one; step += 1) seen[x++] = y
  }
  return seen
}

describe('y axis', () => {
  it('never ends below 10, so that two reports look like two reports', () => {
    expect(yMaximum([0, 2, 1])).toBe(10)
    expect(yMaximum([])).toBe(10)
    expect(yMaximum([null, null])).toBe(10)
  })

  it('leaves air above the highest bucket and above the alert level', () => {
    expect(yMaximum([3412])).toBe(4000)
    expect(yMaximum([10])).toBe(15)
    expect(yMaximum([2], [13])).toBe(15)
    expect(yMaximum([2], [14])).toBe(20)
  })

  it('is one of the round maxima, the smallest that fits, with 3 to 5 whole ticks from zero', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.nat(5_000), (most, alert) => {
        const maximum = yMaximum([most], [alert])
        expect(maximum).toBeGreaterThanOrEqual(Math.max(10, most * 1.08 - 1e-6, alert * 1.15 - 1e-6))
        expect([1, 1.5, 2, 3, 4, 6, 8]).toContain(
          Number(maximum.toString()[0]) + (/^15/.test(`${maximum}`) ? 0.5 : 0),
        )
        const ticks = yTicks(maximum)
        expect(ticks.length).toBeGreaterThanOrEqual(3)
        expect(ticks.length).toBeLessThanOrEqual(5)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBe(maximum)
        expect(ticks.every(Number.isInteger)).toBe(true)
      }),
    )
  })
})

describe('stairs', () => {
  it('stand at the right height over every bucket and are broken where data are missing', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(500)), { minLength: 1, maxLength: 60 }), (values) => {
        const expected = values.map((value) =>
          value === null ? null : plotHeight - Math.round((value / 500) * plotHeight),
        )
        expect(levels(stairPath(values, 500), values.length)).toEqual(expected)
        expect(levels(areaPath(values, 500), values.length)).toEqual(expected)
      }),
    )
  })

  it('use whole numbers and join equal neighbours', () => {
    expect(stairPath([2, 2, 2, 5], 10)).toBe('M0 800h3v-300h1')
    expect(areaPath([2, null, 5], 10)).toBe('M0 1000V800h1V1000ZM2 1000V500h1V1000Z')
  })

  it('know gaps from zeros', () => {
    expect(dataRuns([0, 0, null, 0])).toEqual([
      { first: 0, end: 2 },
      { first: 3, end: 4 },
    ])
  })
})

describe('sparkline', () => {
  it('is drawn from zero and fills its box only from ten reports on', () => {
    expect(sparkPath([0, 2, null, 1])).toEqual({
      path: 'M0 100h1v-20h1M3 90h1',
      width: 4,
      height: 100,
      max: 10,
    })
    expect(sparkPath([0, 200]).path).toBe('M0 100h1v-100h1')
    expect(sparkPath([5], { max: 50 }).path).toBe('M0 90h1')
  })
})
