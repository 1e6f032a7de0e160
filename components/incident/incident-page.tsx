import { minuteMs } from '#core/bucket.ts'
import { mapQueryAt } from '#core/place/places.ts'
import type { IncidentDetail } from '#core/record/incident-detail.ts'
import type { NotePage } from '#core/report/note.ts'
import type { Messages } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { Cite, Corrections } from './cite.tsx'
import { MomentView } from './moment.tsx'
import { PlacesTable } from './places-table.tsx'
import { Replay } from './replay.tsx'
import { Said } from './said.tsx'
import { Strips } from './strips.tsx'
import { Figures, Summary } from './summary.tsx'
import './incident.css'
import { sayLine } from '../line.tsx'
import { liveMark } from '../live/live-mark.ts'
import { LiveParts } from '../live/live-parts.tsx'
import { ZoneName } from '../live/live-strip.tsx'
import { say, timeTag } from '../say.tsx'
import { countryNames } from '../service/place-list.tsx'
import { StatusIcon } from '../status-icon.tsx'
import { Time } from '../time.tsx'
import { IncidentChart } from './incident-chart.tsx'
import { PastIncidents } from './incident-list.tsx'
import { incidentName } from './incident-text.ts'
import { IncidentTimeline } from './incident-timeline.tsx'

interface Props {
  desk: Desk
  incident: IncidentDetail
  now: string
  /** Permanent address. */
  url: string
  /** Of the facts (core/record/incident-facts). */
  sha256: string
  /** Minutes that the replay tells of, from its first one on. */
  replay: { from: string; minutes: number }
  /** What people wrote while it lasted: a page of it, and what that page is older than. */
  said: { page: NotePage | null; before: string | undefined }
  /** Messages of the chart and of the replay, for the browser. */
  words: { chart: Messages; replay: Messages }
}

/** What this is the record of: an outage only where the operator says so too. */
function Label({ desk, incident }: Props) {
  const { t } = desk
  if (incident.falseAlarm) return t('incident.labelFalse')
  const fact = incident.confirmed ? 'Confirmed' : ''
  return (
    <>
      {t(`incident.label${fact}`)} <span>{t(`incident.${incident.endedAt ? 'over' : 'open'}${fact}`)}</span>
    </>
  )
}

