import type { ReactNode } from 'react'
import { minuteMs } from '#core/bucket.ts'
import { ruleVersion } from '#core/detect.ts'
import { classCaps } from '#core/evidence.ts'
import { dedupeMinutes, fallingMinutes, fewReporters } from '#core/figures.ts'
import { leastReporters, startUpMinutes } from '#core/judge.ts'
import { breadthMajor, breadthPossible } from '#core/rule.ts'
import type { ScorecardFigures } from '#core/scorecard.ts'
import { staleMs } from '#core/state-age.ts'
import type { ServiceView } from '#core/view.ts'
import { windowMinutes } from '#core/windows.ts'
import { explainVerdict } from '#i18n/explain.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from './desk.ts'
import { ErrorFigures } from './error-figures.tsx'
import { FigureTable } from './figure-table.tsx'
import { leastToBreakDown } from './problem-list.tsx'
import { plain, say } from './say.tsx'
import { WhyNumbers } from './why-numbers.tsx'

/** After so many minutes numbers are called old. */
const staleMinutes = staleMs / minuteMs

/** "5, 10, 15, 30, 60" in the words of the language. */
const windowsText = (desk: Desk): string => windowMinutes.join(desk.locale === 'ar' ? '، ' : ', ')

function Figures({ desk }: { desk: Desk }) {
  const { t } = desk
  const cap = (name: keyof typeof classCaps): string =>
    t('method.figCap', { floor: classCaps[name].floor, share: Math.round(classCaps[name].share * 100) })
  const rows: [string, ReactNode][] = [
    ['figDedupe', t('method.figMinutes', { n: dedupeMinutes })],
    ['figBucket', t('method.figMinutes', { n: 1 })],
    ['figWindows', t('method.figWindowsIs', { windows: windowsText(desk) })],
    ['figProgram', cap('untokened')],
    ['figAway', cap('away')],
    ['figHosting', cap('hosting')],
    ['figMinimum', getNumberFormat(t.tag).format(fewReporters)],
    ['figStale', t('method.figMinutes', { n: staleMinutes })],
    ['figPlace', t('method.figPeople', { n: leastToBreakDown })],
    ['figRule', <bdi key="rule">{ruleVersion}</bdi>],
  ]
  return <FigureTable t={t} caption="figuresH" rows={rows} />
}

/** The rule put through with today's numbers of a live service. */
function Example({ desk, view }: { desk: Desk; view: ServiceView | null }) {
  const { t, locale } = desk
  const verdict = view?.state.verdict
  if (!view || !verdict) return <p className="prose">{t('method.exampleNone')}</p>
  return (
    <>
      <p className="prose">
        {say(t, 'method.exampleOf', { s: view.service.name[locale] })} {explainVerdict(t, verdict).join(' ')}
      </p>
      <WhyNumbers desk={desk} verdict={verdict} isTold />
    </>
  )
}

/** How verdicts are made, with every figure from the running code. */
export function MethodPage({
  desk,
  example,
  scorecard,
}: {
  desk: Desk
  example: ServiceView | null
  scorecard: ScorecardFigures
}) {
  const { t, locale } = desk
  const rules = [
    plain(t, 'method.rulePossible', { people: leastReporters, networks: breadthPossible }),
    t('method.ruleMajor', { networks: breadthMajor }),
    t('method.ruleRecovering', { minutes: fallingMinutes }),
    t('method.ruleNone'),
    t('method.ruleUnknown', {
      min: fewReporters,
      hours: startUpMinutes / 60,
      stale: staleMinutes,
    }),
  ]
  const part = (key: string, content: ReactNode): ReactNode => (
    <section aria-labelledby={key}>
      <h2 className="h2" id={key}>
        {t(`method.${key}H`)}
      </h2>
      {content}
    </section>
  )
  return (
    <div className="wrap">
      <div className="head">
        <h1>{t('method.h1')}</h1>
        <p className="lede">{t('method.lead')}</p>
      </div>
      <div className="cols b">
        <div>
          {part('counted', <p className="prose">{t('method.counted', { n: dedupeMinutes })}</p>)}
          {part('usual', <p className="prose">{t('method.usual')}</p>)}
          {part(
            'rule',
            <>
              <p className="prose">{t('method.rule', { windows: windowsText(desk) })}</p>
              <ul className="rules">
                {rules.map((rule) => (
                  <li key={rule}>{rule}</li>
                ))}
              </ul>
              <p className="prose">{t('method.ruleSmall', { networks: breadthMajor })}</p>
            </>,
          )}
        </div>
        <aside>{part('figures', <Figures desk={desk} />)}</aside>
      </div>
      {part('example', <Example desk={desk} view={example} />)}
      {part('errors', <ErrorFigures desk={desk} figures={scorecard} />)}
      {part('not', <p className="prose">{t('method.not')}</p>)}
      {part(
        'privacy',
        <>
          <p className="prose">{t('method.privacy')}</p>
          <a className="more" href={`/${locale}/privacy`}>
            {t('method.privacyMore')}
          </a>
        </>,
      )}
    </div>
  )
}
