import { isTrouble } from '#core/status.ts'
import type { ServiceRow } from '#core/view.ts'
import { Sparkline } from '../chart/sparkline.tsx'

const quarterMs = 15 * 60_000

/** A row's small line; the buckets since the trouble began take the status colour. */
export function Spark({ row }: { row: ServiceRow }) {
  const { status, since, at } = row.state
  const hot = isTrouble(status) ? Math.ceil((Date.parse(at) - Date.parse(since)) / quarterMs) + 1 : 0
  return (
    <Sparkline
      className="sp"
      reporters={row.spark.reporters}
      status={status}
      hot={Math.min(hot, row.spark.reporters.length)}
    />
  )
}
