'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Desk } from './desk.ts'
import { say, timeTag } from './say.tsx'
import { StatusIcon } from './status-icon.tsx'
import type { ReportPhase } from './use-report.ts'

const undoSeconds = 10

/** Seconds left to undo with a button, null until it runs; then a plain link does the same for half an hour. */
function useCountdown(isRunning: boolean): number | null {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    if (!isRunning) return
    setLeft(undoSeconds)
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, (seconds ?? undoSeconds) - 1)), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  return left
}

/** Undo: a form of its own, so that it also works on the page that answers a report without script. */
function Undo({
  desk,
  slug,
  receipt,
  onUndo,
}: {
  desk: Desk
  slug: string
  receipt: string | null
  onUndo?: (receipt: string) => void
}) {
  const left = useCountdown(receipt !== null && onUndo !== undefined)
  const { t, locale } = desk
  return (
    <form
      method="post"
      action={`/${locale}/status/${slug}/report/undo`}
      onSubmit={(event) => {
        if (!onUndo) return
        event.preventDefault()
        if (receipt) onUndo(receipt)
      }}
    >
      <input type="hidden" name="receipt" value={receipt ?? ''} />
      {left !== 0 ? (
        <button type="submit" className="btn" aria-disabled={receipt === null}>
          {t('report.undo')}
          {left !== null && <span aria-hidden="true">({left})</span>}
        </button>
      ) : (
        <button type="submit" className="plain">
          {t('report.remove')}
        </button>
      )}
    </form>
  )
}

/** What happened to a report, in the place of the form and as high, so that nothing below moves. */
export function ReportPanel({
  desk,
  slug,
  phase,
  now,
  takesFocus,
  onUndo,
  onAgain,
  onReset,
}: {
  desk: Desk
  slug: string
  phase: Exclude<ReportPhase, { at: 'form' }>
  /** The moment the page speaks of, for "yesterday". */
  now: string
  /** After a tap, not when the page was loaded with the panel on it. */
  takesFocus: boolean
  onUndo?: (receipt: string) => void
  onAgain?: () => void
  onReset?: () => void
}) {
  const { t, locale } = desk
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true })
  }, [takesFocus])
  const form = `/${locale}/status/${slug}`
  const back = (key: string): ReactNode => (
    <a
      className="btn"
      href={form}
      onClick={(event) => {
        if (!onReset) return
        event.preventDefault()
        onReset()
      }}
    >
      {t(key)}
    </a>
  )
  const panel = (title: ReactNode, note: ReactNode, action: ReactNode): ReactNode => (
    <div className="report panel" id="thanks">
      <h2 ref={heading} tabIndex={-1}>
        <StatusIcon status={phase.at === 'counted' || phase.at === 'undone' ? 'none' : 'unknown'} />
        <span>{title}</span>
      </h2>
      {note && <p className="note2">{note}</p>}
      {action && <div className="fld">{action}</div>}
    </div>
  )
  switch (phase.at) {
    case 'counted':
      return panel(
        t('report.sent', { n: phase.count }),
        t(phase.isUndoLost ? 'report.undoLost' : 'report.sentNote'),
        <Undo desk={desk} slug={slug} receipt={phase.receipt} onUndo={onUndo} />,
      )
    case 'duplicate': {
      const said = phase.countedAt
        ? say(t, 'report.dup', { t: '', at: timeTag(desk, phase.countedAt, 'moment', now) })
        : t('report.dupNoTime')
      return panel(said, t('report.dupWhy'), null)
    }
    case 'queued':
      return panel(t('report.queued'), null, null)
    case 'failed':
      return panel(
        t('report.failed'),
        null,
        <button type="button" className="btn" onClick={onAgain}>
          {t('report.retry')}
        </button>,
      )
    case 'busy':
      return panel(t('report.busy'), t('report.busyWhy'), back('report.back'))
    case 'slow':
      return panel(t('report.slow'), null, back('report.back'))
    case 'invalid':
      return panel(t('report.invalid'), null, back('report.back'))
    case 'paused':
      return panel(t('service.paused'), null, null)
    case 'refused':
      return panel(phase.title || t('report.slow'), null, back('report.back'))
    case 'undone':
      return panel(t('report.undone'), null, back('report.again'))
    case 'gone':
      return panel(t('report.undoGone'), null, back('report.back'))
  }
}
