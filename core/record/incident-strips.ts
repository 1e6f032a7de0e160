import type { ProblemSlug } from '../report/report.ts'
import { sumsOf } from './incident-span.ts'

/** Reporters of one kind of problem, bucket by bucket; null: people who named no kind. */
export interface Strip {
  problem: ProblemSlug | null
  reporters: number[]
}

export const totalOf = (reporters: readonly number[]): number =>
  reporters.reduce((sum, count) => sum + count, 0)

/**
 * What people reported over time: one strip per kind that was named at all, most first, those who named none last.
 * Bucket by bucket the strips add up to everybody, or to more where people named two kinds.
 */
export const stripsOf = (lines: readonly Strip[], bucketMinutes: number): Strip[] =>
  lines
    .map(({ problem, reporters }) => ({ problem, reporters: sumsOf(reporters, bucketMinutes) }))
    .filter(({ reporters }) => totalOf(reporters) > 0)
    .sort(
      (one, other) =>
        Number(one.problem === null) - Number(other.problem === null) ||
        totalOf(other.reporters) - totalOf(one.reporters),
    )

/** Minutes that a picture of one moment looks back over. */
export const lookBackMinutes = 60

/** Reporters by kind in the hour up to minute `end` (exclusive) of lines of minutes, most first. */
export const mixAt = (
  lines: readonly Strip[],
  end: number,
): { problem: ProblemSlug | null; reporters: number }[] =>
  lines
    .map(({ problem, reporters }) => ({
      problem,
      reporters: totalOf(reporters.slice(Math.max(0, end - lookBackMinutes), Math.max(0, end))),
    }))
    .filter(({ reporters }) => reporters > 0)
    .sort((one, other) => other.reporters - one.reporters)
