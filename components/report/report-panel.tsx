'use client'
import { useEffect } from 'react'
import type { Desk } from '../desk.ts'
import { focusPanel, Panel } from './panel.tsx'
import type { ReportPhase } from './use-report.ts'

/** What is said of a report that waits. */
export const queuedText = ({ t, clock }: Desk, savedAt: number | undefined): string =>
  savedAt === undefined ? t('report.queued') : t('offline.saved', { t: clock.time(savedAt) })

/**
 * What happened to a report, as far as it must be said in the same frame and without the net. All else comes with
 * components/report/report-later.tsx.
 */
export function ReportPanel({
  desk,
  phase,
  onAgain,
}: {
  desk: Desk
  phase: ReportPhase
  onAgain: () => void
}) {
  const { t } = desk
  useEffect(focusPanel, [])
  if (phase.at === 'counted') {
    return (
      <Panel isGood title={t('report.sent', { n: phase.count })} note={t('report.sentNote')}>
        <div className="fld">
          {/* What it does comes with the rest, in a moment. */}
          <button type="button" className="btn" aria-disabled>
            {t('report.undo')}
          </button>
        </div>
      </Panel>
    )
  }
  if (phase.at === 'queued') return <Panel title={queuedText(desk, phase.savedAt)} />
  if (phase.at === 'failed') {
    return (
      <Panel title={t('report.failed')}>
        <div className="fld">
          <button type="button" className="btn" onClick={onAgain}>
            {t('report.retry')}
          </button>
        </div>
      </Panel>
    )
  }
  return <Panel title={t('report.wait')} />
}
