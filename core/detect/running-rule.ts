import {
  dedupeMinutes,
  fallingMinutes,
  fewReporters,
  peoplePerUnit,
  quietMinutes,
  reopenMinutes,
} from '../figures.ts'
import { staleMs } from '../state-age.ts'
import { majorFloor, possibleFloor } from './calibration.ts'
import { ruleVersion } from './detect.ts'
import { classCaps } from './evidence.ts'
import { leastReporters, ratioOf, startUpMinutes } from './judge.ts'
import { breadthMajor, breadthPossible } from './rule.ts'
import { windowMinutes } from './windows.ts'

/** The configuration in force, from the constants that the code itself goes by. Times are minutes. */
export const runningRule = {
  version: ruleVersion,
  bucketMinutes: 1,
  windows: windowMinutes.map((minutes) => ({ minutes, leastRatio: ratioOf(minutes) })),
  /** -ln of the probability by chance, at least; each service's own tails may raise both. */
  possible: { nats: possibleFloor, reporters: leastReporters, networks: breadthPossible },
  major: { nats: majorFloor, reporters: leastReporters, networks: breadthMajor, heldMinutes: 1 },
  recoveringAfterMinutes: fallingMinutes,
  overAfterQuietMinutes: quietMinutes,
  reopensWithinMinutes: reopenMinutes,
  unknownBelow: { reports28d: fewReporters, ageMinutes: startUpMinutes },
  staleAfterMinutes: staleMs / 60_000,
  counting: { onePersonPerMinutes: dedupeMinutes, peoplePerAddressUnit: peoplePerUnit },
  /** What a class may weigh in 15 minutes: so many people, plus a share of what our own page brought. */
  classCaps,
} as const
