import type { ReactNode } from 'react'
import { formTokenPlaceholder } from '#core/report/form-token.ts'
import type { PersonalKind } from '#core/report/personal-data.ts'
import type { ProblemSlug } from '#core/report/report.ts'
import type { ServiceView } from '#core/view.ts'
import type { Desk } from '../desk.ts'
import { DetailsForm } from './details-form.tsx'
import { Panel } from './panel.tsx'
import { isGoodNews, plainPanels, sayCounted, sayHidden } from './report-text.ts'

/** What the front answered to a form, by the address it sent the reader to. */
export type FormAnswer =
  | { at: 'counted'; receipt: string; problem: ProblemSlug | null }
  | { at: 'thanked'; receipt: string; hidden: PersonalKind[] }
  | { at: 'note'; receipt: string | null }
  | { at: 'duplicate'; countedAt: string | null; receipt: string | null; added: ProblemSlug | null }
  | { at: 'wait'; token: string; problem: ProblemSlug | null }
  | { at: keyof typeof plainPanels }

const Hidden = ({ name, value }: { name: string; value: string }) => (
  <input type="hidden" name={name} value={value} />
)

/**
 * The panel in the place of the form on the page that answers a report without script: each of its actions is a plain
 * form. Drawn by the server alone; the live page draws its own (components/report/report-later.tsx).
 */
export function ReportAnswer({
  desk,
  view: { service, state, incident },
  answer,
  now,
}: {
  desk: Desk
  view: Pick<ServiceView, 'service' | 'state' | 'incident'>
  answer: FormAnswer
  now: string
}) {
  const { t, locale } = desk
  const { slug, problems } = service
  const page = `/${locale}/status/${slug}`
  const n = Math.max(1, state.reports15m)
  const undo = (receipt: string, key: string): ReactNode => (
    <form method="post" action={`${page}/report/undo`}>
      <Hidden name="receipt" value={receipt} />
      <button type="submit" className={key === 'report.undo' ? 'btn' : 'plain'}>
        {t(key)}
      </button>
    </form>
  )
  const works = (
    <form method="post" action={`${page}/works`}>
      <Hidden name="token" value={formTokenPlaceholder} />
      <button type="submit" className="btn">
        {t('report.worksNow')}
      </button>
    </form>
  )
  const details = (
    receipt: string,
    problem: ProblemSlug | null,
    withPlace: boolean,
    fault: string | null = null,
  ): ReactNode => (
    <DetailsForm
      {...{ desk, slug, problems, receipt, problem, withPlace, fault }}
      skip={
        <a className="plain" href={`${page}?r=${receipt}&hid=none#thanks`}>
          {t('report.skip')}
        </a>
      }
    />
  )

  switch (answer.at) {
    case 'counted':
      return (
        <Panel isGood title={t('report.sent', { n })} beside={undo(answer.receipt, 'report.undo')}>
          {details(answer.receipt, answer.problem, true)}
        </Panel>
      )
    case 'note':
      return (
        <Panel title={t('report.noteBad')}>
          {answer.receipt && details(answer.receipt, null, true, t('report.noteBad'))}
        </Panel>
      )
    case 'thanked':
      return (
        <Panel isGood title={t('report.thanks', { n })} note={sayHidden(desk, answer.hidden)}>
          <div className="fld">
            {works}
            <a className="btn" href="#share">
              {t('report.share')}
            </a>
            {incident && (
              <a className="more" href="#follow">
                {t('report.tell')}
              </a>
            )}
          </div>
          {undo(answer.receipt, 'report.remove')}
        </Panel>
      )
    case 'duplicate': {
      const { added, receipt } = answer
      const title = added
        ? t('report.added', { kind: t(`problem.${added}`) })
        : sayCounted(desk, answer.countedAt, now)
      return (
        <Panel isGood title={title} note={t('report.dupWhy')}>
          <div className="fld">{works}</div>
          {receipt && details(receipt, added, false)}
        </Panel>
      )
    }
    case 'wait':
      return (
        <Panel title={t('report.checkH')} note={t('report.waitP')}>
          <form method="post" action={`${page}/report`}>
            <Hidden name="token" value={formTokenPlaceholder} />
            <Hidden name="wait" value={answer.token} />
            <button type="submit" className="go" name="problem" value={answer.problem ?? ''}>
              <span>{t('report.waitGo')}</span>
            </button>
          </form>
        </Panel>
      )
    default: {
      const [title, note, back] = plainPanels[answer.at]
      return (
        <Panel isGood={isGoodNews(answer.at)} title={t(title)} note={note && t(note)}>
          {back && (
            <div className="fld">
              <a className="btn" href={page}>
                {t(back)}
              </a>
            </div>
          )}
        </Panel>
      )
    }
  }
}
