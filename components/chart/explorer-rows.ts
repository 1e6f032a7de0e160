import type { Series } from '#core/bucket.ts'
import type { Drawing } from '#core/chart/chart-draw.ts'

/** One point for Recharts: x in buckets, and a value per curve. Absent = the curve is not there. */
export interface Row {
  x: number
  band: number | null
  usual: number | null
  /** Line segments by their index. */
  lines: (number | null)[]
}

/**
 * The same stairs as the server's paths, as points for a step-after curve: every segment ends with its level held
 * to the end of its last bucket, and where the colour changes a second point at the same x carries the riser.
 */
export function explorerRows(series: Series, drawing: Drawing): Row[] {
  const { segments, buckets } = drawing
  const rows: Row[] = []
  const held = <Value>(values: (Value | null)[], x: number) => values[Math.min(x, buckets - 1)] ?? null
  for (let x = 0; x <= buckets; x += 1) {
    const lines = segments.map(({ first, end }) => {
      if (x >= first && x < end) return series.reporters[x] ?? null
      return x === end ? (series.reporters[end - 1] ?? null) : null
    })
    const row = { x, band: held(series.alert, x), usual: held(series.usual, x), lines }
    const opening = segments.findIndex((segment) => segment.first === x)
    const isRiser = opening > 0 && segments[opening - 1]!.end === x
    if (isRiser) {
      const before = lines[opening - 1] ?? null
      rows.push({ ...row, lines: lines.map((line, index) => (index === opening ? before : line)) })
    }
    rows.push(row)
  }
  return rows
}
