import type { ReactNode } from 'react'
import { minuteMs } from '#core/bucket.ts'
import { ruleVersion } from '#core/detect/detect.ts'
import { classCaps } from '#core/detect/evidence.ts'
import { leastReporters, startUpMinutes } from '#core/detect/judge.ts'
import { methodLog, sinceOf } from '#core/detect/method-log.ts'
import { breadthMajor, breadthPossible, leastFactor } from '#core/detect/rule.ts'
import { runningRule } from '#core/detect/running-rule.ts'
import type { ScorecardFigures } from '#core/detect/scorecard.ts'
import { windowMinutes } from '#core/detect/windows.ts'
import { dedupeMinutes, fallingMinutes, fewReporters, quietMinutes, reopenMinutes } from '#core/figures.ts'
import { staleMs } from '#core/state-age.ts'
import type { IncidentRow, ServiceView } from '#core/view.ts'
import { explainVerdict } from '#i18n/explain.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { plain, say } from '../say.tsx'
import { leastToBreakDown } from '../service/problem-list.tsx'
import { WhyNumbers } from '../service/why-numbers.tsx'
import { ErrorFigures } from './error-figures.tsx'
import { FigureTable } from './figure-table.tsx'
import { OwnRecord } from './own-record.tsx'

/** After so many minutes numbers are called old. */
const staleMinutes = staleMs / minuteMs

/** "5, 10, 15, 30, 60" in the words of the language. */
const windowsText = (desk: Desk): string => windowMinutes.join(desk.locale === 'ar' ? '، ' : ', ')

function Figures({ desk }: { desk: Desk }) {
  const { t } = desk
  const cap = (name: keyof typeof classCaps): string =>
    t('method.figCap', { floor: classCaps[name].floor, share: Math.round(classCaps[name].share * 100) })
  const number = (value: number): string => getNumberFormat(t.tag).format(value)
  const chance = (nats: number): string =>
    t('method.figChance', { n: Number(Math.exp(nats).toPrecision(2)), nats })
  const minutes = (n: number): string => t('method.figMinutes', { n })
  const { possible, major, counting, unknownBelow } = runningRule
  const rows: [string, ReactNode][] = [
    ['figDedupe', minutes(dedupeMinutes)],
    ['figUnit', t('method.figPeople', { n: counting.peoplePerAddressUnit })],
    ['figBucket', minutes(runningRule.bucketMinutes)],
    ['figWindows', t('method.figWindowsIs', { windows: windowsText(desk) })],
    ['figPossible', chance(possible.nats)],
    ['figMajor', chance(major.nats)],
    ['figFactor', number(leastFactor)],
    ['figLeast', t('method.figPeople', { n: possible.reporters })],
    ['figNetworksPossible', number(possible.networks)],
    ['figNetworksMajor', number(major.networks)],
    ['figRecovering', minutes(runningRule.recoveringAfterMinutes)],
    ['figOver', minutes(runningRule.overAfterQuietMinutes)],
    ['figReopen', minutes(runningRule.reopensWithinMinutes)],
    ['figProgram', cap('untokened')],
    ['figAway', cap('away')],
    ['figHosting', cap('hosting')],
    ['figMinimum', number(fewReporters)],
    ['figYoung', t('method.figHours', { n: unknownBelow.ageMinutes / 60 })],
    ['figStale', minutes(staleMinutes)],
    ['figPlace', t('method.figPeople', { n: leastToBreakDown })],
    ['figRule', <bdi key="rule">{ruleVersion}</bdi>],
  ]
  const since = (key: string) => (
    <time dateTime={sinceOf(key)} style={{ whiteSpace: 'nowrap' }}>
      {desk.clock.date(sinceOf(key))}
    </time>
  )
  return (
    <>
      <FigureTable t={t} caption="figuresH" rows={rows} since={since} />
      <p className="prose">{t('method.figuresNote')}</p>
    </>
  )
}

/** The rule put through with today's numbers of a live service. */
function Example({ desk, view }: { desk: Desk; view: ServiceView | null }) {
  const { t, locale } = desk
  const verdict = view?.state.verdict
  if (!view || !verdict) return <p className="prose">{t('method.exampleNone')}</p>
  return (
    <>
      <p className="prose">{say(t, 'method.exampleOf', { s: view.service.name[locale] })}</p>
      <ol className="rules" aria-label={t('method.exampleSteps')}>
        {explainVerdict(t, verdict).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <WhyNumbers desk={desk} verdict={verdict} isTold />
      <a className="more" href={`/api/v1/services/${view.service.slug}/verdict`}>
        {t('method.exampleMore')}
      </a>
    </>
  )
}

/** How verdicts are made, with every figure from the running code. */
export function MethodPage({
  desk,
  example,
  scorecard,
  incidents,
  now,
}: {
  desk: Desk
  example: ServiceView | null
  scorecard: ScorecardFigures
  /** Of the last 90 days. */
  incidents: readonly IncidentRow[]
  /** ms */
  now: number
}) {
  const { t, locale } = desk
  const rules = [
    plain(t, 'method.rulePossible', { people: leastReporters, networks: breadthPossible }),
    t('method.ruleMajor', { networks: breadthMajor }),
    t('method.ruleRecovering', { minutes: fallingMinutes }),
    t('method.ruleNone', { minutes: quietMinutes, again: reopenMinutes }),
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
          {part('example', <Example desk={desk} view={example} />)}
        </div>
        <div>{part('figures', <Figures desk={desk} />)}</div>
      </div>
      <div className="cols b">
        <div>
          {part('errors', <ErrorFigures desk={desk} figures={scorecard} />)}
          {part('own', <OwnRecord desk={desk} incidents={incidents} now={now} />)}
        </div>
        <div>
          {part(
            'play',
            <>
              <p className="prose">{t('method.playLead')}</p>
              <a className="more" href={`/${locale}/methodology/playground`}>
                {t('method.playOpen')}
              </a>
            </>,
          )}
          {part('floods', <p className="prose">{t('method.floods')}</p>)}
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
          {part(
            'log',
            <ul className="rules">
              {methodLog.map(({ on, rule, what }) => (
                <li key={what}>
                  <b>
                    <time dateTime={on}>{desk.clock.date(on)}</time>
                    {t('between')}
                    <bdi>{rule}</bdi>
                  </b>
                  : {t(`method.log.${what}`)}
                </li>
              ))}
            </ul>,
          )}
        </div>
      </div>
    </div>
  )
}
