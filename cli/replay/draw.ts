import { minuteMs } from '#core/bucket.ts'
import type { Random } from '../demo/random.ts'
import { rhythmOf } from '../demo/rhythm.ts'
import { emptyTally, type Tally } from '../demo/tally.ts'
import {
  impactOf,
  learntFrom,
  type ModelledService,
  type Reconstruction,
  seriesOf,
  spanOf,
} from './reconstruction.ts'

const quarterMs = 15 * minuteMs
/** A bucket of up to so many times the usual level counts as quiet: it is not bound to the onset. */
const quietFactor = 2

/**
 * Makes up the minutes of one service: quiet weeks at its usual level, then its buckets, each of which keeps its
 * modelled height. The same `random` gives the same minutes.
 */
export function drawMinutes(random: Random, data: Reconstruction, service: ModelledService): Tally {
  const { model } = data
  const from = learntFrom(data, service)
  const { from: modelFrom, to } = spanOf(data)
  const tally = emptyTally(from, (to - from) / minuteMs)
  const series = seriesOf(data, service)
  const first = (modelFrom - from) / minuteMs
  const level = usualLevel(data, service, from, to)
  const usual = service.usual / model.scale / model.bucketMinutes
  drawQuiet(random, tally, series ? first : tally.reporters.length, (i) => usual * level(i))
  if (series) drawBuckets(random, tally, first, { data, service, ...series })
  tally.count.set(tally.reporters)
  tally.evidence.set(tally.reporters)
  return tally
}

/** Ordinary reporters, every fourth with somebody beside him, in the first `minutes` of `tally`. */
export function drawQuiet(random: Random, tally: Tally, minutes: number, rate: (i: number) => number): void {
  for (let i = 0; i < minutes; i++) {
    for (let groups = random.poisson(Math.max(rate(i), leastRate) / 1.25); groups > 0; groups--) {
      tally.reporters[i]! += random.next() < 0.25 ? 2 : 1
    }
  }
}

/** A minute. Of a service with fewer nothing could be said. */
const leastRate = 0.01

/** How busy a minute is against the model's first moment. */
function usualLevel(
  { model }: Reconstruction,
  service: ModelledService,
  from: number,
  to: number,
): (i: number) => number {
  if (!service.countries) return () => 1
  const start = Math.floor(from / quarterMs) * quarterMs
  const crowd = { category: { slug: service.category }, markets: service.countries }
  const levels = rhythmOf(crowd, start, Math.ceil((to - start) / quarterMs))
  const quarterOf = (at: number) => Math.floor((at - start) / quarterMs)
  const then = levels[quarterOf(Date.parse(model.from))]!
  return (i) => levels[quarterOf(from + i * minuteMs)]! / then
}

function drawBuckets(
  random: Random,
  tally: Tally,
  first: number,
  of: { data: Reconstruction; service: ModelledService; reporters: number[]; share: number },
): void {
  const { bucketMinutes, scale } = of.data.model
  const impact = ((impactOf(of.service) ?? 0) - tally.from) / minuteMs
  of.reporters.forEach((modelled, bucket) => {
    const start = first + bucket * bucketMinutes
    const weights = Array.from({ length: bucketMinutes }, (_, i) => {
      const rate = levelWithin(of.reporters, bucket, (i + 0.5) / bucketMinutes)
      const isAffected = start + i >= impact || modelled <= of.reporters[0]! * quietFactor
      return [i, isAffected ? rate * random.waver(0.1) : 0] as const
    })
    // The bucket keeps its modelled height; chance only spreads it over its minutes.
    const people = Math.round((modelled / scale) * of.share + (random.next() - 0.5) * 0.98)
    for (let n = 0; n < people; n++) tally.reporters[start + random.pick(weights)]!++
  })
}

/** The modelled level at a `part` of a bucket: straight lines between the buckets' middles. */
function levelWithin(reporters: number[], bucket: number, part: number): number {
  const here = reporters[bucket]!
  const beside = reporters[bucket + (part < 0.5 ? -1 : 1)] ?? here
  return here + (beside - here) * Math.abs(part - 0.5)
}
