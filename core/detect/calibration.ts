/**
 * How loud is loud enough for this service. Real quiet hours have heavier tails than any model; each
 * service's own exceedances (peaks over threshold) say by how much, and the levels follow a false-alarm budget.
 */

/** Surprise beyond which a half-hour's maximum counts as an exceedance, nats. */
const exceedanceFrom = 4
/** One wild half-hour must not deafen the detector. */
const exceedanceCap = 12
const meanPrior = 1
const meanPriorWeight = 18
const meanLimits = { low: 0.9, high: 6 }
/** Half-life of what an exceedance says: eight weeks. */
const weeklyFade = 0.5 ** (1 / 8)
const halfHoursAYear = 17520
/** Nominal alarms a service and year; exceedances cluster, so 30 nominal are 0.2 to 0.5 measured. */
const majorBudget = 30
const possibleBudget = 300
export const majorFloor = 13.5
export const possibleFloor = 9

export interface CalibrationState {
  halfHourMax: number
  halfHourSpoilt: number
  weekMax: number
  excessSum: number
  excessCount: number
  halfHours: number
  majorNats: number
  possibleNats: number
  [key: string]: number
}

export const createCalibration = (): CalibrationState => ({
  halfHourMax: 0,
  halfHourSpoilt: 0,
  weekMax: 0,
  excessSum: 0,
  excessCount: 0,
  halfHours: 0,
  majorNats: majorFloor,
  possibleNats: possibleFloor,
})

function book(state: CalibrationState, nats: number): void {
  if (nats <= exceedanceFrom) return
  state.excessSum += Math.min(nats, exceedanceCap) - exceedanceFrom
  state.excessCount += 1
}

function endWeek(state: CalibrationState): void {
  state.weekMax = 0
  state.excessSum *= weeklyFade
  state.excessCount *= weeklyFade
  state.halfHours *= weeklyFade
}

/**
 * Takes in the largest surprise of one minute; `spoilt` minutes (incident open, start-up) tell nothing.
 * Once a day H = max(floor, 4 + β ln(ζ × 17520 / budget)), β mean excess, ζ share of half-hours above 4 nats.
 */
export function calibrate(state: CalibrationState, minute: number, nats: number, spoilt: boolean): void {
  if (nats > state.halfHourMax) state.halfHourMax = nats
  if (spoilt) state.halfHourSpoilt = 1
  if ((minute + 1) % 30 !== 0) return
  if (!state.halfHourSpoilt) {
    state.halfHours++
    // The largest of each week is held back: it may be an outage too small to have been called one.
    if (state.halfHourMax > state.weekMax) {
      book(state, state.weekMax)
      state.weekMax = state.halfHourMax
    } else book(state, state.halfHourMax)
  }
  state.halfHourMax = 0
  state.halfHourSpoilt = 0
  if ((minute + 1) % 1440 !== 0) return
  if ((minute + 1) % 10080 === 0) endWeek(state)
  const mean = (state.excessSum + meanPrior * meanPriorWeight) / (state.excessCount + meanPriorWeight)
  const beta = Math.min(meanLimits.high, Math.max(meanLimits.low, mean))
  const share = (state.excessCount + 1) / (state.halfHours + 48)
  const levelFor = (budget: number): number =>
    exceedanceFrom + beta * Math.log((share * halfHoursAYear) / budget)
  state.majorNats = Math.max(majorFloor, levelFor(majorBudget))
  state.possibleNats = Math.max(possibleFloor, levelFor(possibleBudget))
}
