import type { Series } from '../bucket.ts'
import { minuteMs } from '../bucket.ts'
import { canonicalJson, type Json } from '../canonical.ts'
import type { Text } from '../locale.ts'
import type { ProblemSlug } from '../report/report.ts'
import type { Status } from '../status.ts'
import type { Correction, IncidentDetail } from './incident-detail.ts'
import { logEntryOf, type SaidNumbers } from './incident-log.ts'
import type { IncidentPlace } from './incident-places.ts'
import { totalOf } from './incident-strips.ts'
import type { OfficialStage } from './official.ts'

/**
 * An incident as it can be cited: its facts without any language's words, in a shape that does not change. Whoever
 * holds the facts can work out their fingerprint again: SHA-256 over their canonical JSON (core/canonical), in UTF-8.
 */
export interface IncidentFacts {
  format: 'outage-desk/incident/1'
  id: string
  /** Slug. */
  service: string
  provenance: 'live' | 'sample' | 'reconstruction'
  /** The facts do not change any more, but for corrections and false-alarm marks, which are dated. */
  final: boolean
  worst: 'possible' | 'major'
  startedAt: string
  endedAt: string | null
  /** null while it is open. */
  durationMinutes: number | null
  peak: { reports15m: number; at: string | null }
  reports: number
  leadMinutes: number | null
  changes: {
    at: string
    from: Status
    to: Status
    figures: SaidNumbers | null
  }[]
  official: { at: string; stage: OfficialStage; body: string; lang: string; url: string | null }[]
  problems: { problem: ProblemSlug | null; reports: number }[]
  places: IncidentPlace[]
  series: Omit<Series, 'range'>
  falseAlarm: { at: string; reason: Text } | null
  corrections: Correction[]
}

/** The facts of an incident's record. */
export function factsOf(detail: IncidentDetail): IncidentFacts {
  const { id, provenance, worst, startedAt, endedAt, reports, leadMinutes, timeline } = detail
  const { bucketMinutes, from, reporters, usual, alert } = detail.series
  return {
    format: 'outage-desk/incident/1',
    id,
    service: detail.service.slug,
    provenance,
    final: detail.isFinal,
    worst,
    startedAt,
    endedAt,
    durationMinutes:
      endedAt === null ? null : Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / minuteMs),
    peak: { reports15m: detail.peak15m, at: detail.peakAt },
    reports,
    leadMinutes,
    changes: timeline.flatMap((entry) => {
      if (entry.kind !== 'transition') return []
      const { at, from: left, to, verdict } = entry
      return [{ at, from: left, to, figures: verdict && logEntryOf(verdict).numbers }]
    }),
    official: timeline.flatMap((entry) => {
      if (entry.kind !== 'official') return []
      const { at, stage, body, lang, url } = entry
      return [{ at, stage, body, lang, url }]
    }),
    problems: detail.strips.map(({ problem, reporters: own }) => ({ problem, reports: totalOf(own) })),
    places: detail.places,
    series: { bucketMinutes, from, reporters, usual, alert },
    falseAlarm: detail.falseAlarm,
    corrections: detail.corrections,
  }
}

/** The text over which the fingerprint of facts is worked out. */
export const canonicalFacts = (facts: IncidentFacts): string => canonicalJson(facts as unknown as Json)
