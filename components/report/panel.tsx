import type { ReactNode } from 'react'
import { StatusIcon } from '../status-icon.tsx'

/** Stands in the place of the form, as high, so that nothing below moves. */
export const Panel = ({
  title,
  note,
  isGood = false,
  beside,
  children,
}: {
  title: ReactNode
  /** What can be done at once. */
  beside?: ReactNode
  note?: ReactNode
  isGood?: boolean
  children?: ReactNode
}) => (
  <div className="report panel" id="thanks">
    <div className="panel-top">
      <h2 tabIndex={-1}>
        <StatusIcon status={isGood ? 'none' : 'unknown'} />
        <span>{title}</span>
      </h2>
      {beside}
    </div>
    {note && <p className="note2">{note}</p>}
    {children}
  </div>
)

/** A new panel takes focus; a corrected number does not. */
export const focusPanel = (): void =>
  document.querySelector<HTMLElement>('#thanks h2')?.focus({ preventScroll: true })
