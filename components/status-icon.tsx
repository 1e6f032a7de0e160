import type { ReactNode } from 'react'
import type { Status } from '#core/status.ts'

const ring = <circle cx="10" cy="10" r="8.2" fill="none" stroke="currentColor" strokeWidth="2" />

/** One shape a status, so that colour is never the only difference. 20 px grid, 2 px stroke. */
const shapes: Record<Status, ReactNode> = {
  none: (
    <>
      {ring}
      <path
        d="M6.2 10.3l2.7 2.7 5-5.7"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  possible: (
    <>
      <path
        d="M10 2.2L18.6 17.4H1.4z"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinejoin="round"
      />
      <path d="M10 7.6v4.6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <circle cx="10" cy="14.7" r="1.2" fill="currentColor" />
    </>
  ),
  major: (
    <>
      <path fill="currentColor" d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z" />
      <path
        d="M6.6 6.6l6.8 6.8M13.4 6.6l-6.8 6.8"
        stroke="var(--bg)"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </>
  ),
  recovering: (
    <>
      <path
        d="M10 1.8a8.2 8.2 0 1 0 8.2 8.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <path
        d="M5.2 8.6l4.4 4.4L17.6 5M17.6 5H13M17.6 5v4.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  unknown: (
    <>
      <circle
        cx="10"
        cy="10"
        r="8.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeDasharray="3.2 3.2"
      />
      <path d="M6.5 10h7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
}

/** The shape of a status; its word always stands beside it, so it is hidden from screen readers. */
export const StatusIcon = ({ status }: { status: Status }) => (
  <svg className="ic" viewBox="0 0 20 20" aria-hidden="true">
    {shapes[status]}
  </svg>
)
