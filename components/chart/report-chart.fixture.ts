import { minuteMs, type Range, rangeSpan, ranges } from '#core/bucket.ts'
import type { OfficialStage } from '#core/record/official.ts'
import type { Status } from '#core/status.ts'
import { noSurroundings } from '#core/view.ts'
import type { ChartView } from './context.ts'

/** Views for tests: ordinary days and bad ones, all at the same minute. */

export const now = '2026-03-17T11:46:20.000Z'

const at = Date.parse(now)

const counts = (range: Range, value: (index: number) => number | null) =>
  Array.from({ length: ranges[range].buckets + 1 }, (_, index) => value(index))

interface Setting {
  range?: Range
  reporters?: (index: number) => number | null
  usual?: number | null
  alert?: number | null
  status?: Status
}

/** A service without an incident. */
export function calmView(setting: Setting = {}): ChartView {
  const { range = '24h', reporters = () => 1, usual = 1, alert = 6, status = 'none' } = setting
  return {
    series: {
      range,
      bucketMinutes: ranges[range].bucketMinutes,
      from: new Date(rangeSpan(range, at).from).toISOString(),
      reporters: counts(range, reporters),
      usual: counts(range, () => usual),
      alert: counts(range, () => alert),
    },
    spans: [],
    official: [],
    peak: null,
    incident: null,
    state: {
      service: 'chatgpt',
      status,
      unknownReason: status === 'unknown' ? 'few' : null,
      since: now,
      at: now,
      stale: false,
      version: 1,
      reports15m: 1,
      reports60m: 4,
      usual15m: usual,
      alert15m: alert,
      major15m: null,
      timesUsual: null,
      verdict: null,
      incident: null,
      recent: { from: now, reporters: [0] },
      timelineVersion: 1,
      ...noSurroundings,
    },
  }
}

const update = (number: number, stage: OfficialStage, time: string) => ({
  number,
  stage,
  at: `2026-03-17T${time}:00.000Z`,
  body: '',
  lang: 'en',
  url: null,
})

const rise = [96, 1410, 2380, 3120, 3412, 3190, 2870, 2520, 2180, 1860, 1540, 1284, 71]

/** The reference outage: onset 11:50 in Riyadh, peak 3,412, three official updates. */
export function majorView(): ChartView {
  const startedAt = '2026-03-17T08:50:00.000Z'
  const calm = calmView({
    reporters: (index) => rise[index - 84] ?? 9,
    usual: 12,
    alert: 29,
    status: 'major',
  })
  const incident = { id: 'i', startedAt, endedAt: null, peak15m: 3412, peakAt: null, confirmed: false }
  const raised = new Date(Date.parse(startedAt) + 6 * minuteMs).toISOString()
  return {
    ...calm,
    spans: [
      { status: 'possible', from: startedAt, to: raised },
      { status: 'major', from: raised, to: null },
    ],
    official: [
      update(1, 'investigating', '09:11'),
      update(2, 'identified', '10:05'),
      update(3, 'monitoring', '11:20'),
    ],
    state: { ...calm.state, reports15m: 1284, incident },
  }
}
