import type { ReactNode } from 'react'
import { roundVerdict } from '#core/detect/verdict-rounding.ts'
import type { VerdictView } from '#core/view.ts'
import { chanceText, explainVerdict, reasonsOf, tellsRun } from '#i18n/explain.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { liveMark } from '../live/live-mark.ts'
import { Time } from '../time.tsx'

/**
 * The verdict in words and its own numbers as a table: whoever doubts the sentence can check it.
 * `isTold`: the words stand on the page already.
 */
export function WhyNumbers({
  desk,
  verdict: exact,
  isTold = false,
}: {
  desk: Desk
  verdict: VerdictView
  isTold?: boolean
}) {
  const { t } = desk
  const number = (value: number): string => getNumberFormat(t.tag).format(value)
  const verdict = roundVerdict(exact)
  const [low, high] = verdict.interval
  // Every person counted in full: then the count says both.
  const isWeighed = verdict.reporters !== verdict.observed
  const rows: [string, ReactNode][] = [
    [t('why.window'), t('why.windowIs', { n: verdict.windowMinutes })],
    ...(isWeighed ? [[t('why.reporters'), number(verdict.reporters)] satisfies [string, ReactNode]] : []),
    [t('why.observed'), number(verdict.observed)],
    [t('why.expected'), number(verdict.expected)],
    [t('why.interval'), t('why.intervalIs', { a: low, b: high })],
    [t('why.threshold'), number(verdict.threshold)],
    [t('why.majorThreshold'), number(verdict.majorThreshold)],
    [t('why.tail'), chanceText(t, verdict.tailProbability)],
    [
      t('why.networks'),
      verdict.breadth === null ? t('why.networksNone') : t('why.networksIs', { n: verdict.breadth }),
    ],
    ...(tellsRun(verdict)
      ? [[t('why.minutes'), number(verdict.minutesAbove)] satisfies [string, ReactNode]]
      : []),
    [t('why.at'), <Time key="at" desk={desk} at={verdict.at} form="time" />],
    [t('why.rule'), <bdi key="rule">{verdict.ruleVersion}</bdi>],
  ]
  const reasons = reasonsOf(t, verdict)
  return (
    <details className="why">
      <summary>{t('why.h')}</summary>
      <div {...liveMark}>
        {!isTold && <p className="prose">{explainVerdict(t, verdict).join(' ')}</p>}
        <table className="facts">
          <caption className="vh">{t('why.sum')}</caption>
          <tbody>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
            {reasons.length > 0 && (
              <tr>
                <th scope="row">{t('why.because')}</th>
                <td>
                  <ul>
                    {reasons.map((reason) => (
                      <li key={reason}>{reason}</li>
                    ))}
                  </ul>
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </details>
  )
}
