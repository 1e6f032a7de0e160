import { type CalibrationState, majorFloor, possibleFloor } from './calibration.ts'

/** Effective networks asked of "possible" and "major", where breadth is measured. */
export const breadthPossible = 4
export const breadthMajor = 12

/** Smallest multiple of the usual that matters in a quarter of an hour. */
export const leastFactor = 1.85

/** What of the rule can be moved, to see what it would have said: the thresholds, and nothing of how it learns. */
export interface Rule {
  /** -ln of the probability by chance, at least; a service's own tails raise both by what they raise them in force. */
  possibleNats: number
  majorNats: number
  /** Multiple of the usual in a quarter of an hour, at least; the other windows go in proportion. */
  factor: number
  /** Effective networks, where they were measured. */
  possibleNetworks: number
  majorNetworks: number
}

export const ruleInForce: Rule = {
  possibleNats: possibleFloor,
  majorNats: majorFloor,
  factor: leastFactor,
  possibleNetworks: breadthPossible,
  majorNetworks: breadthMajor,
}

/** The rule's levels for a service whose own levels are these. In force: those very numbers. */
export const levelsOf = (rule: Rule, calibration: Pick<CalibrationState, 'possibleNats' | 'majorNats'>) => ({
  possibleNats: calibration.possibleNats + (rule.possibleNats - possibleFloor),
  majorNats: calibration.majorNats + (rule.majorNats - majorFloor),
  ratioScale: rule.factor / leastFactor,
})
