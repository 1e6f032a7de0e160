import { minuteMs } from '../bucket.ts'
import { type IncidentReplay, type LogEntry, saidAt } from '../record/incident-log.ts'
import { mixAt } from '../record/incident-strips.ts'
import type { ProblemSlug } from '../report/report.ts'

/** What a replay knows `minutes` minutes after its start, and nothing that came later. */
export function momentAt(
  replay: IncidentReplay,
  minutes: number,
): {
  at: string
  said: LogEntry | null
  problems: { problem: ProblemSlug | null; reporters: number }[]
  places: { country: string; reporters: number }[]
} {
  const at = Date.parse(replay.from) + minutes * minuteMs
  return {
    at: new Date(at).toISOString(),
    said: saidAt(replay.log, at),
    problems: mixAt(replay.problems, minutes),
    places: replay.places.findLast((quarter) => Date.parse(quarter.at) <= at)?.places ?? [],
  }
}

/**
 * A minute in an address: its UTC time of day, "1245", the same for readers everywhere. Where an incident is longer
 * than a day the first such minute is meant.
 */
export const minuteMark = (at: number): string => new Date(at).toISOString().slice(11, 16).replace(':', '')

/** Minutes after `from`, ms, that `#t=1245` names; null: none of the `most` there are. */
export function minutesOfMark(hash: string, from: number, most: number): number | null {
  const found = /^#t=([01]\d|2[0-3])([0-5]\d)$/.exec(hash)
  if (!found) return null
  const wanted = Number(found[1]) * 60 + Number(found[2])
  const first = new Date(from).getUTCHours() * 60 + new Date(from).getUTCMinutes()
  const minutes = (wanted - first + 1440) % 1440
  return minutes <= most ? minutes : null
}
