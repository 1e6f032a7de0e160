import type { ReactNode } from 'react'
import type { VerdictView } from '#core/view.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from './desk.ts'
import { Time } from './time.tsx'

const trillion = 1e12

/** "about 1 in 40", "less than 1 in 1,000,000,000,000": a chance as people say it. */
export function chanceText(desk: Desk, probability: number): string {
  const { t } = desk
  if (probability >= 0.2) return t('why.tailOften')
  const n = probability > 0 ? 1 / probability : Number.POSITIVE_INFINITY
  if (n > trillion) return t('why.tailLess', { n: trillion })
  // Two figures are all that such a number can carry.
  return t('why.tailIs', { n: Number(n.toPrecision(2)) })
}

/** Why the status is what it is, in words; a window above its level on a quiet day must not stand there unexplained. */
export function reasonsOf({ t }: Desk, { reasons, status, observed, threshold }: VerdictView): string[] {
  const codes: string[] = [...reasons]
  if (codes.length === 0 && status === 'none' && observed >= threshold) codes.push('after')
  return codes.map((code) => t(`why.reason.${code}`))
}

/** The verdict's own numbers, as a table: whoever doubts the sentence can check it. */
export function WhyNumbers({ desk, verdict }: { desk: Desk; verdict: VerdictView }) {
  const { t } = desk
  const number = (value: number): string =>
    getNumberFormat(t.tag, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
  const rows: [string, ReactNode][] = [
    [t('why.window'), t('why.windowIs', { n: verdict.windowMinutes })],
    [t('why.observed'), number(verdict.observed)],
    [t('why.expected'), number(verdict.expected)],
    [
      t('why.interval'),
      t('why.intervalIs', { a: Math.floor(verdict.interval[0]), b: Math.ceil(verdict.interval[1]) }),
    ],
    [t('why.threshold'), number(Math.ceil(verdict.threshold))],
    [t('why.majorThreshold'), number(Math.ceil(verdict.majorThreshold))],
    [t('why.tail'), chanceText(desk, verdict.tailProbability)],
    [
      t('why.networks'),
      verdict.breadth === null
        ? t('why.networksNone')
        : t('why.networksIs', { n: Math.round(verdict.breadth) }),
    ],
    [t('why.minutes'), number(verdict.minutesAbove)],
    [t('why.at'), <Time key="at" desk={desk} at={verdict.at} form="time" />],
    [t('why.rule'), <bdi key="rule">{verdict.ruleVersion}</bdi>],
  ]
  const reasons = reasonsOf(desk, verdict)
  return (
    <details className="why">
      <summary>{t('why.h')}</summary>
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
    </details>
  )
}
