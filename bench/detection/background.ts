/** The true mean of a service's reporters, minute by minute, before noise and outages. */

import type { Rng } from './random.ts'
import type { Span, Traits } from './traits.ts'
import { localMinute, minuteOfWeek, minutesADay } from './zones.ts'

/** A public holiday, on which everybody keeps Sunday's hours. */
export interface Holiday {
  /** Local days since the data began. */
  day: number
  factor: number
}

/** A lasting change of level, as after a release or a change of ownership. */
export interface LevelShift {
  /** Its middle. */
  at: number
  factor: number
}

export interface Background {
  /** Expected reporters in each minute. */
  mean: Float64Array
  holiday: Holiday | null
  shift: LevelShift | null
}

const holidayChance = 0.12
const shiftChance = 0.08
/** Time scale of the logistic curve of a level shift, minutes. */
const shiftMinutes = 240
/** How much of a day's deviation is left the day after. */
const dayMemory = 0.5
const sunday = 6

/** Deviation of the log level in the middle of each day: a first-order autoregression of constant variance. */
function drawDays(rng: Rng, count: number, sd: number): number[] {
  const days: number[] = []
  let deviation = rng.normal() * sd
  for (let day = 0; day < count; day++) {
    days.push(deviation)
    deviation = dayMemory * deviation + Math.sqrt(1 - dayMemory * dayMemory) * sd * rng.normal()
  }
  return days
}

function drawHoliday(rng: Rng, traits: Traits, span: Span): Holiday | null {
  if (!rng.chance(holidayChance)) return null
  const evaluatedDays = Math.floor((span.minutes - span.history) / minutesADay)
  const day = Math.floor(span.history / minutesADay) + rng.int(1, evaluatedDays - 2)
  const works = traits.family === 'business' || traits.family === 'bank'
  return { day, factor: works ? rng.range(0.6, 1) : rng.range(1, 1.45) }
}

function drawShift(rng: Rng, span: Span): LevelShift | null {
  if (!rng.chance(shiftChance)) return null
  const latest = span.minutes - 2 * minutesADay
  return { at: rng.int(Math.floor(span.history * 0.5), latest), factor: rng.range(0.7, 1.5) }
}

/** Season at a minute of the data: the week's profile on each zone's clock. */
function seasonAt(traits: Traits, holiday: Holiday | null, firstMinute: number, minute: number): number {
  let season = 0
  for (const [i, zone] of traits.zones.entries()) {
    const local = localMinute(zone, firstMinute + minute)
    let inWeek = minuteOfWeek(local)
    let factor = 1
    if (holiday && Math.floor((local - firstMinute) / minutesADay) === holiday.day) {
      inWeek = sunday * minutesADay + (inWeek % minutesADay)
      factor = holiday.factor
    }
    season += traits.shares[i]! * traits.profile[inWeek]! * factor
  }
  return season
}

/** Rate × season × the day's deviation × growth × level shift. */
export function drawBackground(rng: Rng, traits: Traits, span: Span): Background {
  const { daySd } = traits.noise
  const days = drawDays(rng, Math.ceil(span.minutes / minutesADay) + 3, daySd)
  const holiday = drawHoliday(rng, traits, span)
  const shift = drawShift(rng, span)
  const mean = new Float64Array(span.minutes)
  for (let i = 0; i < span.minutes; i++) {
    const position = i / minutesADay + 0.5
    const day = Math.floor(position)
    const part = position - day
    const deviation = days[day]! * (1 - part) + days[day + 1]! * part
    const level = traits.rate * seasonAt(traits, holiday, span.firstMinute, i)
    // Less half the variance, so that the deviations do not raise the mean.
    const daily = Math.exp(deviation - 0.5 * daySd * daySd)
    const grown = Math.exp((traits.growth * (i - span.history)) / minutesADay)
    const shifted = shift
      ? Math.exp(Math.log(shift.factor) / (1 + Math.exp(-(i - shift.at) / shiftMinutes)))
      : 1
    mean[i] = level * daily * grown * shifted
  }
  return { mean, holiday, shift }
}
