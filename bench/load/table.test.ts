import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { brief, median, percentile } from './numbers.ts'
import { atLeast, atMost, never, renderResults, resultOf, withLimit } from './table.ts'

const base = { scenario: 'reads', ours: 60, yardstick: 100, unit: 'answers/s' }

/** results.json: what others may rely on. */
const resultsFile = z.strictObject({
  scenarios: z.array(
    z.strictObject({
      scenario: z.string().min(1),
      ours: z.number().nullable(),
      yardstick: z.number().nullable(),
      unit: z.string().min(1),
      ratio: z.number().nullable(),
      goal: z.string().regex(/^(–|[≥≤] [\d.]+)$/),
      holds: z.boolean().nullable(),
    }),
  ),
})

describe('the ratio table', () => {
  it('says whether a ratio is as large, or as small, as it must be', () => {
    expect(resultOf({ ...base, goal: atLeast(0.6) })).toMatchObject({
      ratio: 0.6,
      goal: '≥ 0.6',
      holds: true,
    })
    expect(resultOf({ ...base, goal: atLeast(0.61) }).holds).toBe(false)
    expect(resultOf({ ...base, goal: atMost(0.6) })).toMatchObject({ goal: '≤ 0.6', holds: true })
    expect(resultOf({ ...base, goal: atMost(0.59) }).holds).toBe(false)
    expect(resultOf({ ...base, goal: null })).toMatchObject({ ratio: 0.6, goal: '–', holds: null })
  })

  it.each([
    { ours: null },
    { ours: Number.NaN },
    { yardstick: null },
    { yardstick: Number.NaN },
    { yardstick: 0 },
  ])('claims nothing of what could not be measured: %j', (missing) => {
    expect(resultOf({ ...base, ...missing, goal: atLeast(0.1) })).toMatchObject({ ratio: null, holds: null })
  })

  it('lets a limit and a must-not stand in the same table', () => {
    expect(resultOf(withLimit('p99', 200, 250, 'ms')).holds).toBe(true)
    expect(resultOf(withLimit('p99', 251, 250, 'ms')).holds).toBe(false)
    expect(resultOf(never('lost', 0, 5_000, 'reports'))).toMatchObject({ ratio: 0, holds: true })
    expect(resultOf(never('lost', 1, 5_000, 'reports')).holds).toBe(false)
  })

  it('writes results.json in the shape that is promised', () => {
    const results = [
      resultOf({ ...base, goal: atLeast(0.6) }),
      resultOf({ ...base, ours: Number.NaN, goal: null }),
      resultOf(never('lost', 0, 1, 'reports')),
    ]
    const text = JSON.stringify({ scenarios: results })
    expect(resultsFile.parse(JSON.parse(text)).scenarios).toHaveLength(3)
  })

  it('renders a row a figure, and what was not measured as such', () => {
    const text = renderResults([resultOf({ ...base, goal: atLeast(0.7) })], ['a machine'])
    expect(text).toContain('| reads | 60 | 100 | answers/s | 0.6 | ≥ 0.7 | **no** |')
    expect(text).toContain('- a machine')
    expect(renderResults([resultOf({ ...base, ours: null, goal: null })], [])).toContain(
      '| reads | – | 100 |',
    )
  })
})

describe('numbers', () => {
  it('finds percentiles by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1)
    expect([0, 0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 99, 100])
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile([], 0.5)).toBeNaN()
  })

  it('finds the middle', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(median([])).toBeNaN()
  })

  it('prints three digits', () => {
    expect([0.12345, 12.345, 12_345.6, null].map(brief)).toEqual(['0.123', '12.3', '12,346', '–'])
  })
})
