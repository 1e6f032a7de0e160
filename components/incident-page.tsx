import type { ReactNode } from 'react'
import type { IncidentView, ServiceView } from '#core/view.ts'
import { durationText } from '#i18n/time.ts'
import { getNumberFormat, type Messages } from '#i18n/translate.ts'
import { confirmedBy } from '#i18n/verdict.ts'
import type { Desk } from './desk.ts'
import { IncidentChart } from './incident-chart.tsx'
import { LeadTime } from './incident-list.tsx'
import { incidentLength, incidentName } from './incident-text.ts'
import { IncidentTimeline } from './incident-timeline.tsx'
import { sayLine } from './line.tsx'
import { ZoneName } from './live-strip.tsx'
import { say, timeTag } from './say.tsx'
import { StatusIcon } from './status-icon.tsx'
import { Time } from './time.tsx'

interface Props {
  desk: Desk
  incident: IncidentView
  series: ServiceView['series'] | null
  now: string
  /** Permanent address. */
  url: string
  /** Messages of the chart, for the browser. */
  words: Messages
}

function Summary({ desk, incident, now }: Props) {
  const { t } = desk
  const ms = incidentLength(incident, now)
  const at1 = timeTag(desk, incident.startedAt, 'moment', now)
  return incident.endedAt
    ? say(t, 'incident.sum', {
        a: '',
        b: '',
        at1,
        at2: timeTag(desk, incident.endedAt, 'moment', incident.startedAt),
        d: durationText(t, ms),
        n: incident.peak15m,
      })
    : say(t, 'incident.ongoing', { a: '', at1, d: durationText(t, ms, 'after') })
}

function Figures({ desk, incident, now }: Props) {
  const { t } = desk
  const number = getNumberFormat(t.tag)
  const rows: [string, ReactNode][] = [
    ['started', <Time key="a" desk={desk} at={incident.startedAt} />],
    ['ended', incident.endedAt ? <Time key="b" desk={desk} at={incident.endedAt} /> : t('incident.isOpen')],
    ['lasted', durationText(t, incidentLength(incident, now), 'tight')],
    ['peak', number.format(incident.peak15m)],
    ['reports', number.format(incident.reports)],
    ['lead', <LeadTime key="lead" desk={desk} minutes={incident.leadMinutes} />],
  ]
  return (
    <dl className="stats is-many">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`incident.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What this is the record of: an outage only where the operator says so too. */
function Label({ desk, incident }: Props) {
  const { t } = desk
  if (incident.falseAlarm) return t('incident.labelFalse')
  const fact = confirmedBy(incident) ? 'Confirmed' : ''
  return (
    <>
      {t(`incident.label${fact}`)} <span>{t(`incident.${incident.endedAt ? 'over' : 'open'}${fact}`)}</span>
    </>
  )
}

/** Where the numbers come from, when they are not simply counted here, and what editors say of them. */
function Notes({ desk, incident }: Props) {
  const { t, locale, clock } = desk
  const { provenance, falseAlarm } = incident
  return (
    <>
      {provenance !== 'live' && <p className="mark">{t(`incident.${provenance}`)}</p>}
      {falseAlarm && (
        <p className="mark is-false">
          {t('incident.falseAlarm', { date: clock.date(falseAlarm.at), reason: falseAlarm.reason[locale] })}
        </p>
      )}
    </>
  )
}

function Anchors({ desk, incident }: Props) {
  const { t, locale } = desk
  return (
    <section aria-labelledby="anchors">
      <h2 className="h2" id="anchors">
        {t('incident.anchors')}
      </h2>
      <p className="sub">{t('incident.anchorsNote')}</p>
      <ol className="anchors">
        {incident.anchors.map((anchor) => (
          <li key={`${anchor.at} ${anchor.source}`}>
            <b>
              <Time desk={desk} at={anchor.at} form="moment" now={incident.startedAt} />
            </b>{' '}
            {anchor.fact[locale]}
            <p>
              {t(`incident.confidence.${anchor.confidence}`)} · {t('incident.source')}:{' '}
              <bdi>{anchor.source}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The permanent, citable record of one incident. */
export function IncidentPage(props: Props) {
  const { desk, incident, series, now, url } = props
  const { t, locale } = desk
  const { service } = incident
  const name = incidentName(desk, incident, 'h1')
  return (
    <>
      <div className={`verdict st-${incident.worst}`}>
        <div className="wrap head">
          <p className="svc">
            <a href={`/${locale}/status/${service.slug}`}>
              <bdi>{service.name[locale]}</bdi>
            </a>
          </p>
          <p className="label">
            <StatusIcon status={incident.worst} />
            <Label {...props} />
          </p>
          <h1>{sayLine(desk, name, now)}</h1>
          <p className="lede">
            <Summary {...props} />
          </p>
          <p className="stamp">
            <ZoneName desk={desk} at={incident.startedAt} />
          </p>
          <Notes {...props} />
        </div>
      </div>
      <div className="wrap">
        <Figures {...props} />
        {series && (
          <section aria-label={t('incident.chart')}>
            <IncidentChart
              locale={locale}
              words={props.words}
              incident={incident}
              series={series}
              now={now}
            />
          </section>
        )}
        <div className="cols b">
          <section aria-labelledby="timeline">
            <h2 className="h2" id="timeline">
              {t('incident.timeline')}
            </h2>
            <IncidentTimeline desk={desk} incident={incident} order="oldest" now={now} />
          </section>
          <div>
            {incident.anchors.length > 0 && <Anchors {...props} />}
            <section aria-labelledby="cite">
              <h2 className="h2" id="cite">
                {t('incident.cite')}
              </h2>
              <p className="prose">
                {say(t, 'incident.citeText', {
                  brand: t('brand'),
                  title: '',
                  name: () => sayLine(desk, name, now),
                  url,
                })}
              </p>
              <a className="more" href={`/api/v1/incidents/${incident.id}`}>
                {t('incident.json')}
              </a>
            </section>
          </div>
        </div>
      </div>
    </>
  )
}
