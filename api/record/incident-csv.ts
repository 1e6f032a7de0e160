import { minuteMs } from '#core/bucket.ts'
import { type IncidentReplay, saidAt } from '#core/record/incident-log.ts'
import type { IncidentRow } from '#core/view.ts'
import { type Cell, csvOf } from '../csv.ts'

const iso = (at: number) => new Date(at).toISOString()

/** An incident minute by minute: what was counted, and what stood at the end of the minute, as said then. */
export function minutesCsv(replay: IncidentReplay): string {
  const from = Date.parse(replay.from)
  const kinds = replay.problems.map(({ problem }) => `reporters_${problem ?? 'kind_not_said'}`)
  const columns = ['minute', 'reporters', ...kinds]
  const said = ['status', 'said_at', 'window_minutes', 'observed', 'expected', 'threshold', 'major_threshold']
  const rows = Array.from({ length: replay.minutes }, (_, index): Cell[] => {
    const counts = replay.problems.map(({ reporters }) => reporters[index] ?? 0)
    const entry = saidAt(replay.log, from + (index + 1) * minuteMs)
    const numbers = entry?.numbers
    return [
      iso(from + index * minuteMs),
      counts.reduce((sum, count) => sum + count, 0),
      ...counts,
      entry?.status ?? null,
      entry?.at ?? null,
      numbers?.windowMinutes ?? null,
      numbers?.observed ?? null,
      numbers?.expected ?? null,
      numbers?.threshold ?? null,
      numbers?.majorThreshold ?? null,
    ]
  })
  return csvOf([...columns, ...said], rows)
}

/** A list of incidents, one a row. */
export const incidentsCsv = (incidents: IncidentRow[]): string =>
  csvOf(
    [
      'id',
      'service',
      'name_en',
      'name_ar',
      'category',
      'worst',
      'started_at',
      'ended_at',
      'peak_15m',
      'peak_at',
      'lead_minutes',
      'false_alarm',
      'provenance',
    ],
    incidents.map((row) => [
      row.id,
      row.service.slug,
      row.service.name.en,
      row.service.name.ar,
      row.service.category.slug,
      row.worst,
      row.startedAt,
      row.endedAt,
      row.peak15m,
      row.peakAt,
      row.leadMinutes,
      row.falseAlarm ? 'yes' : 'no',
      row.provenance,
    ]),
  )
