import type { ReactNode } from 'react'
import type { Drawing } from '#core/chart/chart-draw.ts'
import type { ChartContext } from './context.ts'
import { Labels } from './labels.tsx'
import { Marks } from './marks.tsx'
import { Notes } from './notes.tsx'

/**
 * The drawn part of a chart. Time runs left to right in both languages; only the labels turn (DESIGN 4.9).
 * `marks` are drawn into the same box under the same labels; once `isTakenOver` they replace the server's SVG.
 */
export function Plot(props: {
  context: ChartContext
  drawing: Drawing
  id: string
  operator: string | null
  lead?: number | null | undefined
  marks?: ReactNode
  isTakenOver?: boolean
  children?: ReactNode
}): ReactNode {
  const { context, drawing } = props
  return (
    <div className="plot" dir="ltr">
      {!props.isTakenOver && <Marks drawing={drawing} />}
      {props.marks}
      <Labels
        context={context}
        drawing={drawing}
        hatch={`${props.id}-hatch`}
        notes={(layout) => (
          <Notes
            context={context}
            drawing={drawing}
            layout={layout}
            operator={props.operator}
            lead={props.lead}
          />
        )}
      />
      {props.children}
    </div>
  )
}
