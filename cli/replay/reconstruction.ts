import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { minuteMs } from '#core/bucket.ts'
import { officialStages } from '#core/record/official.ts'
import { slugPattern } from '#core/report/report.ts'

/** Famous outages as data: what was published (`anchors`, `official`) and what we drew through it (`model`), apart. */

const slug = z.string().regex(slugPattern)
const text = z.strictObject({ en: z.string().trim().min(1), ar: z.string().trim().min(1) })
const moment = z.iso.datetime()
/** H official or several agreeing, M one decent source, L weak or from memory. */
const confidence = z.enum(['H', 'M', 'L'])
const reports = z.number().min(0)

const anchor = z.strictObject({
  at: moment,
  /** Left out: it holds for all of them. */
  service: slug.optional(),
  fact: text,
  /** A figure that the model goes through: one bucket of it, its highest bucket, or the sum of all. */
  figure: z.strictObject({ reports, reading: z.enum(['height', 'peak', 'total']) }).optional(),
  confidence,
  source: z.string().trim().min(1),
})

const officialWord = z.strictObject({
  at: moment,
  stage: z.enum(officialStages),
  body: z.string().trim().min(1),
  /** How sure the time is. */
  confidence,
  url: z.url().nullable(),
  /** Whose word it is; left out, all services'. */
  services: z.array(slug).optional(),
})

const modelledService = z.strictObject({
  slug,
  name: text,
  /** As in the catalogue: what attribution goes by. */
  category: slug,
  operator: slug,
  dependsOn: z.array(slug),
  markets: z.array(z.string().length(2)),
  /** Assumed reporters of one bucket at the model's first moment, before scaling. */
  usual: z.number().positive(),
  /** Assumed: whose clocks the usual level follows through day and week. null: it is even. */
  countries: z.array(z.string().length(2)).min(1).nullable(),
  /** When the modelled quiet weeks begin; left out, 28 days before the model. */
  learntFrom: moment.optional(),
  /** Before this minute nobody was affected, whatever the bucket says. */
  impactFrom: moment.optional(),
  /** Reporters bucket by bucket, before scaling; or a share of another's; with neither it stays quiet. */
  reporters: z.array(reports).optional(),
  like: z.strictObject({ slug, share: z.number().positive() }).optional(),
  /** What of it is assumed. */
  note: text,
})

const reconstruction = z.strictObject({
  title: text,
  note: text,
  shapeSource: text,
  shapeConfidence: confidence,
  anchors: z.array(anchor).min(1),
  official: z.array(officialWord).min(1),
  model: z.strictObject({
    bucketMinutes: z.literal(15),
    from: moment,
    /** The shape is divided by this: a small instance, not the whole country. */
    scale: z.number().positive(),
    services: z.array(modelledService).min(1),
  }),
})

export type Confidence = z.infer<typeof confidence>
export type Reconstruction = z.infer<typeof reconstruction>
export type ModelledService = z.infer<typeof modelledService>

const directory = new URL('./data/', import.meta.url)

/** Names of all reconstructions, in order of the alphabet. */
export const reconstructionNames = (): string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()

/** Reads one of `reconstructionNames`; throws if its file breaks the rules above. */
export function readReconstruction(name: string): Reconstruction {
  const found = reconstruction.safeParse(JSON.parse(readFileSync(new URL(`${name}.json`, directory), 'utf8')))
  if (found.success) return found.data
  throw new Error(`${name}.json: ${z.prettifyError(found.error)}`)
}

/** A service's buckets before scaling, and the share of them it has; null: it stays quiet. */
export function seriesOf(
  { model }: Reconstruction,
  service: ModelledService,
): { reporters: number[]; share: number } | null {
  if (service.reporters) return { reporters: service.reporters, share: 1 }
  const { like } = service
  const other = like && model.services.find((one) => one.slug === like.slug)
  return other?.reporters ? { reporters: other.reporters, share: like!.share } : null
}

/** First and last moment of the modelled buckets, ms; the end is exclusive. */
export function spanOf({ model }: Reconstruction): { from: number; to: number } {
  const from = Date.parse(model.from)
  const buckets = Math.max(...model.services.map(({ reporters }) => reporters?.length ?? 0))
  return { from, to: from + buckets * model.bucketMinutes * minuteMs }
}

const learnedMs = 28 * 1440 * minuteMs

/** When a service's quiet weeks begin, ms. */
export const learntFrom = ({ model }: Reconstruction, service: ModelledService): number =>
  service.learntFrom ? Date.parse(service.learntFrom) : Date.parse(model.from) - learnedMs

/** When the rise of a service begins in the model, ms; null: it has none. */
export const impactOf = (service: ModelledService): number | null =>
  service.impactFrom ? Date.parse(service.impactFrom) : null
