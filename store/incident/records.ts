import { minuteMs } from '#core/bucket.ts'
import { levelsAt } from '#core/detect/levels.ts'
import { type LogEntry, logEntryOf } from '#core/record/incident-log.ts'
import type { Status } from '#core/status.ts'
import type { Database } from '../db.ts'
import { readMinuteLine, readProblemLines } from '../report/buckets.ts'
import { readBaseline } from '../watch/detectors.ts'
import { readVerdicts } from '../watch/verdicts.ts'

/** An incident minute by minute, two hours around it, kept for good. Columns of equal length. */
export interface IncidentMinutes {
  reporters: number[]
  usual: (number | null)[]
  alert: (number | null)[]
  /** What we said at the end of each minute, without hindsight: first letters of the statuses, `n` where nothing was logged. */
  said: string
  /** Nats. */
  surprise: number[]
  /** Reporters by kind of problem, the kind by its id. Records of before November 2026 have none. */
  problems?: Record<string, number[]>
  /** The log of these minutes as it was written (core/record/incident-log). Records of before November 2026 have none. */
  log?: LogEntry[]
}

const aroundMs = 120 * minuteMs

/** First letter of a status; unknown is `u`. */
export const letterOf = (status: Status): string => status[0]!

export async function writeRecord(
  db: Database,
  record: { serviceId: string; incidentId: string; from: number; minutes: IncidentMinutes },
): Promise<void> {
  await db.query(
    `INSERT INTO incident_record (service_id, incident_id, from_minute, minutes) VALUES ($1, $2, $3, $4)
     ON CONFLICT (service_id, incident_id) DO NOTHING`,
    [record.serviceId, record.incidentId, new Date(record.from), JSON.stringify(record.minutes)],
  )
}

export async function readRecord(
  db: Database,
  serviceId: string,
  incidentId: string,
): Promise<{ from: number; minutes: IncidentMinutes } | null> {
  const row = await db.prisma.incidentRecord.findUnique({
    where: { serviceId_incidentId: { serviceId, incidentId } },
  })
  return row ? { from: row.fromMinute.getTime(), minutes: row.minutes as unknown as IncidentMinutes } : null
}

/** Records incidents that ended two hours ago or more and have no record yet. */
export async function recordEndedIncidents(db: Database, now: number): Promise<void> {
  const ended = await db.prisma.incident.findMany({
    where: { endedAt: { lt: new Date(now - aroundMs) }, record: null },
  })
  for (const { serviceId, id, startedAt, endedAt } of ended) {
    const from = Math.floor((startedAt.getTime() - aroundMs) / minuteMs) * minuteMs
    const to = Math.floor((endedAt!.getTime() + aroundMs) / minuteMs) * minuteMs
    const reporters = await readMinuteLine(db, serviceId, from, to)
    const baseline = await readBaseline(db, serviceId)
    const levels = reporters.map((_, i) => (baseline ? levelsAt(baseline, from + i * minuteMs, 1) : null))
    const verdicts = await readVerdicts(db, serviceId, from, to + minuteMs)
    const logged = new Map(verdicts.map((entry) => [Math.floor(entry.at / minuteMs) * minuteMs, entry]))
    const problems = await readProblemLines(db, serviceId, from, to)
    const at = (i: number) => logged.get(from + (i + 1) * minuteMs)
    await writeRecord(db, {
      serviceId,
      incidentId: id,
      from,
      minutes: {
        reporters,
        usual: levels.map((level) => level?.usual ?? null),
        alert: levels.map((level) => level?.alert ?? null),
        said: reporters.map((_, i) => letterOf(at(i)?.status ?? 'none')).join(''),
        surprise: reporters.map((_, i) => at(i)?.verdict.surprise ?? 0),
        problems: Object.fromEntries(problems),
        log: verdicts.map(({ verdict }) => logEntryOf(verdict)),
      },
    })
  }
}
