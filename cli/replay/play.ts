import { attribute, type Hint, type Standing } from '#core/around/attribution.ts'
import { minuteMs } from '#core/bucket.ts'
import { createDetector, type Detector } from '#core/detect/detect.ts'
import type { StatusChange, Verdict } from '#core/detect/verdict.ts'
import { createRandom } from '../demo/random.ts'
import type { Tally } from '../demo/tally.ts'
import { drawMinutes } from './draw.ts'
import { impactOf, type ModelledService, type Reconstruction, spanOf } from './reconstruction.ts'

/** One change of status and the verdict that made it. */
export interface Step {
  change: StatusChange
  verdict: Verdict
}

/** A hint as long as it named the same service: how it began, and when its numbers were largest. */
export interface HintSpan {
  /** Ends of the first and the last minute that had it, ms. */
  from: number
  until: number
  first: Hint
  fullest: Hint
  fullestAt: number
}

/** What our rule would have said of one service that day. */
export interface Played {
  service: ModelledService
  /** Of the rise in the model, ms; null: it stays quiet there. */
  onset: number | null
  steps: Step[]
  hints: HintSpan[]
}

/** Decides which made-up minutes are drawn; any other gives a day as likely. */
const replaySeed = 'replay lab'

interface Actor extends Played {
  tally: Tally
  detector: Detector
  /** Of the open incident, ms. */
  onsetAt: number | null
}

/**
 * Plays a reconstruction through the detector: each service learns its quiet weeks, then the day goes by minute by
 * minute for all of them together, and attribution looks at all of them after each. The same data give the same.
 */
export function playReconstruction(data: Reconstruction, seed = replaySeed): Played[] {
  const { from, to } = spanOf(data)
  const actors = data.model.services.map((service): Actor => {
    const tally = drawMinutes(createRandom(`${seed} reconstruction ${service.slug}`), data, service)
    const detector = createDetector({ firstMinute: tally.from })
    while (detector.nextMinute < from) detector.learn(inputAt(tally, detector.nextMinute))
    return { service, onset: impactOf(service), steps: [], hints: [], tally, detector, onsetAt: null }
  })
  for (let minute = from; minute < to; minute += minuteMs) playMinute(actors, minute)
  return actors.map(({ service, onset, steps, hints }) => ({ service, onset, steps, hints }))
}

function inputAt(tally: Tally, minute: number) {
  const i = (minute - tally.from) / minuteMs
  // Networks behind a press figure are not known: breadth is left unmeasured and gates nothing.
  return { minute, evidence: tally.evidence[i]!, count: tally.count[i]!, breadth: null }
}

function playMinute(actors: Actor[], minute: number): void {
  const standings = actors.map((actor): Standing => {
    const { verdict, change } = actor.detector.step(inputAt(actor.tally, minute))
    if (change) {
      actor.steps.push({ change, verdict })
      actor.onsetAt = change.endedAt === null ? change.onsetAt : null
    }
    return standingOf(actor, verdict)
  })
  const hints = attribute(standings)
  for (const { service, hints: spans } of actors) {
    for (const hint of hints.get(service.slug) ?? []) keepHint(spans, hint, minute + minuteMs)
  }
}

const standingOf = ({ service, onsetAt }: Actor, verdict: Verdict): Standing => ({
  slug: service.slug,
  category: service.category,
  parent: null,
  dependsOn: service.dependsOn,
  operator: service.operator,
  markets: service.markets,
  status: verdict.status,
  onsetAt,
  reporters15m: verdict.reporters15m,
  usual15m: verdict.usual15m,
})

/** Whom a hint names. */
export const namedBy = (hint: Hint): string => (hint.kind === 'collateral' ? hint.leader : hint.upstream)

const fullness = (hint: Hint): number => (hint.kind === 'collateral' ? hint.reporters15m : hint.rose)

function keepHint(spans: HintSpan[], hint: Hint, at: number): void {
  const known = spans.find(({ first }) => first.kind === hint.kind && namedBy(first) === namedBy(hint))
  if (!known) {
    spans.push({ from: at, until: at, first: hint, fullest: hint, fullestAt: at })
    return
  }
  known.until = at
  if (fullness(hint) <= fullness(known.fullest)) return
  known.fullest = hint
  known.fullestAt = at
}
