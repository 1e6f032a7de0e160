import type { ReactNode } from 'react'
import { plotHeight, sparkMaximum } from '#core/chart/chart.ts'
import { lineSegments } from '#core/chart/chart-spans.ts'
import type { Status } from '#core/status.ts'

/**
 * The small line beside a name, decoration for the peak that stands beside it in digits.
 * The last `hot` buckets, those of the open incident, take the status colour.
 */
export function Sparkline(props: {
  reporters: (number | null)[]
  status?: Status
  hot?: number
  className?: string
}): ReactNode {
  const { reporters, status = 'none', hot = 0 } = props
  const count = reporters.length
  const statuses = reporters.map((_, index): Status => (index >= count - hot ? status : 'none'))
  return (
    <svg
      className={`sparkline${props.className ? ` ${props.className}` : ''}`}
      viewBox={`0 0 ${count} ${plotHeight}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="mark-grid" d={`M0 ${plotHeight}h${count}`} />
      {lineSegments(reporters, statuses, sparkMaximum(reporters)).map((segment) => (
        <path key={segment.first} className={`mark-line is-${segment.status}`} d={segment.line} />
      ))}
    </svg>
  )
}
