import { minuteMs } from '#core/bucket.ts'
import { problemIds } from '#core/report/report.ts'
import type { IncidentAnchor } from '#core/view.ts'
import type { BucketRow, QuarterRow } from '#store/sample.ts'
import { drawMinutes } from '../replay/draw.ts'
import { type Reconstruction, readReconstruction, spanOf } from '../replay/reconstruction.ts'
import { bucketRows, quarterRows } from './buckets.ts'
import type { MadeReport } from './people.ts'
import { createRandom, type Random } from './random.ts'
import { type Replay, replay } from './replay.ts'
import { outageProblems } from './story.ts'
import type { Tally } from './tally.ts'

/** The reconstruction that the demo's database holds: rows of its minutes, and what the detector says of them. */

export interface RebuiltService {
  slug: string
  told: Replay
  minutes: BucketRow[]
  quarters: QuarterRow[]
}

export const demoReconstruction = (): Reconstruction => readReconstruction('openai-2024-12-11')

/** Minutes before the modelled series of which rows are kept. */
const leadInMinutes = 120

/** First and last moment that the reconstruction's rows touch, ms. */
export function rowsSpanOf(data: Reconstruction): { from: number; to: number } {
  const { from, to } = spanOf(data)
  return { from: from - leadInMinutes * minuteMs, to }
}

/** What incidents keep of the anchors. */
export const anchorsOf = ({ anchors }: Reconstruction): IncidentAnchor[] =>
  anchors.map(({ at, fact, confidence, source }) => ({ at, fact, confidence, source }))

/** Makes up the minutes of each service, and lets a detector that knew quiet weeks before judge them. */
export function reconstruct(
  data: Reconstruction,
  seed: string,
  idOf: (slug: string) => string,
): RebuiltService[] {
  return data.model.services.map((service) => {
    const { slug } = service
    const random = createRandom(`${seed} reconstruction ${slug}`)
    const { from, to } = rowsSpanOf(data)
    const tally = drawMinutes(random, data, service)
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
