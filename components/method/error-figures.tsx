import type { ReactNode } from 'react'
import { ruleVersion } from '#core/detect/detect.ts'
import { bestAnchor, type ScorecardFigures, worstFalseAlarms } from '#core/detect/scorecard.ts'
import { getNumberFormat } from '#i18n/translate.ts'
import type { Desk } from '../desk.ts'
import { FigureTable } from './figure-table.tsx'

const sizes = ['small', 'medium', 'large', 'huge'] as const

/** How often the detector is wrong, as measured: the same figures as the API and docs/scorecard.md. */
export function ErrorFigures({ desk, figures }: { desk: Desk; figures: ScorecardFigures }) {
  const { t } = desk
  const { mean, withBreadth, drawnMean, seeds } = figures
  const number = (value: number | null, digits = 1): string =>
    value === null ? '–' : getNumberFormat(t.tag, { maximumFractionDigits: digits }).format(value)
  const percent = (value: number | null): string =>
    value === null
      ? '–'
      : getNumberFormat(t.tag, { style: 'percent', maximumFractionDigits: 1 }).format(value)
  const score = (one: { composite: number; standardError: number }): string =>
    t('method.errScoreIs', { score: number(one.composite), error: number(one.standardError) })
  const best = bestAnchor(figures)
  const rows: [key: string, value: ReactNode][] = [
    ['errScore', score(mean)],
    ...(drawnMean ? [['errDrawn', score(drawnMean)] satisfies [string, ReactNode]] : []),
    ...(best
      ? [
          [
            'errBest',
            <span key="best">
              <bdi>{best.title}</bdi>: {number(best.tuned.composite)}
            </span>,
          ] satisfies [string, ReactNode],
        ]
      : []),
    ['errYoung', number(mean.byMaturity.young)],
    ['errBreadth', number(withBreadth.composite)],
    ['errFalse', number(mean.falseAlarms.perServiceYear, 2)],
    ['errFalseWorst', number(worstFalseAlarms(figures), 2)],
    ['errPrecision', percent(mean.precision)],
    ...sizes.map((size): [string, ReactNode] => [`errFound.${size}`, percent(mean.bySize[size].recall)]),
    ['errDelay', t('method.errDelayIs', { n: number(mean.delayMedian), slow: number(mean.delayP90, 0) })],
    ['errDelayLarge', number(mean.bySize.large.delayMedian)],
    ['errDelayHuge', number(mean.bySize.huge.delayMedian)],
    ['errEnd', number(mean.endErrorMedian)],
  ]
  return (
    <>
      <p className="prose">
        {t('method.errors', {
          services: figures.services,
          seeds: seeds.length,
          drawn: seeds.filter((one) => one.drawn).length,
        })}{' '}
        {figures.ruleVersion === ruleVersion
          ? t('method.errorsRule', { rule: figures.ruleVersion })
          : t('method.errorsOther', { rule: figures.ruleVersion, running: ruleVersion })}
      </p>
      <FigureTable t={t} caption="errorsH" rows={rows} />
      <a className="more" href="/api/v1/methodology">
        {t('method.errorsMore')}
      </a>
    </>
  )
}
