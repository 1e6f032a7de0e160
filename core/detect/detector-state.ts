import { type BaselineState, createBaseline } from './baseline.ts'
import { type CalibrationState, createCalibration } from './calibration.ts'
import { type Carver, createCarver } from './columns.ts'
import { guessCount } from './explain.ts'
import { createIncident, type IncidentState } from './incident.ts'
import type { StateTree } from './pack.ts'
import { createSpread, type SpreadState } from './spread.ts'
import { createWindows, type Windows } from './windows.ts'

/** All that a detector knows; what a snapshot keeps. About 23 kB, columns and objects together. */
export interface DetectorState extends StateTree {
  windows: Windows
  baseline: BaselineState
  spread: SpreadState
  calibration: CalibrationState
  incident: IncidentState
}

/** Known state, and beside it what may be forgotten: the first guesses of the verdict's thresholds. */
interface Parts {
  state: DetectorState
  guesses: Float64Array
}

const carveParts = (firstMinute: number, carve: Carver): Parts => ({
  state: {
    windows: createWindows(firstMinute, carve),
    baseline: createBaseline(firstMinute, carve),
    spread: createSpread(carve),
    calibration: createCalibration(),
    incident: createIncident(),
  },
  guesses: carve.doubles(guessCount),
})

/** Bytes of columns, measured on a buffer that is more than large enough. */
const columnBytes: number = (() => {
  const generous = createCarver(1 << 17)
  carveParts(0, generous)
  return generous.used
})()

/** A blank state for a series that begins at `firstMinute` (minutes since the epoch). */
export const createParts = (firstMinute: number): Parts => carveParts(firstMinute, createCarver(columnBytes))
