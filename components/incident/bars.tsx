import type { ReactNode } from 'react'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'

/** A list of counts; the bars only repeat its numbers. */
export function Bars({ desk, rows }: { desk: Desk; rows: [name: string, count: number][] }): ReactNode {
  const most = Math.max(1, ...rows.map(([, count]) => count))
  return (
    <ol className="bars">
      {rows.map(([name, count]) => (
        <li key={name}>
          <span>{name}</span>
          <span className="v">{getNumberFormat(desk.t.tag).format(count)}</span>
          <span className="b" aria-hidden="true">
            <i style={{ inlineSize: `${((count / most) * 100).toFixed(1)}%` }} />
          </span>
        </li>
      ))}
    </ol>
  )
}
