/** Courses of outages: how the extra reports rise, last and die down. */

import type { Rng } from './random.ts'
import type { OutageType } from './truth.ts'

/** Courses are followed for 16 hours at most, and end where less than this share of the peak is left. */
const longestMinutes = 16 * 60
const negligible = 0.002

/** A curve over the minutes since the outage began; its scale does not matter. */
type Curve = (minute: number) => number

const halving = (minute: number, halfLife: number): number => 0.5 ** (minute / halfLife)
/** Rise towards 1, read in the middle of the minute. */
const rising = (minute: number, scale: number): number => 1 - Math.exp(-(minute + 0.5) / scale)

/** Rises, stays and slowly sags for `plateau` minutes, then dies down exponentially. All in minutes. */
function plateauCurve(rise: number, plateau: number, sag: number, tail: number): Curve {
  return (minute) => {
    const level =
      minute <= plateau ? halving(minute, sag) : halving(plateau, sag) * Math.exp(-(minute - plateau) / tail)
    return rising(minute, rise) * level
  }
}

/** A failure that spreads: straight up over 40 to 150 minutes. */
function slowCurve(rng: Rng): Curve {
  const ramp = rng.range(40, 150)
  const plateau = rng.range(20, 120)
  const tail = rng.range(10, 40)
  return (minute) => {
    if (minute < ramp) return (minute + 1) / ramp
    return minute < ramp + plateau ? 1 : Math.exp(-(minute - ramp - plateau) / tail)
  }
}

/** A sharp peak over a long, low floor: most people report once, early on. */
function decayCurve(rng: Rng): Curve {
  const rise = rng.range(3, 15)
  const halfLife = rng.range(10, 45)
  const floor = rng.range(0.08, 0.3)
  const length = rng.range(150, 420)
  const tail = rng.range(15, 40)
  return (minute) => {
    const level = rising(minute, rise) * (floor + (1 - floor) * halving(minute, halfLife))
    return minute > length ? level * Math.exp(-(minute - length) / tail) : level
  }
}

/** Comes and goes, three to six times, and never quite leaves in between. */
function flapCurve(rng: Rng): Curve {
  const on = rng.range(8, 16)
  const off = rng.range(6, 14)
  const times = rng.int(3, 6)
  const period = on + off
  const rest = 0.1
  return (minute) => {
    const turn = Math.floor(minute / period)
    if (turn >= times) return rest * Math.exp(-(minute - times * period) / 5)
    const since = minute - turn * period
    return since < on ? 1 - 0.7 * Math.exp(-(since + 0.5) / 1.5) : Math.max(rest, Math.exp(-(since - on) / 3))
  }
}

const suddenCurve = (rng: Rng): Curve =>
  plateauCurve(rng.range(1, 4), rng.range(20, 180), rng.range(60, 240), rng.range(5, 20))

const curves: Record<OutageType, (rng: Rng) => Curve> = {
  sudden: suddenCurve,
  pair: suddenCurve,
  regional: (rng) => plateauCurve(rng.range(2, 6), rng.range(30, 150), rng.range(120, 400), rng.range(8, 25)),
  blip: (rng) => plateauCurve(rng.range(0.7, 2), rng.range(6, 12), 60, rng.range(2, 5)),
  slow: slowCurve,
  decay: decayCurve,
  flap: flapCurve,
}

/** Relative excess in each minute of a new outage of this type; its peak is 1. */
export function drawShape(rng: Rng, type: OutageType): number[] {
  const curve = curves[type](rng)
  const levels = Array.from({ length: longestMinutes }, (_, minute) => curve(minute))
  const peak = levels.reduce((a, b) => Math.max(a, b), 0)
  const shape = levels.map((level) => level / peak)
  const last = shape.findLastIndex((level, minute) => minute === 0 || level >= negligible)
  return shape.slice(0, last + 1)
}
