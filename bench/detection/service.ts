/** One service of the benchmark: what happened to it, and what its reports looked like. */

import { drawBackground } from './background.ts'
import { drawNegatives } from './negatives.ts'
import { rounded } from './numbers.ts'
import { drawOutages } from './outages.ts'
import { Rng } from './random.ts'
import { type Counts, drawReports } from './reports.ts'
import { spreadOf } from './sizing.ts'
import { drawTraits, type Span, type Traits } from './traits.ts'
import type { TruthService } from './truth.ts'

export interface ServiceOptions {
  /** Of the whole data set. */
  seed: string
  /** Position among the services; together with the seed it names the random streams. */
  index: number
  name: string
  /** Mean distinct reporters a minute. */
  rate: number
  span: Span
}

export interface GeneratedService {
  truth: TruthService
  /** From the first minute of the data; before the service's birth all zero. */
  counts: Counts
}

/** Traits as truth.json tells them, for people who look into a result. */
function describe(name: string, traits: Traits, span: Span): Omit<TruthService, 'outages' | 'negatives'> {
  const { noise } = traits
  const spread = spreadOf(traits)
  return {
    service: name,
    rate: Number(traits.rate.toPrecision(4)),
    kind: traits.kind,
    birth: traits.birth,
    evalStart: traits.evalStart,
    evalEnd: span.minutes,
    zones: traits.zones,
    family: traits.family,
    sAR: rounded(noise.driftSd, 3),
    tauAR: rounded(noise.driftMinutes, 0),
    sDay: rounded(noise.daySd, 3),
    vmr: rounded(spread.varianceRatio, 3),
    cv2: rounded(spread.levelCv2, 4),
    weeklySpike: traits.weeklySpike,
  }
}

/** Makes up one service; the same options give the same result, whatever else is generated. */
export function generateService({ seed, index, name, rate, span }: ServiceOptions): GeneratedService {
  // Noise has a stream of its own: a change in what happens leaves the noise elsewhere as it was.
  const rng = new Rng(`${seed}|svc|${index}`)
  const noise = new Rng(`${seed}|noise|${index}`)
  const traits = drawTraits(rng, rate, span)
  const background = drawBackground(rng, traits, span)
  const outages = drawOutages(rng, traits, background.mean, span)
  const negatives = drawNegatives(rng, traits, background, outages.list, span)
  const expected = { background: background.mean, excess: outages.excess }
  const counts = drawReports(noise, traits, expected, negatives)
  return {
    truth: { ...describe(name, traits, span), outages: outages.list, negatives: negatives.list },
    counts,
  }
}
