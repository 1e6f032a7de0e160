'use client'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { type Range, rangeNames } from '#core/bucket.ts'
import type { Locale } from '#core/locale.ts'
import type { Status } from '#core/status.ts'
import type { ServiceView } from '#core/view.ts'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { useHeldMaximum } from '../chart/chart-island.tsx'
import { ReportChart } from '../chart/report-chart.tsx'
import { type Desk, deskOn } from '../desk.ts'
import { PastIncidents } from '../incident/incident-list.tsx'
import { IncidentTimeline } from '../incident/incident-timeline.tsx'
import { LiveNotes } from '../notes/live-notes.tsx'
import { ReportForm } from '../report/report-form.tsx'
import { ReportPanel, saidAtOnce } from '../report/report-panel.tsx'
import { useReport } from '../report/use-report.ts'
import { plain, say, timeTag } from '../say.tsx'
import { PlaceList } from '../service/place-list.tsx'
import { ProblemList } from '../service/problem-list.tsx'
import { StatusBanner } from '../service/status-banner.tsx'
import { LiveStrip } from './live-strip.tsx'
import { OnOpen } from './on-open.tsx'
import { useLater } from './use-later.ts'
import { useLiveService } from './use-live-service.ts'
import { useZone } from './zone.ts'

/** A sentence for screen readers when the status changes, and never for a count. */
function useStatusNews(desk: Desk, view: ServiceView): string {
  const [news, setNews] = useState('')
  const last = useRef<Status>(view.state.status)
  const { status, since } = view.state
  useEffect(() => {
    if (last.current === status) return
    const word = (of: Status): string => desk.t(`status.word.${of}`)
    const s = view.service.name[desk.locale]
    const change = { s, from: word(last.current), to: word(status), t: desk.clock.time(since) }
    const told = plain(desk.t, 'status.changed', change)
    setNews(told)
    // A page in the background has its title to say it with.
    document.title = told
    last.current = status
  }, [desk, view.service, status, since])
  return news
}

/** Ranges as addresses: they work without script and can be pasted. */
const rangeLinks = (path: string): Record<Range, string> =>
  Object.fromEntries(
    rangeNames.map((name) => [name, `${path}${name === '24h' ? '' : `?range=${name}`}#reports`]),
  ) as Record<Range, string>

const fetchLater = async () => {
  const { ReportLater } = await import('../report/report-later.tsx')
  return ReportLater
}

export interface LiveServiceProps {
  locale: Locale
  messages: Messages
  view: ServiceView
  range: Range
  /** Names of the countries in the view, as the server spells them. */
  countries: Record<string, string>
  /** In the place of the form, after a report without script: drawn by the server alone. */
  answer: ReactNode
  /** Who says that it works, and what people wrote. */
  works: ReactNode
  notes: ReactNode
  /** How long its incidents usually last: likewise. */
  typical: ReactNode
  /** The service's own parts, other services, how to pass the page on, and how we decide: likewise. */
  parts: ReactNode
  related: ReactNode
  share: ReactNode
  how: ReactNode
}

