import './platform.css'
import type { ReactNode } from 'react'
import type { PlatformPart, PlatformView } from '#core/platform.ts'
import type { Status } from '#core/status.ts'
import { durationText } from '#i18n/time.ts'
import type { Desk } from '../desk.ts'
import { StatusIcon } from '../status-icon.tsx'
import { Time } from '../time.tsx'

/** The shape that stands for a word. */
const shapes: Record<PlatformPart['word'], Status> = {
  ok: 'none',
  late: 'possible',
  down: 'major',
  unknown: 'unknown',
  none: 'unknown',
}

/** A message with a time in it, drawn as one that follows the reader's zone. */
const timed = (desk: Desk, key: string, at: string, now: string): ReactNode => (
  <>
    {desk.t.rich<ReactNode>(key, { t: '\u0001' }).map((piece) =>
      typeof piece === 'string' && piece.includes('\u0001') ? (
        <span key={key}>
          {piece.split('\u0001')[0]}
          <Time desk={desk} at={at} form="moment" now={now} />
          {piece.split('\u0001')[1]}
        </span>
      ) : (
        piece
      ),
    )}
  </>
)

function Part({ desk, part, now }: { desk: Desk; part: PlatformPart; now: string }) {
  const { t } = desk
  const { name, word, lastGoodAt, medianMs, answers } = part
  const isAnswering = name !== 'official' && name !== 'streams'
  return (
    <li className={`st-${shapes[word]}`}>
      <b>{t(`platform.part.${name}`)}</b>
      <span className="word">
        <StatusIcon status={shapes[word]} />
        {t(`platform.word.${word}`)}
      </span>
      <small>
        {medianMs !== null &&
          answers !== null &&
          `${t('platform.median', { n: medianMs, k: answers })}${t('between')}`}
        {lastGoodAt &&
          timed(desk, name === 'detector' ? 'platform.ran' : 'platform.lastGood', lastGoodAt, now)}
        {!lastGoodAt && isAnswering && word !== 'unknown' && t('platform.noneYet')}
        {name === 'official' && t('platform.officialNone')}
      </small>
    </li>
  )
}

function Strip({ desk, days }: { desk: Desk; days: NonNullable<PlatformView['days']> }) {
  const { t, clock } = desk
  const kind = (missing: number | null) => (missing === null ? 'none' : missing > 0 ? 'gap' : 'full')
  const count = (of: string) => days.filter((day) => kind(day.missingMinutes) === of).length
  const said = t('platform.stripAlt', { full: count('full'), gaps: count('gap'), none: count('none') })
  return (
    <>
      <div dir="ltr">
        <svg
          className="days"
          viewBox={`0 0 ${days.length * 10} 34`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {days.map((day, index) => {
            const missing = day.missingMinutes
            const isGap = kind(missing) === 'gap'
            return (
              <rect
                key={day.day}
                className={`is-${kind(missing)}`}
                x={index * 10 + 1}
                width={8}
                y={isGap ? 0 : 8}
                height={isGap ? 34 : 26}
              />
            )
          })}
        </svg>
        <p className="days-ends">
          <span>
            <bdi>{clock.date(days[0]!.day)}</bdi>
          </span>
          <span>
            <bdi>{clock.date(days.at(-1)!.day)}</bdi>
          </span>
        </p>
      </div>
      <p className="sub">{said}</p>
    </>
  )
}

/** Can the numbers be trusted right now? Drawn from what the front knows; needs no database. */
export function PlatformPage({ desk, view }: { desk: Desk; view: PlatformView | null }) {
  const { t } = desk
  if (!view) {
    return (
      <div className="wrap">
        <div className="head">
          <h1>{t('platform.h1')}</h1>
          <p className="lede">{t('platform.unread')}</p>
          <a className="more" href="/api/v1/platform">
            {t('platform.api')}
          </a>
        </div>
      </div>
    )
  }
  const { at, behindSeconds } = view
  const sentence = view.onTime
    ? t('platform.ok')
    : behindSeconds === null
      ? t('platform.silent')
      : t('platform.late', { d: durationText(t, behindSeconds * 1000, 'after') })
  const gap = (one: { from: string; to: string }) =>
    t('platform.gap', {
      t1: desk.clock.moment(one.from, at),
      t2: `${desk.clock.moment(one.to, at)} (${desk.clock.zoneName(one.to)})`,
    })
  const part = (key: string, content: ReactNode) => (
    <section aria-labelledby={key}>
      <h2 className="h2" id={key}>
        {t(`platform.${key}H`)}
      </h2>
      {content}
    </section>
  )
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('platform.h1')}</h1>
        <p className="lede">
          <b>{sentence}</b> {timed(desk, 'platform.asOf', at, at)}
        </p>
        {view.storeAway && view.knownAt && (
          <p className="prose">{timed(desk, 'platform.away', view.knownAt, at)}</p>
        )}
      </div>
      {part(
        'parts',
        <ul className="parts">
          {view.parts.map((one) => (
            <Part key={one.name} desk={desk} part={one} now={at} />
          ))}
        </ul>,
      )}
      {part(
        'gaps',
        <>
          <p className="prose">{t('platform.gaps')}</p>
          {view.gaps && view.gaps.length > 0 ? (
            <ul className="rules">
              {view.gaps.map((one) => (
                <li key={one.from}>{gap(one)}</li>
              ))}
            </ul>
          ) : (
            <p className="prose">{t(view.gaps ? 'platform.gapsNone' : 'platform.gapsUnread')}</p>
          )}
        </>,
      )}
      {part(
        'strip',
        <>
          <p className="prose">{t('platform.strip')}</p>
          {view.days && <Strip desk={desk} days={view.days} />}
        </>,
      )}
      {part('incidents', <p className="prose">{t('platform.incidents')}</p>)}
      {part(
        'where',
        <>
          <p className="prose">
            {t('platform.where')} {t('platform.processes', { n: view.processes })}
          </p>
          <a className="more" href="/api/v1/platform">
            {t('platform.api')}
          </a>
        </>,
      )}
    </div>
  )
}
