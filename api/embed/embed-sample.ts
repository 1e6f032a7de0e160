import { minuteMs } from '#core/bucket.ts'
import { isTrouble, type Status } from '#core/status.ts'
import type { StateView } from '#core/view.ts'
import type { EmbedData } from './embed-words.ts'

/** An embed as it would look in another state, for those who choose one. Its numbers are made up, and say so. */

const usual = 12
const alert = 29

/** An ordinary day, the same for everybody. */
const calm = Array.from({ length: 96 }, (_, index) => 6 + ((index * 7919) % 11))
const wave = [96, 1410, 2380, 3120, 3412, 3190, 2870, 2520, 2180, 1860, 1540, 1284, 71]

const days: Record<Status, number[]> = {
  none: calm,
  possible: [...calm.slice(3), 28, 44, 12],
  major: [...calm.slice(wave.length), ...wave],
  recovering: [...calm.slice(wave.length + 5), ...wave.slice(0, -1), 800, 520, 330, 240, 190, 40],
  unknown: calm.map((_, index) => (index % 40 === 3 ? 1 : 0)),
}

const counts: Record<Status, number> = { none: 9, possible: 41, major: 1284, recovering: 212, unknown: 1 }

/** `data` of a service, in the state given, with made-up numbers. */
export function sampleOf(data: EmbedData, status: Status): EmbedData {
  const { state } = data
  const reporters = days[status]
  const peak = Math.max(...reporters.slice(0, -1))
  const startedAt = new Date(Date.parse(state.at) - 180 * minuteMs).toISOString()
  const known = status !== 'unknown'
  const made: StateView = {
    ...state,
    status,
    unknownReason: known ? null : 'few',
    stale: false,
    reports15m: counts[status],
    reports60m: known ? counts[status] * 4 : 2,
    usual15m: known ? usual : null,
    alert15m: known ? alert : null,
    timesUsual: isTrouble(status) ? counts[status] / usual : null,
    incident: isTrouble(status)
      ? { id: 'sample', startedAt, endedAt: null, peak15m: peak, peakAt: startedAt, confirmed: false }
      : null,
  }
  return { ...data, state: made, spark: { reporters, peak }, sample: true }
}
