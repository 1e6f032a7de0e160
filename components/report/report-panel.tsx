'use client'
import { type ReactNode, useEffect } from 'react'
import type { Desk } from '../desk.ts'
import { focusPanel, Panel } from './panel.tsx'
import { deviceQueue } from './report-queue.ts'
import type { ReportPhase } from './use-report.ts'

/** Where this panel says all there is to say. */
export const saidAtOnce = ({ at }: ReportPhase): boolean => at === 'queued' || at === 'failed'

/**
 * What happened to a report, as far as it must be said in the same frame and without the net. All else comes with
 * components/report/report-later.tsx.
 */
export function ReportPanel({
  desk: { t, clock },
  phase,
  onAgain,
  onBack,
}: {
  desk: Desk
  phase: ReportPhase
  onAgain: () => void
  onBack: () => void
}) {
  const button = (key: string, press?: () => void): ReactNode => (
    <button type="button" className="btn" aria-disabled={!press} onClick={press}>
      {t(key)}
    </button>
  )
  useEffect(focusPanel, [])
  if (phase.at === 'counted') {
    return (
      <Panel
        isGood
        title={t('report.sent', { n: phase.count })}
        note={t('report.sentNote')}
        // What it does comes with the rest, in a moment.
        beside={button('report.undo')}
      />
    )
  }
  if (phase.at === 'queued') {
    const { savedAt, key } = phase
    if (!savedAt) return <Panel title={t('report.queued')} />
    const discard = (): void => {
      if (key) deviceQueue()?.discard(key)
      onBack()
    }
    return (
      <Panel title={t('offline.saved', { t: clock.time(savedAt) })} note={t('offline.savedNote')}>
        <div className="fld">{button('offline.discard', discard)}</div>
      </Panel>
    )
  }
  if (phase.at === 'failed') {
    return (
      <Panel title={t('report.failed')}>
        <div className="fld">{button('report.retry', onAgain)}</div>
      </Panel>
    )
  }
  return <Panel title={t('report.wait')} />
}
