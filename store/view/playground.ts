import { bucketStart, minuteMs } from '#core/bucket.ts'
import {
  compare,
  type Minutes,
  type Played,
  play,
  playedDays,
  taughtDays,
  teach,
} from '#core/detect/playground.ts'
import type { PlaygroundView } from '#core/detect/playground-view.ts'
import { type Rule, ruleInForce } from '#core/detect/rule.ts'
import type { DetectorSnapshot } from '#core/detect/verdict.ts'
import type { Database } from '../db.ts'
import { cardOf, type ServiceRecord } from '../service/services.ts'
import { readBaseline } from '../watch/detectors.ts'
import { readGaps } from '../watch/gaps.ts'
import { readPlayedMinutes } from './played-minutes.ts'
import { spansOf } from './view-incident.ts'
import { seriesOf } from './view-service.ts'

const dayMs = 1440 * minuteMs
/** Two weeks change little in a quarter of an hour: so long what was read and learnt is used again. */
const slotMinutes = 15
/** Services whose weeks are kept ready, a megabyte each, and answers. */
const mostTaught = 6
const mostAnswers = 60
/** Who may wait for their turn; whoever comes then is sent away. */
const mostWaiting = 6

/** Too many play at once. Answered 503. */
export class PlaygroundFull extends Error {
  override name = 'PlaygroundFull'
  statusCode = 503
}

interface Taught {
  minutes: Minutes
  spread: Uint8Array
  snapshot: DetectorSnapshot
}

/** Plays a rule over a service's last two weeks; see core/detect/playground. */
export type Playground = (service: ServiceRecord, rule: Rule, now: number) => Promise<PlaygroundView>

/** Runs a day of it at a time (two to four ms), and lets others have their turn between. */
async function inTurns<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const iso = (at: number): string => new Date(at).toISOString()

export function createPlayground(db: Database): Playground {
  const taught = createShelf<Taught>(mostTaught)
  const answers = createShelf<PlaygroundView>(mostAnswers)
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  /** One at a time: whoever plays with sliders takes a share of one core, never all of it. */
  async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
    if (waiting >= mostWaiting) throw new PlaygroundFull('too many play at once')
    waiting++
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine.finally(() => waiting--)
  }

  async function learn(service: ServiceRecord, to: number): Promise<Taught> {
    const from = to - (playedDays + taughtDays) * dayMs
    const read = await readPlayedMinutes(db, service.id, from, to)
    return { ...read, snapshot: await inTurns(teach(read.minutes, taughtDays * 1440)) }
  }

  async function answer(service: ServiceRecord, rule: Rule, to: number): Promise<PlaygroundView> {
    const known = await taught(`${service.id} ${to}`, () => learn(service, to))
    const { minutes, spread, snapshot } = known
    const first = taughtDays * 1440
    const played = await inTurns(play(minutes, first, snapshot, rule))
    const from = to - playedDays * dayMs
    const [incidents, baseline, gaps] = await Promise.all([
      db.prisma.incident.findMany({
        where: {
          serviceId: service.id,
          startedAt: { lt: new Date(to) },
          OR: [{ endedAt: null }, { endedAt: { gt: new Date(from) } }],
        },
        include: { transitions: true },
        orderBy: { startedAt: 'asc' },
      }),
      readBaseline(db, service.id),
      readGaps(db, from, to),
    ])
    const real = incidents.map((one) => ({
      id: one.publicId,
      startedAt: one.startedAt.getTime(),
      endedAt: one.endedAt?.getTime() ?? null,
      worst: one.worst as Played['worst'],
      spans: spansOf(one, one.transitions),
    }))
    const { fresh, lost } = compare(real, played)
    let [withReports, networksKnown, spreadMinutes] = [0, 0, 0]
    for (let i = first; i < minutes.count.length; i++) {
      if (minutes.count[i] === 0) continue
      withReports++
      if (!Number.isNaN(minutes.breadth[i]!)) networksKnown++
      if (spread[i] === 1) spreadMinutes++
    }
    const hours = Array.from({ length: playedDays * 24 }, (_, hour) =>
      minutes.reporters.subarray(first + hour * 60, first + (hour + 1) * 60).reduce((a, b) => a + b, 0),
    )
    return {
      service: cardOf(service),
      from: iso(from),
      to: iso(to),
      rule,
      inForce: ruleInForce,
      counts: { incidents: played.length, fresh: fresh.length, lost: lost.length },
      played: played.map((one) => ({
        startedAt: iso(one.startedAt),
        detectedAt: iso(one.detectedAt),
        endedAt: one.endedAt === null ? null : iso(one.endedAt),
        worst: one.worst,
        isNew: fresh.includes(one),
      })),
      real: real.map(({ id, startedAt, endedAt, worst }, i) => ({
        id,
        startedAt: iso(startedAt),
        endedAt: endedAt === null ? null : iso(endedAt),
        worst,
        isLost: lost.includes(real[i]!),
      })),
      spans: {
        played: played.flatMap(({ spans }) => spans),
        real: real.flatMap(({ spans }) => spans),
      },
      series: seriesOf(
        { range: 'incident', bucketMinutes: 60, from, reporters: hours },
        baseline,
        gaps,
        rule,
      ),
      data: { minutes: withReports, networksKnown, spread: spreadMinutes },
    }
  }

  return (service, rule, now) => {
    const to = bucketStart(now, slotMinutes)
    return answers(`${service.id} ${to} ${Object.values(rule).join(' ')}`, () =>
      alone(() => answer(service, rule, to)),
    )
  }
}

/** Values by key, each made once, the oldest given up first. What failed is made again. */
function createShelf<Value>(most: number): (key: string, make: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>()
  return (key, make) => {
    const known = kept.get(key)
    if (known) return known
    const made = make()
    kept.set(key, made)
    made.catch(() => kept.delete(key))
    if (kept.size > most) kept.delete(kept.keys().next().value!)
    return made
  }
}
