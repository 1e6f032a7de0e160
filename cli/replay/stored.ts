import { minuteMs } from '#core/bucket.ts'
import { createDetector, ruleVersion } from '#core/detect/detect.ts'
import type { MinuteInput, Verdict } from '#core/detect/verdict.ts'
import type { Locale } from '#core/locale.ts'
import type { IncidentView } from '#core/view.ts'
import type { Database } from '#store/db.ts'
import { readRecord } from '#store/incident/records.ts'
import { readMinutes } from '#store/report/buckets.ts'
import { createDirectory } from '#store/service/directory.ts'
import type { ServiceRecord } from '#store/service/services.ts'
import { createPublicView } from '#store/view/public-view.ts'
import { inGap, readGaps } from '#store/watch/gaps.ts'
import { readVerdicts } from '#store/watch/verdicts.ts'
import { createWard, inputOf, keepMinute } from '#watch/ward.ts'
import { createRandom } from '../demo/random.ts'
import { emptyTally } from '../demo/tally.ts'
import { drawQuiet } from './draw.ts'
import { type Milestones, milestoneNames, milestonesOf, minutesBetween } from './milestones.ts'
import type { Step } from './play.ts'
import { type ChangeReport, changesOf, reachedOf } from './report.ts'

/** What the log of a stored incident says, and what today's rule says of the same minutes. Times are ISO, UTC. */
export interface StoredReport {
  kind: 'stored'
  id: string
  slug: string
  name: string
  provenance: IncidentView['provenance']
  ruleVersion: string
  /** Where the weeks before it come from, and how many days of them there are. */
  learnt: { from: 'minutes' | 'record'; days: number }
  log: Record<keyof Milestones, string | null>
  today: Record<keyof Milestones, string | null>
  /** Minutes by which today's rule is later; negative: earlier. */
  laterBy: Record<keyof Milestones, number | null>
  /** Logged minutes, and how many of them have the same status today. */
  agreement: { minutes: number; same: number }
  changes: ChangeReport[]
}

const dayMs = 1440 * minuteMs
const learnedMs = 28 * dayMs
/** So long around the incident the verdicts are written: as long as its record is. */
const aroundMs = 120 * minuteMs

/** Minutes of one service in a row. */
interface Past {
  from: 'minutes' | 'record'
  inputs: MinuteInput[]
}

/** Plays a stored incident through today's rule; null: there is no such public incident. */
export async function replayStored(
  db: Database,
  id: string,
  now: number,
  lang: Locale,
): Promise<StoredReport | null> {
  const directory = createDirectory(db)
  await directory.refresh()
  const incident = await createPublicView(db, directory).readIncident(id, now)
  const service = incident && directory.bySlug(incident.service.slug)
  if (!incident || !service) return null
  const start = Math.floor(Date.parse(incident.startedAt) / minuteMs) * minuteMs
  const end = incident.endedAt ? Date.parse(incident.endedAt) + aroundMs : now
  const to = Math.floor(Math.min(end, now) / minuteMs) * minuteMs
  const past = await readPast(db, service, incident, start, to)
  const { steps, verdicts } = play(past.inputs, start - aroundMs)
  const log = milestonesOf(
    incident.timeline.flatMap((entry) =>
      entry.kind === 'transition' ? [{ at: Date.parse(entry.at), to: entry.to }] : [],
    ),
  )
  const today = milestonesOf(steps.map(({ change }) => change))
  const logged = (await readVerdicts(db, service.id, start - aroundMs, to)).filter(({ at }) =>
    verdicts.has(at),
  )
  return {
    kind: 'stored',
    id: incident.id,
    slug: service.slug,
    name: service.name[lang],
    provenance: incident.provenance,
    ruleVersion,
    learnt: { from: past.from, days: (start - past.inputs[0]!.minute) / dayMs },
    log: reachedOf(log),
    today: reachedOf(today),
    laterBy: Object.fromEntries(
      milestoneNames.map((name) => [name, minutesBetween(log[name], today[name])]),
    ) as StoredReport['laterBy'],
    agreement: {
      minutes: logged.length,
      same: logged.filter(({ at, status }) => verdicts.get(at)!.status === status).length,
    },
    changes: changesOf(steps, lang),
  }
}

/** Verdicts are written from `wordsFrom` on; the changes given are those since then. */
function play(inputs: MinuteInput[], wordsFrom: number): { steps: Step[]; verdicts: Map<number, Verdict> } {
  const detector = createDetector({ firstMinute: inputs[0]!.minute })
  const steps: Step[] = []
  const verdicts = new Map<number, Verdict>()
  for (const input of inputs) {
    if (input.minute < wordsFrom) {
      detector.learn(input)
      continue
    }
    const { verdict, change } = detector.step(input)
    verdicts.set(verdict.at, verdict)
    if (change) steps.push({ change, verdict })
  }
  return { steps, verdicts }
}

/**
 * The minutes up to `to`, as far back as they go. Where they go back less than a day, or are those of a sample (which
 * keeps islands of minutes only), the incident's own record is taken, and quiet weeks at its usual level before it.
 */
async function readPast(
  db: Database,
  service: ServiceRecord,
  incident: IncidentView,
  start: number,
  to: number,
): Promise<Past> {
  const minutes = await readInputs(db, service, start - learnedMs, to)
  if (incident.provenance === 'live' && (minutes[0]?.minute ?? to) <= start - dayMs) {
    return { from: 'minutes', inputs: minutes }
  }
  const serviceId = service.id
  const row = await db.prisma.incident.findUniqueOrThrow({
    where: { serviceId_publicId: { serviceId, publicId: incident.id } },
    select: { id: true },
  })
  const record = await readRecord(db, serviceId, row.id)
  if (record) return { from: 'record', inputs: inputsOfRecord(record, incident.id) }
  const none = { minute: start - aroundMs, evidence: 0, count: 0, breadth: null }
  return { from: 'minutes', inputs: minutes.length > 0 ? minutes : [none] }
}

/** From the first minute with a report on: what lies before it may have been thrown away. */
async function readInputs(
  db: Database,
  service: ServiceRecord,
  from: number,
  to: number,
): Promise<MinuteInput[]> {
  const rows = await readMinutes(db, from, to, [service.id])
  const gaps = await readGaps(db, from, to)
  const ward = createWard(service, { detector: undefined, open: undefined, view: undefined })
  const inputs: MinuteInput[] = []
  let next = 0
  for (let minute = rows[0]?.minute ?? to; minute < to; minute += minuteMs) {
    if (rows[next]?.minute === minute) keepMinute(ward, rows[next++]!)
    // Networks are kept for a short time only: unmeasured, they gate nothing.
    inputs.push(inputOf(ward, minute, null, inGap(gaps, minute)))
  }
  return inputs
}

function inputsOfRecord(
  record: NonNullable<Awaited<ReturnType<typeof readRecord>>>,
  seed: string,
): MinuteInput[] {
  const { reporters, usual } = record.minutes
  const known = usual.filter((value) => value !== null)
  const level = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
  const quiet = emptyTally(record.from - learnedMs, learnedMs / minuteMs)
  drawQuiet(createRandom(`replay ${seed}`), quiet, quiet.reporters.length, () => level)
  return [...quiet.reporters, ...reporters].map((people, i) => ({
    minute: quiet.from + i * minuteMs,
    evidence: people,
    count: people,
    breadth: null,
  }))
}