/** The service page below the masthead, kept fresh in the browser. The first HTML is the same, without it. */
export function LiveService({
  locale,
  messages,
  view: first,
  range,
  countries,
  answer,
  works,
  notes,
  typical,
  parts,
  related,
  share,
  how,
}: LiveServiceProps) {
  const zone = useZone(locale)
  const desk = useMemo(() => deskOn(createTranslator(locale, messages), zone), [locale, messages, zone])
  const { view, liveness, mine, rest } = useLiveService(first, range)
  const { service, state, incident } = view
  const report = useReport({
    slug: service.slug,
    count: state.reports15m,
    initial: { at: answer ? 'answered' : 'form' },
    onMine: mine,
  })
  const news = useStatusNews(desk, view)
  const { t } = desk
  const { phase } = report
  const { part: Later, desk: full, load } = useLater(desk, messages, zone, fetchLater)
  const isForm = phase.at === 'form'
  const atFirst = useRef(phase)
  useEffect(() => {
    if (phase !== atFirst.current && phase.at !== 'form') load()
  }, [phase, load])

  return (
    <>
      <LiveStrip
        desk={desk}
        at={state.at}
        liveness={state.stale && liveness === 'live' ? 'delayed' : liveness}
      />
      <div className={`verdict st-${state.status}`}>
        <div className="wrap vgrid">
          <StatusBanner desk={desk} view={view} names={countries} liveness={liveness} />
          {service.paused ? (
            <div className="report panel">
              <h2>{t('service.paused')}</h2>
            </div>
          ) : phase.at === 'answered' ? (
            answer
          ) : isForm ? (
            <ReportForm
              desk={desk}
              view={view}
              takesFocus={phase !== atFirst.current}
              foot={rest && <rest.Reported desk={desk} slug={service.slug} />}
              onReport={report.report}
              onWorks={() => report.show({ at: 'tellWorks' })}
              onNear={() => {
                void report.prepare()
                load()
              }}
            />
          ) : Later && full && !saidAtOnce(phase) ? (
            <Later
              desk={full}
              slug={service.slug}
              problems={service.problems}
              phase={phase}
              count={state.reports15m}
              now={state.at}
              isOpen={incident !== null}
              report={report}
            />
          ) : (
            <ReportPanel
              key={phase.at}
              desk={desk}
              phase={phase}
              onAgain={report.again}
              onBack={report.reset}
            />
          )}
        </div>
      </div>
      {rest && !service.paused && isForm && (
        <rest.ReportBar
          desk={desk}
          slug={service.slug}
          name={service.name[locale]}
          onReport={() => report.report(null)}
        />
      )}
      <div className="wrap">
        <div className="cols">
          <section id="reports" aria-labelledby="chart-title">
            {parts}
            <ReportChart
              t={t}
              view={view}
              zone={zone}
              now={state.at}
              rangeLinks={rangeLinks(`/${locale}/status/${service.slug}`)}
              maximumAtLeast={useHeldMaximum(view, state.at)}
            />
            {works}
          </section>
          <aside>
            <ProblemList desk={desk} problems={view.problems} />
            <PlaceList
              desk={desk}
              places={view.places}
              names={countries}
              map={`/${locale}/status/${service.slug}/map`}
            />
          </aside>
        </div>
        <div className="cols b">
          <div>
            <section aria-labelledby="timeline">
              <h2 className="h2" id="timeline">
                {t(incident ? 'service.timeline' : 'service.past')}
              </h2>
              {incident ? (
                <>
                  <p className="sub">
                    {say(t, 'service.timelineSub', { maker: service.operator.name[locale] })}
                  </p>
                  <IncidentTimeline desk={desk} incident={incident} order="newest" now={state.at} />
                  <a className="more" href={`/${locale}/incidents/${incident.id}`}>
                    {t('service.openIncident')}
                  </a>
                </>
              ) : (
                <PastIncidents desk={desk} incidents={view.pastIncidents} now={state.at} />
              )}
              {typical}
              <a className="more" href={`/${locale}/status/${service.slug}/history`}>
                {t('service.history')}
              </a>
            </section>
          </div>
          <section aria-labelledby="notes">
            <h2 className="h2" id="notes">
              {t('note.h')}
            </h2>
            <p className="sub">{t('note.sub')}</p>
            <LiveNotes {...{ desk, messages, zone }} slug={service.slug} now={state.at}>
              {notes}
            </LiveNotes>
          </section>
        </div>
        {related && (
          <section aria-labelledby="related">
            <h2 className="h2" id="related">
              {t('service.related')}
            </h2>
            <p className="sub">
              {view.networkSince
                ? say(t, 'service.network', {
                    s: service.name[locale],
                    t: '',
                    at: timeTag(desk, view.networkSince, 'time'),
                  })
                : t('service.relatedSub')}
            </p>
            {related}
          </section>
        )}
        <div className="cols half">{share}</div>
      </div>
      {rest && <rest.LiveLists desk={desk} now={state.at} />}
      <OnOpen desk={desk} at={state.verdict?.at}>
        {how}
      </OnOpen>
      <p className="vh" role="status">
        {news}
      </p>
    </>
  )
}
