import './play.css'
import type { ReactNode } from 'react'
import { drawChart } from '#core/chart/chart-draw.ts'
import { ruleBounds } from '#core/detect/playground.ts'
import type { PlaygroundView } from '#core/detect/playground-view.ts'
import { type Rule, ruleInForce } from '#core/detect/rule.ts'
import type { ServiceCard } from '#core/view.ts'
import { Labels } from '../chart/labels.tsx'
import { Marks } from '../chart/marks.tsx'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'
import { Time } from '../time.tsx'
import { PlayLive } from './play-live.tsx'

const figures = Object.keys(ruleInForce) as (keyof Rule)[]

/** Slider and number of one figure. Without script the number alone is there. */
function FigureRow({ desk, name, value }: { desk: Desk; name: keyof Rule; value: number }) {
  const { t } = desk
  const { least, most, step } = ruleBounds[name]
  const title = t(`method.play.${name}`)
  const given = { min: least, max: most, step, defaultValue: value }
  return (
    <div className="play-row">
      <label htmlFor={`play-${name}`}>{title}</label>
      <input
        className="needs-js"
        type="range"
        aria-label={t('method.play.slide', { name: title })}
        {...given}
      />
      <input id={`play-${name}`} name={name} type="number" inputMode="decimal" dir="ltr" {...given} />
      <small>{t('method.play.inForce', { n: ruleInForce[name] })}</small>
    </div>
  )
}

/** Two lanes under the chart: what fired, and what would have. */
function Lane({ view, kind }: { view: PlaygroundView; kind: 'real' | 'played' }) {
  const from = Date.parse(view.from)
  const length = Date.parse(view.to) - from
  const share = (at: string | null): number =>
    Math.min(100, Math.max(0, ((at === null ? from + length : Date.parse(at)) - from) / length) * 100)
  return (
    <svg aria-hidden="true">
      {view[kind].map((one) => {
        const x = share(one.startedAt)
        const width = Math.max(0.4, share(one.endedAt) - x)
        return (
          <rect
            key={one.startedAt}
            className={`is-${one.worst}`}
            x={`${x.toFixed(2)}%`}
            width={`${width.toFixed(2)}%`}
            height="100%"
          />
        )
      })}
    </svg>
  )
}

