'use client'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Challenge } from '#core/report/proof.ts'
import type { ProblemSlug, ReportDetails } from '#core/report/report.ts'
import { lengthOf, longestNote } from '#core/text.ts'
import { forgetReported, receiptOf, rememberReported } from '#device/reported.ts'
import type { Desk } from '../desk.ts'
import { PushButton } from '../follow/push-button.tsx'
import { redrawnEvent } from '../live/live-parts.tsx'
import { DetailsForm } from './details-form.tsx'
import { removeReport, sendDetails, sendWorks } from './details-sender.ts'
import { focusPanel, Panel } from './panel.tsx'
import { workOut } from './proof.ts'
import { isGoodNews, plainPanels, sayCounted, sayHidden } from './report-text.ts'
import { Undo } from './report-undo.tsx'
import type { ReportPhase, useReport } from './use-report.ts'

/** The counter stands from here on. */
const countFrom = 200

type Props = {
  desk: Desk
  slug: string
  problems: ProblemSlug[]
  phase: ReportPhase
  /** People in the last quarter-hour, as the page shows it now. */
  count: number
  now: string
  /** There is an incident, whose end may be waited for. */
  isOpen: boolean
  report: ReturnType<typeof useReport>
}

/** All that may follow a tap. Comes when a finger nears the form, so that those who only read do not carry it. */
export function ReportLater(props: Props) {
  const { desk, phase, report, now } = props
  const { t } = desk
  const last = useRef(phase.at)
  useEffect(() => {
    // What had focus went with the form, or with what stood here until this code came.
    if (last.current !== phase.at || document.activeElement === document.body) focusPanel()
    last.current = phase.at
  }, [phase.at])
  const counted = phase.at === 'counted' ? phase.receipt : null
  useEffect(() => {
    if (counted) rememberReported(props.slug, Date.now(), counted)
  }, [counted, props.slug])
  const [fault, setFault] = useState<string | null>(null)
  const undo = async (receipt: string): Promise<void> => {
    const done = await removeReport(receipt)
    if (done === 'unreached') {
      if (phase.at === 'counted') report.show({ ...phase, isUndoLost: true })
      else setFault(t('report.undoLost'))
      return
    }
    if (done === 'removed') report.mine(0)
    forgetReported(props.slug, Date.now())
    report.show({ at: done === 'removed' ? 'undone' : 'gone' })
  }
  const works = async (): Promise<void> => {
    const done = await sendWorks(props.slug)
    if (done) report.show({ at: 'works' })
    else if (phase.at === 'tellWorks') report.show({ at: 'slow' })
    else setFault(t('note.failed'))
  }
  const asked = useRef(false)
  useEffect(() => {
    if (phase.at !== 'tellWorks') asked.current = false
    else if (!asked.current) {
      asked.current = true
      void works()
    }
  })
  const button = (key: string, press: () => void): ReactNode => (
    <button type="button" className="btn" onClick={press}>
      {t(key)}
    </button>
  )
  const failed = fault && (
    <p className="fault" role="alert">
      {fault}
    </p>
  )

  switch (phase.at) {
    case 'counted':
      return (
        <Panel
          isGood
          title={t('report.sent', { n: Math.max(phase.count, props.count) })}
          note={phase.isUndoLost && t('report.undoLost')}
          beside={<Undo desk={desk} receipt={phase.receipt} onUndo={(receipt) => void undo(receipt)} />}
        >
          <Details {...props} receipt={phase.receipt} problem={phase.problem} withPlace />
        </Panel>
      )
    case 'adding':
      return (
        <Panel isGood title={t('report.dupNoTime')}>
          <Details {...props} receipt={phase.receipt} problem={phase.problem} withPlace={false} />
        </Panel>
      )
    case 'thanked':
      return (
        <Panel
          isGood
          title={t('report.thanks', { n: Math.max(phase.count, props.count) })}
          note={sayHidden(desk, phase.hidden)}
        >
          <div className="fld">
            {button('report.worksNow', () => void works())}
            <a className="btn" href="#share">
              {t('report.share')}
            </a>
          </div>
          {failed}
          <TellMe desk={desk} slug={props.slug} />
          {/* Where this browser cannot be told, by the other ways there are. */}
          {props.isOpen && (
            <a className="more tell-else" href="#follow">
              {t('report.tell')}
            </a>
          )}
          <button type="button" className="plain" onClick={() => void undo(phase.receipt)}>
            {t('report.remove')}
          </button>
        </Panel>
      )
    case 'duplicate': {
      const { receipt, added } = phase
      const first = receiptOf(props.slug, Date.now())
      const title = added
        ? t('report.added', { kind: t(`problem.${added}`) })
        : sayCounted(desk, phase.countedAt, now)
      return (
        <Panel isGood title={title} note={t('report.dupWhy')}>
          <div className="fld">
            {receipt &&
              button('report.add', () => report.show({ at: 'adding', receipt, problem: added ?? null }))}
            {button('report.worksNow', () => void works())}
          </div>
          {failed}
          {first && (
            <button type="button" className="plain" onClick={() => void undo(first)}>
              {t('report.remove')}
            </button>
          )}
        </Panel>
      )
    }
    case 'check':
      return <Check desk={desk} challenge={phase.challenge} onDone={report.prove} />
    case 'refused':
      return (
        <Panel title={phase.title || t('report.slow')}>
          <div className="fld">{button('report.back', report.reset)}</div>
        </Panel>
      )
    case 'tellWorks':
      return <Panel title={t('report.wait')} />
    case 'form':
    case 'answered':
    case 'queued':
    case 'failed':
      return null
    default: {
      const [title, note, back] = plainPanels[phase.at]
      return (
        <Panel isGood={isGoodNews(phase.at)} title={t(title)} note={note && t(note)}>
          {back && <div className="fld">{button(back, report.reset)}</div>}
        </Panel>
      )
    }
  }
}

