import { readFileSync } from 'node:fs'
import { minuteMs } from '#core/bucket.ts'
import type { OfficialStage } from '#core/official.ts'
import { problemIds } from '#core/report.ts'
import type { IncidentAnchor } from '#core/view.ts'
import type { BucketRow, QuarterRow } from '#store/sample.ts'
import { bucketRows, quarterRows } from './buckets.ts'
import type { MadeReport } from './people.ts'
import { createRandom, type Random } from './random.ts'
import { type Replay, replay } from './replay.ts'
import { outageProblems } from './story.ts'
import { emptyTally, type Tally } from './tally.ts'

/** Published figures and a modelled shape, kept apart (see the file's own readme line). */
export interface ReconstructionData {
  readme: string
  anchors: IncidentAnchor[]
  official: { at: string; stage: OfficialStage; body: string; url: string | null }[]
  model: {
    bucketMinutes: number
    from: string
    /** The shape is divided by this: a small instance, not the whole country. */
    scale: number
    reporters: number[]
    /** Before this minute nobody was affected, whatever the bucket says. */
    impactFrom: string
    services: { slug: string; share: number; quietFrom: string; note: string }[]
  }
}

export interface Reconstruction {
  slug: string
  told: Replay
  minutes: BucketRow[]
  quarters: QuarterRow[]
}

export const readReconstruction = (): ReconstructionData =>
  JSON.parse(readFileSync(new URL('./data/openai-2024-12-11.json', import.meta.url), 'utf8'))

/** Minutes before the modelled series of which rows are kept. */
const leadInMinutes = 120

/** First and last moment that the reconstruction's rows touch, ms. */
export function spanOf({ model }: ReconstructionData): { from: number; to: number } {
  const from = Date.parse(model.from)
  return {
    from: from - leadInMinutes * minuteMs,
    to: from + model.reporters.length * model.bucketMinutes * minuteMs,
  }
}

/** Makes up the minutes of each service, and lets a detector that knew quiet weeks before judge them. */
export function reconstruct(
  data: ReconstructionData,
  seed: string,
  idOf: (slug: string) => string,
): Reconstruction[] {
  return data.model.services.map(({ slug, share, quietFrom }) => {
    const random = createRandom(`${seed} reconstruction ${slug}`)
    const { from, to } = spanOf(data)
    const tally = drawMinutes(random, data, share, Date.parse(quietFrom), to)
    const reports = describe(random, slug, tally, from)
    const weights = reports.map(() => 1000)
    return {
      slug,
      // Its networks are not known, so breadth is left unmeasured and gates nothing.
      told: replay(tally, [{ from, to }]),
      minutes: bucketRows(idOf(slug), reports, weights, () => true),
      quarters: quarterRows(idOf(slug), reports, () => true),
    }
  })
}

function drawMinutes(
  random: Random,
  { model }: ReconstructionData,
  share: number,
  quietFrom: number,
  to: number,
): Tally {
  const tally = emptyTally(quietFrom, (to - quietFrom) / minuteMs)
  const { bucketMinutes } = model
  const first = (Date.parse(model.from) - quietFrom) / minuteMs
  const impact = (Date.parse(model.impactFrom) - quietFrom) / minuteMs
  const quiet = (model.reporters[0]! / model.scale / bucketMinutes) * share
  // Quiet weeks: made up, at the level with which the modelled series begins.
  for (let i = 0; i < first; i++) {
    for (let groups = random.poisson(Math.max(quiet, 0.01) / 1.25); groups > 0; groups--) {
      tally.reporters[i]! += random.next() < 0.25 ? 2 : 1
    }
  }
  model.reporters.forEach((modelled, bucket) => {
    const start = first + bucket * bucketMinutes
    const weights = Array.from({ length: bucketMinutes }, (_, i) => {
      const rate = levelWithin(model.reporters, bucket, (i + 0.5) / bucketMinutes)
      const isAffected = start + i >= impact || modelled <= model.reporters[0]! * 2
      return isAffected ? rate * random.waver(0.1) : 0
    })
    // The quarter-hour keeps its modelled height; chance only spreads it over its minutes.
    const people = Math.round((modelled / model.scale) * share + (random.next() - 0.5) * 0.98)
    for (let n = 0; n < people; n++)
      tally.reporters[start + random.pick(weights.map((w, i) => [i, w] as const))]!++
  })
  tally.count.set(tally.reporters)
  tally.evidence.set(tally.reporters)
  return tally
}

/** The modelled level at a `part` of a bucket: straight lines between the buckets' middles. */
function levelWithin(reporters: number[], bucket: number, part: number): number {
  const here = reporters[bucket]!
  const beside = reporters[bucket + (part < 0.5 ? -1 : 1)] ?? here
  return here + (beside - here) * Math.abs(part - 0.5)
}

/** What people said, by the shares the demo assumes. */
function describe(random: Random, slug: string, tally: Tally, from: number): MadeReport[] {
  const reports: MadeReport[] = []
  const mix = outageProblems[slug] ?? [['', 1] as const]
  for (let i = (from - tally.from) / minuteMs; i < tally.reporters.length; i++) {
    for (let n = 0; n < tally.reporters[i]!; n++) {
      const said = random.pick(mix)
      const problemId = said === '' ? 0 : problemIds[said]
      const minute = tally.from + i * minuteMs
      reports.push({ minute, network: 0, classId: 0, problemId, presses: 1, country: 'US' })
    }
  }
  return reports
}
