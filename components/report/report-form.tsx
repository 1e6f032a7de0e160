'use client'
import { type FormEvent, memo, type ReactNode, useEffect, useRef } from 'react'
import { formTokenPlaceholder } from '#core/report/form-token.ts'
import type { ProblemSlug } from '#core/report/report.ts'
import type { ServiceView } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { say } from '../say.tsx'

/**
 * The front puts a fresh token in place of the placeholder. Never drawn again after hydration, or React
 * would write the placeholder back over it.
 */
const FormToken = memo(() => (
  <input type="hidden" name="token" defaultValue={formTokenPlaceholder} suppressHydrationWarning />
))

/** One tap reports: a plain form without script, the same tap answered in place with it. */
export function ReportForm({
  desk,
  view,
  takesFocus = false,
  foot,
  onReport,
  onWorks,
  onNear,
}: {
  desk: Desk
  view: Pick<ServiceView, 'service' | 'state'>
  /** It came back in the place of an answer that had focus. */
  takesFocus?: boolean
  /** In the place of what is promised to everybody. */
  foot?: ReactNode
  onReport?: (problem: ProblemSlug | null) => void
  onWorks?: () => void
  /** Somebody is about to tap. */
  onNear?: () => void
}) {
  const { service, state } = view
  const { t, locale } = desk
  const go = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (takesFocus) go.current?.focus({ preventScroll: true })
  }, [takesFocus])
  const s = service.name[locale]
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    if (!onReport) return
    event.preventDefault()
    const button = (event.nativeEvent as SubmitEvent).submitter
    if (button?.hasAttribute('formaction')) {
      onWorks?.()
      return
    }
    const chosen = button instanceof HTMLButtonElement ? button.value : ''
    onReport(service.problems.find((problem) => problem === chosen) ?? null)
  }
  const question = state.status === 'none' || state.status === 'unknown' ? 'report.qCalm' : 'report.q'
  return (
    <form
      id="report"
      className="report"
      method="post"
      action={`/${locale}/status/${service.slug}/report`}
      onSubmit={submit}
      onPointerDown={onNear}
      onFocus={onNear}
      aria-labelledby="report-question"
    >
      <FormToken />
      <h2 id="report-question">{say(t, question, { s })}</h2>
      <button ref={go} type="submit" className="go" name="problem" value="">
        <span>{say(t, 'report.go', { s })}</span>
      </button>
      <p className="or">{t('report.or')}</p>
      <div className="chips">
        {service.problems.map((problem) => (
          <button key={problem} type="submit" className="chip" name="problem" value={problem}>
            {t(`problem.${problem}`)}
          </button>
        ))}
      </div>
      <p className="rfoot">
        <button type="submit" className="plain" formAction={`/${locale}/status/${service.slug}/works`}>
          {t('report.worksMe')}
        </button>
        <span>{foot ?? t('report.anon')}</span>
      </p>
    </form>
  )
}
