import { Fragment } from 'react'
import type { ServiceView } from '#core/view.ts'
import { spokenOf } from '#i18n/closed.ts'
import type { Desk } from '../desk.ts'
import { PastIncidents } from '../incident/incident-list.tsx'
import { sayLine } from '../line.tsx'
import { StatusIcon } from '../status-icon.tsx'

/** A service that its operator closed: since when, and what is on record of it. Nothing can be reported any more. */
export function ClosedPage({ desk, view }: { desk: Desk; view: ServiceView }) {
  const { t, locale } = desk
  const { service, state } = view
  const { label, heading, lede } = spokenOf(t, view)
  return (
    <>
      <div className="verdict st-unknown">
        <div className="wrap vgrid">
          <div>
            <p className="svc">
              <a href={`/${locale}/categories/${service.category.slug}`}>{service.category.name[locale]}</a>
            </p>
            <p className="label">
              <StatusIcon status="unknown" />
              {t(label)}
            </p>
            <h1>{sayLine(desk, heading, state.at)}</h1>
            <p className="lede">
              {lede.map((line) => (
                <Fragment key={line.key}>{sayLine(desk, line, state.at)}</Fragment>
              ))}
            </p>
          </div>
        </div>
      </div>
      <div className="wrap">
        <section aria-labelledby="past">
          <h2 className="h2" id="past">
            {t('service.past')}
          </h2>
          <PastIncidents desk={desk} incidents={view.pastIncidents} now={state.at} />
          <p>
            <a className="more" href={`/${locale}/status/${service.slug}/history`}>
              {t('service.history')}
            </a>
          </p>
          <p>
            <a className="more" href={`/${locale}`}>
              {t('error.home')}
            </a>
          </p>
        </section>
      </div>
    </>
  )
}

/** Who came by the address of a service that became a part of this one is told so. Nothing for others. */
export function MergedStrip({ desk, view, from }: { desk: Desk; view: ServiceView; from: string }) {
  const { locale } = desk
  const before = view.formerly?.find(({ slug }) => slug === from)
  if (!before) return null
  return (
    <div className="strip">
      <p className="wrap">
        {sayLine(
          desk,
          { key: 'closed.merged', values: { old: before.name[locale], s: view.service.name[locale] } },
          view.state.at,
        )}
      </p>
    </div>
  )
}
