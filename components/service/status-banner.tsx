import { Fragment } from 'react'
import type { ServiceView } from '#core/view.ts'
import { verdictOf } from '#i18n/verdict.ts'
import type { Desk } from '../desk.ts'
import { sayLine } from '../line.tsx'
import { type Liveness, LiveStamp } from '../live/live-strip.tsx'
import { StatusIcon } from '../status-icon.tsx'
import { Around } from './around.tsx'

/** The answer: who, status, verdict, number, time. A screen reader hears the label before the heading. */
export function StatusBanner({
  desk,
  view,
  names,
  liveness = 'live',
}: {
  desk: Desk
  view: ServiceView
  /** Of countries, as the server spells them. */
  names: Record<string, string>
  liveness?: Liveness
}) {
  const spoken = verdictOf(desk.t, view)
  const { service, state } = view
  const name = service.name[desk.locale]
  return (
    <div>
      <p className="svc">
        <span className="logo" aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </span>
        <span>
          <b>
            <bdi>{name}</bdi>
          </b>
          <br />
          <a href={`/${desk.locale}/categories/${service.category.slug}`}>
            {service.category.name[desk.locale]}
          </a>
        </span>
      </p>
      <p className="label">
        <StatusIcon status={state.status} />
        {desk.t(spoken.label)} {spoken.lasting && <span>{sayLine(desk, spoken.lasting, state.at)}</span>}
      </p>
      <h1>{sayLine(desk, spoken.heading, state.at)}</h1>
      <p className="lede">
        {spoken.lede.map((line) => (
          <Fragment key={line.key}>{sayLine(desk, line, state.at)}</Fragment>
        ))}
      </p>
      {spoken.overlay && (
        <p className="overlay">
          <svg viewBox="0 0 18 18" aria-hidden="true">
            <rect x="2.5" y="2.5" width="13" height="13" rx="2" />
          </svg>
          <span>{sayLine(desk, spoken.overlay, state.at)}</span>
        </p>
      )}
      <Around desk={desk} view={view} names={names} />
      <LiveStamp desk={desk} at={state.at} liveness={state.stale ? 'delayed' : liveness} />
    </div>
  )
}
