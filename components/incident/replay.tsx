'use client'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useMemo } from 'react'
import { minuteMs } from '#core/bucket.ts'
import { momentAt } from '#core/detect/replay-moment.ts'
import type { Locale } from '#core/locale.ts'
import { createTranslator, type Messages } from '#i18n/translate.ts'
import { type Desk, deskOn } from '../desk.ts'
import { useZone } from '../live/zone.ts'
import { useIsAlive } from '../use-alive.ts'
import { type Moment, MomentView } from './moment.tsx'
import { useReplay } from './use-replay.ts'

/** Minutes that Page Up and Page Down go. */
const leap = 15

/** "12:45, Major problems, 1,284 in 15 minutes". */
function valueText({ t, clock }: Desk, { at, said }: Moment): string {
  const time = clock.time(at)
  if (!said) return t('incident.replay.valueNone', { t: time })
  const status = t(`status.${said.status}`)
  if (!said.numbers) return t('incident.replay.valueBare', { t: time, status })
  return t('incident.replay.value', { t: time, status, n: Math.round(said.numbers.reporters15m) })
}

/**
 * Goes through an incident minute by minute, with what was known and said then. Comes alive with script; without it
 * the children stand here: the moment of the peak. Its place on the chart above is drawn by style (--replay).
 */
export function Replay(props: {
  locale: Locale
  words: Messages
  id: string
  /** Start of the first minute and number of minutes of the replay. */
  from: string
  minutes: number
  /** First moment and length of the chart, ms. */
  chart: { from: number; ms: number }
  /** The moment that the children tell of; without one, the start. */
  restsAt: string | undefined
  /** Countries by code, as the server spells them. */
  names: Record<string, string>
  children: ReactNode
}): ReactNode {
  const { locale, words, minutes, chart } = props
  const zone = useZone(locale)
  const desk = useMemo(() => deskOn(createTranslator(locale, words), zone), [locale, words, zone])
  const isAlive = useIsAlive()
  const from = Date.parse(props.from)
  const { replay, hasFailed, minute, isPlaying, load, choose, toggle } = useReplay(props.id, from, minutes)
  const { t, clock } = desk
  const moment = replay && minute !== null ? momentAt(replay, minute) : null
  const at = minute === null ? null : from + minute * minuteMs
  const rest = props.restsAt === undefined ? 0 : Math.floor((Date.parse(props.restsAt) - from) / minuteMs)
  const shown = minute ?? Math.min(Math.max(0, rest), minutes)

  useEffect(() => {
    const style = document.documentElement.style
    if (at === null) return
    style.setProperty('--replay', `${Math.min(1, Math.max(0, (at - chart.from) / chart.ms)) * 100}%`)
    return () => void style.removeProperty('--replay')
  }, [at, chart.from, chart.ms])

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === ' ') toggle()
    else if (event.key === 'PageUp') choose(shown + leap)
    else if (event.key === 'PageDown') choose(shown - leap)
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className="replay-bar" dir="ltr">
        {isAlive && (
          <>
            <button type="button" className="btn" lang={locale} onClick={toggle} onPointerEnter={load}>
              {t(isPlaying ? 'incident.replay.stop' : 'incident.replay.play')}
            </button>
            <input
              type="range"
              min={0}
              max={minutes}
              step={1}
              value={shown}
              aria-label={t('incident.replay.minute')}
              aria-valuetext={moment ? valueText(desk, moment) : clock.time(from + shown * minuteMs)}
              style={{ '--at': `${(shown / minutes) * 100}%` } as CSSProperties}
              onFocus={load}
              onChange={(event) => choose(event.currentTarget.valueAsNumber)}
              onKeyDown={onKeyDown}
            />
            <output>{clock.time(from + shown * minuteMs)}</output>
          </>
        )}
      </div>
      {hasFailed && (
        <p className="sub" role="alert">
          {t('incident.replay.failed')}{' '}
          <button type="button" className="btn" onClick={load}>
            {t('incident.replay.again')}
          </button>
        </p>
      )}
      {moment ? (
        <MomentView
          desk={desk}
          moment={moment}
          names={props.names}
          title={t('incident.replay.at', { t: clock.moment(moment.at, props.from) })}
        />
      ) : (
        props.children
      )}
    </>
  )
}