function Chart({ desk, view }: { desk: Desk; view: PlaygroundView }) {
  const { t, clock } = desk
  const now = Date.parse(view.to)
  const context = { t, zone: clock.zone, now }
  const input = { series: view.series, spans: view.spans.played, official: [], now, zone: clock.zone }
  const drawing = drawChart(input)
  return (
    <figure className="report-chart" aria-labelledby="play-chart">
      <h3 className="h3" id="play-chart">
        {t('method.play.chart')}
      </h3>
      <p className="chart-sub">
        {t('method.play.chartSub', { from: clock.date(view.from), to: clock.date(view.to) })}
      </p>
      <div className="plot" dir="ltr">
        <Marks drawing={drawing} />
        <Labels context={context} drawing={drawing} hatch="play-hatch" notes={() => null} />
      </div>
      <dl className="play-lanes">
        {(['real', 'played'] as const).map((kind) => (
          <div key={kind}>
            <dt>
              {t(kind === 'real' ? 'method.play.laneReal' : 'method.play.lanePlayed')}
              {view[kind].length === 0 && `: ${t('method.play.none')}`}
            </dt>
            <dd dir="ltr">
              <Lane view={view} kind={kind} />
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  )
}

interface Line {
  startedAt: string
  detectedAt: string | null
  endedAt: string | null
  worst: 'possible' | 'major'
  kind: 'new' | 'same' | 'lost'
  id: string | null
}

function linesOf({ played, real }: PlaygroundView): Line[] {
  const would = played.map((one): Line => ({ ...one, kind: one.isNew ? 'new' : 'same', id: null }))
  const lost = real.filter((one) => one.isLost)
  return [...would, ...lost.map((one): Line => ({ ...one, detectedAt: null, kind: 'lost' }))].sort((a, b) =>
    a.startedAt < b.startedAt ? -1 : 1,
  )
}

function Table({ desk, view }: { desk: Desk; view: PlaygroundView }) {
  const { t, locale } = desk
  const lines = linesOf(view)
  if (lines.length === 0) return null
  const time = (at: string) => <Time desk={desk} at={at} form="moment" now={view.to} />
  return (
    <section className="play-scroll" aria-label={t('method.play.table')}>
      <table>
        <caption className="vh">{t('method.play.table')}</caption>
        <thead>
          <tr>
            {(['began', 'said', 'ended', 'how', 'what'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`method.play.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.startedAt} ${line.kind}`}>
              <th scope="row">
                {line.id ? (
                  <a href={`/${locale}/incidents/${line.id}`}>{time(line.startedAt)}</a>
                ) : (
                  time(line.startedAt)
                )}
              </th>
              <td>{line.detectedAt ? time(line.detectedAt) : '–'}</td>
              <td>{line.endedAt ? time(line.endedAt) : t('method.play.open')}</td>
              <td>{t(`status.${line.worst}`)}</td>
              <td>{t(`method.play.kind.${line.kind}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Result({ desk, view }: { desk: Desk; view: PlaygroundView }) {
  const { t } = desk
  const { minutes, networksKnown, spread } = view.data
  const percent = (part: number): number => (minutes === 0 ? 0 : Math.round((100 * part) / minutes))
  const isInForce = figures.every((name) => view.rule[name] === view.inForce[name])
  const query = new URLSearchParams(figures.map((name) => [name, String(view.rule[name])]))
  return (
    <>
      {isInForce && <p className="prose">{t('method.play.isInForce')}</p>}
      <Chart desk={desk} view={view} />
      <Table desk={desk} view={view} />
      <p className="prose">
        {minutes === 0
          ? t('method.play.noData')
          : t('method.play.data', { n: minutes, k: percent(networksKnown), q: percent(spread) })}
      </p>
      <a className="more" href={`/api/v1/services/${view.service.slug}/playground?${query}`}>
        {t('method.play.api')}
      </a>
    </>
  )
}

/** What was found for the thresholds asked for: an answer, nobody by that name, or too many at once. */
export type PlayFound = { view: PlaygroundView } | { unknown: string } | { full: true }

/** The threshold playground: a form that works as it is, and what its thresholds would have said. */
export function PlayPage(props: {
  desk: Desk
  asked: string
  service: ServiceCard | null
  rule: Rule
  found: PlayFound
}): ReactNode {
  const { desk, service, rule, found } = props
  const { t, locale } = desk
  const address = `/${locale}/methodology/playground`
  const name = service?.name[locale] ?? props.asked
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('method.play.h1')}</h1>
        <p className="lede">{t('method.play.lead')}</p>
      </div>
      <section aria-labelledby="play-form">
        <h2 className="h2" id="play-form">
          {t('method.play.form')}
        </h2>
        <form className="play-form" method="get" action={address}>
          <div className="fld">
            <label htmlFor="play-service">{t('method.play.service')}</label>
            <input id="play-service" name="s" type="search" defaultValue={name} maxLength={80} />
          </div>
          {figures.map((figure) => (
            <FigureRow key={figure} desk={desk} name={figure} value={rule[figure]} />
          ))}
          <div className="play-turn">
            <button type="submit" className="btn">
              {t('method.play.show')}
            </button>
            <a href={service ? `${address}?s=${encodeURIComponent(service.slug)}` : address}>
              {t('method.play.reset')}
            </a>
          </div>
        </form>
        <p className="prose">{t('method.play.nats')}</p>
      </section>
      <section aria-labelledby="play-h">
        <h2 className="h2" id="play-h">
          {t('method.play.result')}
        </h2>
        <p className="play-said" id="play-said" role="status">
          {'view' in found &&
            t('method.play.counts', {
              n: found.view.counts.incidents,
              a: found.view.counts.fresh,
              b: found.view.counts.lost,
            })}
          {'unknown' in found && say(t, 'method.play.unknown', { q: found.unknown })}
          {'full' in found && t('method.play.full')}
        </p>
        <div id="play-result">{'view' in found && <Result desk={desk} view={found.view} />}</div>
      </section>
      <PlayLive />
    </div>
  )
}
