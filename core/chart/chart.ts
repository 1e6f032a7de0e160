/**
 * The drawing maths of every chart: scale, stairs, sparklines. Numbers in, path strings out;
 * page, embed, badge and share image draw with the same functions, so they cannot disagree.
 */

export type Count = number | null

/** Two reports must look like two reports: no scale ends below this. */
const smallestMaximum = 10

/** Steps a scale may end on, within one power of ten: each divides into round ticks. */
const maximumSteps = [10, 15, 20, 30, 40, 60, 80]

const largest = (values: readonly Count[]): number => {
  let most = 0
  for (const value of values) if (value !== null && value > most) most = value
  return most
}

/**
 * End of the y axis: the smallest of {10, 15, 20, 30, 40, 60, 80} × 10^k that leaves 8 % of air above the
 * largest complete bucket and 15 % above the largest alert level. Axes start at zero, always.
 */
export function yMaximum(complete: readonly Count[], alert: readonly Count[] = []): number {
  const needed = Math.max(smallestMaximum, largest(complete) * 1.08, largest(alert) * 1.15)
  // 1.08 × 12.5 must not miss 13.5 by a rounding error
  const fits = (candidate: number) => candidate >= needed - 1e-9
  for (let power = 1; ; power *= 10) {
    const found = maximumSteps.map((step) => step * power).find(fits)
    if (found !== undefined) return found
  }
}

/** Whole-number ticks from zero to `maximum` in steps people count in: 2 to 4 steps, 3 to 5 ticks. */
export function yTicks(maximum: number): number[] {
  let lead = maximum
  while (lead >= 100) lead /= 10
  const parts = maximum === smallestMaximum ? 2 : [15, 30, 60].includes(lead) ? 3 : 4
  return Array.from({ length: parts + 1 }, (_, index) => (maximum / parts) * index)
}

/** A run of buckets [first, end) that have data. */
export interface Run {
  first: number
  end: number
}

/** Runs of buckets with data; what lies between them are gaps. */
export function dataRuns(values: readonly Count[], first = 0, end = values.length): Run[] {
  const runs: Run[] = []
  let start = -1
  for (let index = first; index <= end; index += 1) {
    const filled = index < end && (values[index] ?? null) !== null
    if (filled && start < 0) start = index
    if (!filled && start >= 0) {
      runs.push({ first: start, end: index })
      start = -1
    }
  }
  return runs
}

/** Distance of `value` from the top of a plot `height` units high. */
export const yOf = (value: number, maximum: number, height: number): number =>
  height - Math.round((Math.min(value, maximum) / maximum) * height)

/**
 * The stair of one run without its first "M": horizontal over each bucket, vertical between them.
 * Relative, whole numbers, equal neighbours joined: the 24 h plot stays under a kilobyte.
 */
function stairSteps(values: readonly Count[], run: Run, maximum: number, height: number): string {
  let path = ''
  let width = 0
  let level = yOf(values[run.first] ?? 0, maximum, height)
  for (let index = run.first; index < run.end; index += 1) {
    const next = yOf(values[index] ?? 0, maximum, height)
    if (next !== level) {
      if (width > 0) path += `h${width}`
      path += `v${next - level}`
      level = next
      width = 0
    }
    width += 1
  }
  return `${path}h${width}`
}

/** Units of the plot's height: fine enough for 400 px at double density. */
export const plotHeight = 1000

/** The line of a series over buckets [first, end): broken at gaps, never smoothed. */
export const stairPath = (
  values: readonly Count[],
  maximum: number,
  { first = 0, end = values.length, height = plotHeight } = {},
): string =>
  dataRuns(values, first, end)
    .map(
      (run) =>
        `M${run.first} ${yOf(values[run.first] ?? 0, maximum, height)}${stairSteps(values, run, maximum, height)}`,
    )
    .join('')

/** The same stair closed down to zero, for filling. */
export const areaPath = (
  values: readonly Count[],
  maximum: number,
  { first = 0, end = values.length, height = plotHeight } = {},
): string =>
  dataRuns(values, first, end)
    .map((run) => {
      const top = yOf(values[run.first] ?? 0, maximum, height)
      return `M${run.first} ${height}V${top}${stairSteps(values, run, maximum, height)}V${height}Z`
    })
    .join('')

/** What the top of a small line stands for: its own peak, but never under ten. */
export const sparkMaximum = (reporters: readonly Count[]): number =>
  Math.max(smallestMaximum, largest(reporters))

/**
 * The small line beside a name in a list. Draw it in viewBox "0 0 {width} {height}" with
 * preserveAspectRatio="none" and a non-scaling stroke; `max` is what the top stands for.
 */
export function sparkPath(
  reporters: Count[],
  options: { max?: number } = {},
): { path: string; width: number; height: number; max: number } {
  const height = 100
  const max = options.max ?? sparkMaximum(reporters)
  return { path: stairPath(reporters, max, { height }), width: reporters.length, height, max }
}
