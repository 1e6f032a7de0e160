import { minuteMs } from '#core/bucket.ts'
import type { Verdict } from '#core/detect/verdict.ts'
import { noSurroundings, type StateView } from '#core/view.ts'
import type { BucketRow, PlaceRow, QuarterRow, ScopeRow } from '#store/sample.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import type { DetectorRow } from '#store/watch/detectors.ts'
import { buildState } from '#watch/state-view.ts'
import { bucketRows, placeRows, quarterRows, scopeRows } from './buckets.ts'
import { drawOrdinary, type MadeReport, peakRate } from './people.ts'
import { createRandom } from './random.ts'
import { type MadeIncident, type Replay, replay, type Span } from './replay.ts'
import { drawScene, merge } from './scene-crowd.ts'
import { calmSince, type Scene, scenesBefore } from './scenes.ts'
import { type Tally, tallyReports } from './tally.ts'

/** Everything that four weeks leave behind of one service. Plain data: it crosses from process to process. */
export interface ServiceHistory {
  serviceId: string
  minutes: BucketRow[]
  quarters: QuarterRow[]
  places: PlaceRow[]
  scopes: ScopeRow[]
  incidents: MadeIncident[]
  verdicts: Verdict[]
  detector: DetectorRow
  view: StateView
  /** Times the ordinary crowd was drawn before the scenes came out as told. */
  draws: number
}

export interface HistoryPlan {
  seed: string
  /** The first quarter-hour and the end of the last finished minute, ms. */
  from: number
  to: number
  now: number
  /** Services there are in all: the least known few are faint. */
  places: number
}

const hourMs = 60 * minuteMs
/** Minutes are kept for so long before now, and for so long around scenes and incidents. */
const recentMs = 48 * hourMs
const aroundMs = 2 * hourMs
/** Countries are kept of the last two days, and of the same two days and the one after them in the weeks before. */
const isPlaced = (ageMs: number): boolean =>
  (ageMs + 24 * hourMs) % (7 * 24 * hourMs) <= recentMs + 24 * hourMs
/** Parts are counted for so long before now: enough to know what is usual in them. */
const scopesMs = 72 * hourMs
/** Words are put to a scene's minutes so far around it that its incident's record finds them all. */
const wordsMs = 3.5 * hourMs
/** An ordinary bump just before a scene is taken for its beginning; a longer one would spoil the picture. */
const earlyMs = 20 * minuteMs
const mostDraws = 8

/** Makes up the four weeks of the service at `place` in the order of rank, and runs the detector over them. */
export function makeServiceHistory(plan: HistoryPlan, service: ServiceRecord, place: number): ServiceHistory {
  const scenes = scenesBefore(plan.now).filter((scene) => scene.slug === service.slug)
  const spans = scenes.map((scene) => around(scene.startsAt, endOf(scene), wordsMs))
  for (let draws = 1; ; draws++) {
    const reports = drawReports(plan, service, place, scenes, draws)
    const { tally, weights } = tallyReports(reports, plan.from, plan.to)
    const told = replay(tally, spans)
    if (draws < mostDraws && !comesOut(plan, service, scenes, told)) continue
    const kept = [
      { from: plan.to - recentMs, to: plan.to },
      ...scenes.map((scene) => around(scene.startsAt, endOf(scene), aroundMs)),
      ...told.incidents.map((one) => around(one.startedAt, one.endedAt ?? plan.to, aroundMs)),
    ].map(toQuarters)
    const isKept = (at: number) => kept.some((span) => at >= span.from && at < span.to)
    return {
      serviceId: service.id,
      minutes: bucketRows(service.id, reports, weights, isKept),
      quarters: quarterRows(service.id, reports, isKept),
      places: placeRows(service.id, reports, (at) => isKept(at) || isPlaced(plan.to - at)),
      scopes: scopeRows(service.id, reports, weights, plan.to - scopesMs),
      incidents: told.incidents,
      verdicts: told.logged,
      detector: {
        serviceId: service.id,
        at: told.detector.nextMinute,
        snapshot: told.detector.snapshot(),
        baseline: told.detector.baseline(),
      },
      view: viewOf(service, told, tally, plan.now),
      draws,
    }
  }
}

const endOf = (scene: Scene) => scene.startsAt + scene.minutes * minuteMs

const around = (from: number, to: number, ms: number): Span => ({ from: from - ms, to: to + ms })

/** Whole quarter-hours: a rollup and its minutes are kept together or not at all. */
const toQuarters = ({ from, to }: Span): Span => ({
  from: Math.floor(from / (15 * minuteMs)) * 15 * minuteMs,
  to: Math.ceil(to / (15 * minuteMs)) * 15 * minuteMs,
})

function drawReports(
  plan: HistoryPlan,
  service: ServiceRecord,
  place: number,
  scenes: Scene[],
  draw: number,
): MadeReport[] {
  const rate = peakRate(createRandom(`${plan.seed} rate ${service.slug}`), service.slug, place, plan.places)
  const ordinary = createRandom(`${plan.seed} crowd ${service.slug} ${draw}`)
  return scenes.reduce(
    (all, scene) =>
      merge(all, drawScene(createRandom(`${plan.seed} scene ${service.slug} ${draw}`), service, scene)),
    drawOrdinary(ordinary, service, rate, plan.from, plan.to),
  )
}

/**
 * Whether the detector tells the scenes as they are meant, nothing is open at the end, and the live outage will
 * have its stage to itself. Incidents of ordinary days are as they come.
 */
function comesOut(plan: HistoryPlan, service: ServiceRecord, scenes: Scene[], told: Replay): boolean {
  if (told.incidents.some((incident) => incident.endedAt === null)) return false
  if (told.verdict.status !== 'none' && told.verdict.unknownReason !== 'few') return false
  const calm = calmSince(service.slug, plan.now)
  if (calm !== null && told.incidents.some((incident) => incident.endedAt! > calm)) return false
  return scenes.every((scene) => {
    if (scene.expects === 'anything') return true
    const during = told.incidents.filter((one) => isOfScene(one, scene))
    if (scene.expects === 'quiet') return during.length === 0
    const [only] = during
    if (during.length !== 1 || !only || only.worst !== scene.expects) return false
    return only.startedAt >= scene.startsAt - earlyMs
  })
}

/** Whether the incident overlaps the scene: its beginning is the detector's estimate, and may lie before it. */
export const isOfScene = (
  incident: { startedAt: number; endedAt: number | null },
  scene: { startsAt: number; minutes: number },
): boolean =>
  incident.startedAt < scene.startsAt + scene.minutes * minuteMs &&
  (incident.endedAt ?? Infinity) > scene.startsAt

/** The state as the watch would show it now. */
function viewOf(service: ServiceRecord, told: Replay, tally: Tally, now: number): StateView {
  const { verdict } = told
  const weights = { page: 0, untokened: 0, away: 0, hosting: 0 }
  const last = tally.count.length
  const minutes = Array.from({ length: Math.min(60, last) }, (_, i) => last - Math.min(60, last) + i)
    .filter((i) => tally.count[i]! > 0)
    .map((i) => ({
      minute: tally.from + i * minuteMs,
      reporters: tally.reporters[i]!,
      count: tally.count[i]!,
      weights,
    }))
  const ward = { service, minutes, open: null, view: null, confirmedAt: null }
  const view = buildState(ward, verdict, noSurroundings, now)
  const timelineVersion = told.incidents.reduce((sum, incident) => sum + incident.steps.length, 0)
  return { ...view, version: 1, timelineVersion, since: new Date(told.since).toISOString() }
}
