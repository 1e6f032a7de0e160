import type { Hint } from '#core/around/attribution.ts'
import { ruleVersion } from '#core/detect/detect.ts'
import type { Locale } from '#core/locale.ts'
import { isTrouble, type Status } from '#core/status.ts'
import { explainVerdict } from '#i18n/explain.ts'
import { translatorOf } from '#i18n/index.ts'
import { verdictView } from '#store/watch/verdicts.ts'
import { type Milestones, milestonesOf, minutesBetween } from './milestones.ts'
import type { Played, Step } from './play.ts'
import type { Confidence, Reconstruction } from './reconstruction.ts'
import { wordsOf } from './words.ts'

/** What a replay found out, as plain data: the terminal prints it, `--json` gives it away. Times are ISO, UTC. */

export interface ChangeReport {
  at: string
  from: Status
  to: Status
  /** The verdict in sentences. */
  words: string[]
}

export interface HintReport {
  from: string
  until: string
  fullestAt: string
  /** As it first appeared, and with its largest numbers. */
  first: Hint
  fullest: Hint
  words: { first: string; fullest: string }
}

export interface ServiceReport {
  slug: string
  name: string
  assumed: string
  /** Of the rise in the model; null: it stays quiet there. */
  onset: string | null
  reached: Record<keyof Milestones, string | null>
  /** Minutes from the onset to the first word of trouble and to "major". */
  delay: { possible: number | null; major: number | null }
  /** The operator's first word on it, and how sure its time is. */
  official: { at: string; confidence: Confidence } | null
  /** Minutes from our first word to the operator's; negative: the operator was first. */
  leadMinutes: number | null
  changes: ChangeReport[]
  hints: HintReport[]
}

export interface ReconstructionReport {
  kind: 'reconstruction'
  name: string
  title: string
  label: string
  note: string
  shapeSource: string
  shapeConfidence: Confidence
  scale: number
  ruleVersion: string
  anchors: { at: string; service: string | null; fact: string; confidence: Confidence; source: string }[]
  official: { at: string; stage: string; body: string; confidence: Confidence }[]
  services: ServiceReport[]
}

export const iso = (ms: number): string => new Date(ms).toISOString()
const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms))

/** Milestones as times to read. */
export const reachedOf = ({ possible, major, recovering, none }: Milestones): ServiceReport['reached'] => ({
  possible: isoOrNull(possible),
  major: isoOrNull(major),
  recovering: isoOrNull(recovering),
  none: isoOrNull(none),
})

/** Changes of status with the words of their verdicts. */
export const changesOf = (steps: Step[], lang: Locale): ChangeReport[] =>
  steps.map(({ change, verdict }) => ({
    at: iso(change.at),
    from: change.from,
    to: change.to,
    words: explainVerdict(translatorOf(lang), verdictView(verdict)),
  }))

/** All that there is to say of one reconstruction that was played. */
export function reportOn(
  name: string,
  data: Reconstruction,
  played: Played[],
  lang: Locale,
): ReconstructionReport {
  return {
    kind: 'reconstruction',
    name,
    title: data.title[lang],
    label: wordsOf(lang).label,
    note: data.note[lang],
    shapeSource: data.shapeSource[lang],
    shapeConfidence: data.shapeConfidence,
    scale: data.model.scale,
    ruleVersion,
    anchors: data.anchors.map(({ at, service = null, fact, confidence, source }) => ({
      at,
      service,
      fact: fact[lang],
      confidence,
      source,
    })),
    official: data.official.map(({ at, stage, body, confidence }) => ({ at, stage, body, confidence })),
    services: played.map((one) => reportService(data, one, lang)),
  }
}

function reportService(data: Reconstruction, played: Played, lang: Locale): ServiceReport {
  const { service, onset, steps, hints } = played
  const since = onset ?? -Infinity
  // What was said before the rise is listed among the changes, but is no answer to it.
  const answers = steps.filter(
    ({ change }) => change.at > since && (change.onsetAt ?? since) >= since - earlyMs,
  )
  const reached = milestonesOf(answers.map(({ change }) => change))
  const first = firstWordOn(data, service.slug)
  const names = nameOf(data, lang)
  return {
    slug: service.slug,
    name: service.name[lang],
    assumed: service.note[lang],
    onset: isoOrNull(onset),
    reached: reachedOf(reached),
    delay: {
      possible: minutesBetween(onset, reached.possible),
      major: minutesBetween(onset, reached.major),
    },
    official: first && onset !== null ? { at: first.at, confidence: first.confidence } : null,
    leadMinutes: first && onset !== null ? minutesBetween(reached.possible, Date.parse(first.at)) : null,
    changes: changesOf(steps, lang),
    hints: hints.map((span) => ({
      from: iso(span.from),
      until: iso(span.until),
      fullestAt: iso(span.fullestAt),
      first: span.first,
      fullest: span.fullest,
      words: {
        first: wordsOf(lang).hint(span.first, names),
        fullest: wordsOf(lang).hint(span.fullest, names),
      },
    })),
  }
}

/** An onset is an estimate; so much before the model's it still belongs to the rise. */
const earlyMs = 30 * 60_000

const firstWordOn = ({ official }: Reconstruction, slug: string) =>
  official
    .filter(({ stage, services }) => stage !== 'maintenance' && (services?.includes(slug) ?? true))
    .sort((one, other) => one.at.localeCompare(other.at))[0]

const nameOf =
  ({ model }: Reconstruction, lang: Locale) =>
  (slug: string): string =>
    model.services.find((service) => service.slug === slug)?.name[lang] ?? slug

/** Services that rise in the model or were said to; the others were quiet, and rightly called so. */
export const isWorthTelling = ({ onset, changes }: ServiceReport): boolean =>
  onset !== null || changes.some(({ to }) => isTrouble(to))
