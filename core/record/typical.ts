import { minuteMs } from '../bucket.ts'

/** How long incidents of a service usually last, from those that are over. Minutes. */
export interface TypicalLength {
  /** Past incidents that this is worked out from. */
  incidents: number
  medianMinutes: number
  /** The middle half of them lasted from … to …, two lengths that there were. */
  fromMinutes: number
  toMinutes: number
}

/** Fewer past incidents than this have no typical length: their median would be chance. */
export const leastForTypical = 5
/** Of so many of the last twelve months at most, the newest. */
export const mostForTypical = 50

/** The middle value, or half-way between the two in the middle; null: no values. */
export const medianOf = (values: readonly number[]): number | null => {
  if (values.length === 0) return null
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** null: too few have ended. Order does not matter; false alarms and open incidents are left out. */
export function typicalLength(
  rows: readonly { startedAt: string; endedAt: string | null; falseAlarm: boolean }[],
): TypicalLength | null {
  const lengths = rows
    .flatMap(({ startedAt, endedAt, falseAlarm }) =>
      endedAt === null || falseAlarm ? [] : [(Date.parse(endedAt) - Date.parse(startedAt)) / minuteMs],
    )
    .sort((one, other) => one - other)
  if (lengths.length < leastForTypical) return null
  const last = lengths.length - 1
  return {
    incidents: lengths.length,
    medianMinutes: Math.round(medianOf(lengths)!),
    fromMinutes: Math.round(lengths[Math.floor(last / 4)]!),
    toMinutes: Math.round(lengths[Math.ceil((last * 3) / 4)]!),
  }
}
