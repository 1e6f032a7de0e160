import { brief } from './numbers.ts'

/** What a ratio must be; without a goal it is only told. */
export type Goal = { atLeast: number } | { atMost: number } | null

/** One figure beside its yardstick, of the same run. null: could not be measured here. */
export interface Measured {
  /** What is compared with what, in words. */
  scenario: string
  ours: number | null
  yardstick: number | null
  unit: string
  goal: Goal
}

/** A line of results.json. */
export interface Result {
  scenario: string
  ours: number | null
  yardstick: number | null
  unit: string
  ratio: number | null
  goal: string
  /** null: no goal, or not measured. */
  holds: boolean | null
}

export const atLeast = (ratio: number): Goal => ({ atLeast: ratio })
export const atMost = (ratio: number): Goal => ({ atMost: ratio })

/** A figure with a limit of its own in place of a yardstick: it must not be above it. */
export const withLimit = (scenario: string, ours: number | null, limit: number, unit: string): Measured => ({
  scenario,
  ours,
  yardstick: limit,
  unit,
  goal: atMost(1),
})

/** Something that must not happen at all, beside how often it could have. */
export const never = (scenario: string, ours: number, of: number, unit: string): Measured => ({
  scenario,
  ours,
  yardstick: of,
  unit,
  goal: atMost(0),
})

/** Works out the ratio and whether it is good enough. */
export function resultOf({ scenario, ours, yardstick, unit, goal }: Measured): Result {
  const known = ours !== null && yardstick !== null && !Number.isNaN(ours) && yardstick > 0
  const ratio = known ? ours / yardstick : null
  const words = goal === null ? '–' : 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`
  const holds =
    goal === null || ratio === null ? null : 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost
  const clean = (value: number | null) => (value === null || Number.isNaN(value) ? null : value)
  return { scenario, ours: clean(ours), yardstick: clean(yardstick), unit, ratio, goal: words, holds }
}

const mark = (holds: boolean | null) => (holds === null ? '' : holds ? 'yes' : '**no**')

/** One line for people who wait. */
export const lineOf = (result: Result): string =>
  `${result.scenario}: ${brief(result.ours)} / ${brief(result.yardstick)} ${result.unit} = ${brief(result.ratio)}` +
  ` (goal ${result.goal}${result.holds === null ? '' : result.holds ? ', holds' : ', DOES NOT HOLD'})`

/** The whole table, as bench/RESULTS.md shows it. */
export function renderResults(results: Result[], circumstances: string[]): string {
  const rows = results.map((result) =>
    [
      result.scenario,
      brief(result.ours),
      brief(result.yardstick),
      result.unit,
      brief(result.ratio),
      result.goal,
      mark(result.holds),
    ].join(' | '),
  )
  return `# What the house can bear

Written by \`npm run bench\`; how to read it: [docs/performance.md](../docs/performance.md). Each figure stands beside its
yardstick, measured in the same run on the same machine: compare the ratios, not the rates.

${circumstances.map((line) => `- ${line}`).join('\n')}

| | ours | yardstick | unit | ratio | goal | holds |
|---|--:|--:|---|--:|---|---|
${rows.map((row) => `| ${row} |`).join('\n')}
`
}