/** Where the numbers come from, when they are not simply counted here, and what editors say of them. */
function Notes({ desk, incident }: Props) {
  const { t, locale, clock } = desk
  const { provenance, falseAlarm, mergedInto } = incident
  return (
    <>
      {provenance !== 'live' && <p className="mark">{t(`incident.${provenance}`)}</p>}
      {incident.reopenedAt && <p className="mark">{t('incident.reopened')}</p>}
      {mergedInto && (
        <p className="mark">
          {say(t, 'incident.mergedInto', {
            name: '',
            whole: () => (
              <a key="whole" href={`/${locale}/incidents/${mergedInto.id}`}>
                <bdi>{mergedInto.service.name[locale]}</bdi>
              </a>
            ),
          })}
        </p>
      )}
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

/** Every country that the page names. */
const countriesOf = ({ places, atPeak }: IncidentDetail): string[] => [
  ...new Set([...places, ...(atPeak?.places ?? [])].map(({ country }) => country)),
]

/** The chart, and the way through it minute by minute. */
function Course(props: Props & { names: Record<string, string> }) {
  const { desk, incident, now, names, replay } = props
  const { t, locale } = desk
  const { series, atPeak } = incident
  const chart = {
    from: Date.parse(series.from),
    ms: series.reporters.length * series.bucketMinutes * minuteMs,
  }
  return (
    <>
      <section aria-label={t('incident.chart')}>
        <IncidentChart
          locale={locale}
          words={props.words.chart}
          incident={incident}
          series={series}
          now={now}
        />
      </section>
      <section aria-labelledby="replay">
        <h2 className="h2" id="replay">
          {t('incident.replayTitle')}
        </h2>
        <p className="sub">{t('incident.replaySub')}</p>
        <Replay
          locale={locale}
          words={props.words.replay}
          id={incident.id}
          from={replay.from}
          minutes={replay.minutes}
          chart={chart}
          restsAt={atPeak?.at}
          names={names}
        >
          {atPeak && (
            <MomentView
              desk={desk}
              moment={atPeak}
              names={names}
              title={say(t, 'incident.atPeak', {
                t: '',
                at: timeTag(desk, atPeak.at, 'moment', incident.startedAt),
              })}
            />
          )}
        </Replay>
      </section>
    </>
  )
}

/** What people reported, where, and what rose beside it. */
function Breakdown({ desk, incident, now, names }: Props & { names: Record<string, string> }) {
  const { t, locale } = desk
  const map = incident.peakAt && mapQueryAt(Date.parse(incident.peakAt) - 1, Date.parse(now))
  return (
    <>
      {incident.strips.length > 0 && (
        <section aria-labelledby="mix-over-time">
          <h2 className="h2" id="mix-over-time">
            {t('incident.mix')}
          </h2>
          <p className="sub">{t('incident.mixSub')}</p>
          <Strips desk={desk} strips={incident.strips} series={incident.series} />
        </section>
      )}
      <section aria-labelledby="places">
        <h2 className="h2" id="places">
          {t('incident.places')}
        </h2>
        <p className="sub">{t('incident.placesSub')}</p>
        <PlacesTable desk={desk} places={incident.places} names={names} day={incident.startedAt} />
        {map !== null && (
          <a className="more" href={`/${locale}/status/${incident.service.slug}/map${map}`}>
            {t('incident.mapAtPeak')}
          </a>
        )}
      </section>
      {incident.parts.length > 0 && (
        <section aria-labelledby="parts">
          <h2 className="h2" id="parts">
            {t('incident.mergedParts')}
          </h2>
          <PastIncidents desk={desk} incidents={incident.parts} now={now} named />
        </section>
      )}
    </>
  )
}

/** The permanent, citable record of one incident. */
export function IncidentPage(props: Props) {
  const { desk, incident, now } = props
  const { t, locale } = desk
  const { service } = incident
  const names = countryNames(t.tag, countriesOf(incident))
  return (
    <>
      <div className={`verdict st-${incident.worst}${incident.endedAt ? ' is-over' : ''}`}>
        <div className="wrap head" {...liveMark}>
          <p className="svc">
            <a href={`/${locale}/status/${service.slug}`}>
              <bdi>{service.name[locale]}</bdi>
            </a>
            <a href={`/${locale}/status/${service.slug}/history`}>{t('service.history')}</a>
          </p>
          <p className="label">
            <StatusIcon status={incident.worst} />
            <Label {...props} />
          </p>
          <h1>{sayLine(desk, incidentName(desk, incident, 'h1'), now)}</h1>
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
        <div {...liveMark}>
          <Figures {...props} />
        </div>
        <Course {...props} names={names} />
        <div className="cols b">
          <div {...liveMark}>
            <Breakdown {...props} names={names} />
            <Said {...props} page={props.said.page} before={props.said.before} />
          </div>
          <div>
            <div {...liveMark}>
              <section aria-labelledby="timeline">
                <h2 className="h2" id="timeline">
                  {t('incident.timeline')}
                </h2>
                <IncidentTimeline desk={desk} incident={incident} order="oldest" now={now} />
              </section>
              <section aria-labelledby="also">
                <h2 className="h2" id="also">
                  {t('incident.also')}
                </h2>
                {incident.also.length > 0 ? (
                  <PastIncidents desk={desk} incidents={incident.also} now={now} named />
                ) : (
                  <p className="sub">{t('incident.alsoNone')}</p>
                )}
              </section>
              {incident.anchors.length > 0 && <Anchors {...props} />}
            </div>
            <Cite {...props} />
            <Corrections desk={desk} incident={incident} />
          </div>
        </div>
      </div>
      {!incident.endedAt && <LiveParts />}
    </>
  )
}
