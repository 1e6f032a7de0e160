import { minuteMs } from '../bucket.ts'
import type { CollateralHint, Hint, Standing, UpstreamHint } from './attribution.ts'

export const quiet = (slug: string, more: Partial<Standing> = {}): Standing => ({
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

export const trouble = (
  slug: string,
  onsetAt: number,
  reporters15m: number,
  more: Partial<Standing> = {},
): Standing => quiet(slug, { status: 'major', onsetAt, reporters15m, ...more })

export const collateralOf = (hints: Map<string, Hint[]>, slug: string): CollateralHint | undefined =>
  hints.get(slug)?.find((hint) => hint.kind === 'collateral')
export const upstreamOf = (hints: Map<string, Hint[]>, slug: string): UpstreamHint | undefined =>
  hints.get(slug)?.find((hint) => hint.kind === 'upstream')
export const blamed = (hints: Map<string, Hint[]>): string[] =>
  [...hints.keys()].filter((slug) => collateralOf(hints, slug)).sort()

/** The morning of 20 October 2025, when AWS fell. */
export const start = Date.UTC(2025, 9, 20, 6, 50)

/** Services that stand on nothing, some of them in trouble. */
export const others = (count: number, troubled = 0, reporters = 200): Standing[] =>
  Array.from({ length: count }, (_, i) =>
    i < troubled
      ? trouble(`other-${i}`, start + (i % 10) * minuteMs, reporters, { category: `kind-${i % 7}` })
      : quiet(`other-${i}`, { category: `kind-${i % 7}` }),
  )
