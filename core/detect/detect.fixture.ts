/** Made-up series for tests: negative binomial counts around a daily rhythm, the same for the same seed. */

import { minuteMs } from '../bucket.ts'
import { createDetector, type Detector } from './detect.ts'
import type { DetectorSnapshot, MinuteInput, StatusChange } from './verdict.ts'

export const monday = Date.UTC(2026, 1, 23)

/** Small seeded generator (mulberry32), uniform in (0, 1). */
export function random(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296
  }
}

export function poisson(mean: number, uniform: () => number): number {
  let left = mean
  let n = 0
  // In slices, so that exp(-mean) does not vanish.
  while (left > 0) {
    const limit = Math.exp(-Math.min(left, 30))
    let p = uniform()
    while (p > limit) {
      n++
      p *= uniform()
    }
    left -= 30
  }
  return n
}

/** Reporters a minute: rate × daily rhythm; every fifth primary brings one more (over-dispersion). */
export function quietMinute(rate: number, minute: number, uniform: () => number): number {
  const rhythm = 1 + 0.6 * Math.sin((2 * Math.PI * ((minute / minuteMs) % 1440)) / 1440)
  const primaries = poisson((rate * rhythm) / 1.2, uniform)
  let all = primaries
  for (let i = 0; i < primaries; i++) if (uniform() < 0.2) all++
  return all
}

/** Inputs for `minutes` minutes; `extra(i)` reporters a minute are added (may be fractional: a mean). */
export function series(
  options: { rate: number; minutes: number; seed: number; from?: number },
  extra: (i: number) => number = () => 0,
): MinuteInput[] {
  const uniform = random(options.seed)
  const from = options.from ?? monday
  return Array.from({ length: options.minutes }, (_, i) => {
    const minute = from + i * minuteMs
    const n = quietMinute(options.rate, minute, uniform) + poisson(extra(i), uniform)
    return { minute, evidence: n, count: n, breadth: null }
  })
}

export function feed(detector: Detector, inputs: MinuteInput[]): StatusChange[] {
  const changes: StatusChange[] = []
  for (const input of inputs) {
    const change = detector.learn(input)
    if (change) changes.push(change)
  }
  return changes
}

export const day = 1440
export const zero = (minute: number): MinuteInput => ({ minute, evidence: 0, count: 0, breadth: null })
export const copy = (snapshot: DetectorSnapshot): DetectorSnapshot => structuredClone(snapshot)
export const route = (changes: StatusChange[]): string => changes.map((change) => change.to).join(' ')

/** Detectors that have watched eight ordinary days, as snapshots (they are costly to raise). */
const raised = new Map<number, DetectorSnapshot>()
export function seasoned(rate: number): Detector {
  if (!raised.has(rate)) {
    const detector = createDetector({ firstMinute: monday })
    feed(detector, series({ rate, minutes: 8 * day, seed: 11 }))
    raised.set(rate, copy(detector.snapshot()))
  }
  return createDetector({ firstMinute: monday, snapshot: raised.get(rate)! })
}

/** Minutes after the seasoned days, with an outage of `size` extra reporters a minute in [120, 120 + length). */
export const withOutage = (detector: Detector, rate: number, size: number, length: number, seed = 21) =>
  series({ rate, minutes: 480, seed, from: detector.nextMinute }, (i) =>
    i >= 120 && i < 120 + length ? size : 0,
  )