/** "Tell me when it is over": the device's script paints it, or leaves it hidden. */
function TellMe({ desk, slug }: { desk: Desk; slug: string }) {
  useEffect(() => void document.dispatchEvent(new Event(redrawnEvent)), [])
  return <PushButton t={desk.t} slug={slug} />
}

/** The second step. It is there before the desk has answered; what is written meanwhile is sent then. */
function Details({
  desk,
  slug,
  problems,
  report,
  count,
  receipt,
  problem,
  withPlace,
}: Props & { receipt: string | null; problem: ProblemSlug | null; withPlace: boolean }) {
  const { t } = desk
  const [left, setLeft] = useState<number | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)
  if (receipt === null) return null
  const read = (form: HTMLFormElement): ReportDetails => {
    const fields = new FormData(form)
    const given = (name: string): string => String(fields.get(name) ?? '')
    const [kind, country, note] = [given('problem'), given('country'), given('note')]
    const known = problems.find((one) => one === kind)
    return { ...(known && { problem: known }), ...(country && { country }), ...(note.trim() && { note }) }
  }
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (isSending) return
    setSending(true)
    const sent = await sendDetails(receipt, read(event.currentTarget))
    setSending(false)
    if (sent.kind === 'added')
      report.show({ at: 'thanked', receipt, count: sent.answer.reports15m, hidden: sent.answer.hidden })
    else if (sent.kind === 'gone') report.show({ at: 'gone' })
    else setFault(t(sent.kind === 'unreadable' ? 'report.noteBad' : 'report.addFailed'))
  }
  const leftText = left === null ? null : t('report.left', { n: Math.max(0, left) })
  const note = (event: FormEvent<HTMLFormElement>): void => {
    const { name, value } = event.target as unknown as HTMLTextAreaElement
    if (name === 'note') setLeft(lengthOf(value) >= countFrom ? longestNote - lengthOf(value) : null)
  }
  return (
    <DetailsForm
      {...{ desk, slug, problems, receipt, problem, withPlace, fault, isSending }}
      counter={leftText}
      told={left !== null && left % 20 === 0 ? leftText : null}
      onSubmit={(event) => void submit(event)}
      onInput={note}
      skip={
        <button
          type="button"
          className="plain"
          onClick={() => report.show({ at: 'thanked', receipt, count, hidden: [] })}
        >
          {t('report.skip')}
        </button>
      }
    />
  )
}

/** The short sum. A browser that cannot do it sends without: its report counts for less, but it counts. */
function Check({
  desk: { t },
  challenge,
  onDone,
}: {
  desk: Desk
  challenge: Challenge
  onDone: (challenge: Challenge, proof: number | undefined) => void
}) {
  const [isWorking, setWorking] = useState(false)
  const press = async (): Promise<void> => {
    if (isWorking) return
    setWorking(true)
    onDone(challenge, await workOut(challenge))
  }
  return (
    <Panel title={t('report.checkH')} note={t('report.checkP')}>
      <button type="button" className="go" aria-disabled={isWorking} onClick={() => void press()}>
        <span role="status">{t(isWorking ? 'report.checking' : 'report.checkGo')}</span>
      </button>
    </Panel>
  )
}
