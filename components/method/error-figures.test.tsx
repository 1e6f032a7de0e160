import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ruleVersion } from '#core/detect/detect.ts'
import { bestAnchor, readScorecard } from '#core/detect/scorecard.ts'
import json from '#docs/scorecard.json' with { type: 'json' }
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { ErrorFigures } from './error-figures.tsx'

const figures = readScorecard(json)
const textOf = (locale: 'en' | 'ar', given = figures) =>
  renderToStaticMarkup(
    <ErrorFigures desk={deskOn(translatorOf(locale), 'UTC')} figures={given} />,
  ).replaceAll(/<[^>]+>/g, ' ')

describe('the published error figures', () => {
  it('are of the rule that runs', () => {
    expect(figures.ruleVersion).toBe(ruleVersion)
    expect(textOf('en')).toContain(`of the running rule, ${ruleVersion}`)
  })

  it('say so when they are not', () => {
    const said = textOf('en', { ...figures, ruleVersion: 'multiscale-nb-0' })
    expect(said).toContain(`They are of rule multiscale-nb-0; running is ${ruleVersion}.`)
  })

  it.each(['en', 'ar'] as const)('stand on the page as in the file (%s)', (locale) => {
    const said = textOf(locale)
    const { mean } = figures
    for (const shown of [
      mean.composite.toFixed(1),
      String(Math.round(mean.falseAlarms.perServiceYear * 100) / 100),
      String(mean.delayMedian),
      String(bestAnchor(figures)!.tuned.composite.toFixed(1)),
      String(Math.round(mean.bySize.small.recall! * 1000) / 10),
    ]) {
      expect(said).toContain(shown.replace(/\.0$/, ''))
    }
  })

  it('are of seeds drawn after the rule was fixed, too', () => {
    expect(figures.seeds.filter((one) => one.drawn)).toHaveLength(3)
    for (const { seed } of figures.seeds.filter((one) => one.drawn)) {
      expect(seed.startsWith(figures.frozenAt)).toBe(true)
    }
  })
})
