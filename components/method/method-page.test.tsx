import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { ruleVersion } from '#core/detect/detect.ts'
import { methodLog, sinceOf } from '#core/detect/method-log.ts'
import { leastFactor } from '#core/detect/rule.ts'
import { runningRule } from '#core/detect/running-rule.ts'
import { readScorecard } from '#core/detect/scorecard.ts'
import { roundVerdict } from '#core/detect/verdict-rounding.ts'
import json from '#docs/scorecard.json' with { type: 'json' }
import { explainVerdict } from '#i18n/explain.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { verdictFixture, viewOf } from '../view.fixture.ts'
import { MethodPage } from './method-page.tsx'

const scorecard = readScorecard(json)
const draw = (locale: 'en' | 'ar', example: Parameters<typeof MethodPage>[0]['example'] = null) =>
  renderToStaticMarkup(
    <MethodPage
      desk={deskOn(translatorOf(locale))}
      example={example}
      scorecard={scorecard}
      incidents={[]}
      now={0}
    />,
  )
const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, ' ')

describe('the methodology', () => {
  it.each(['en', 'ar'] as const)('prints the figures of the running configuration, dated: %s', (locale) => {
    const html = draw(locale)
    const row = (key: string) => {
      const name = translatorOf(locale)(`method.${key}`)
      return textOf(html.split('<tr>').find((part) => part.includes(`>${name}<`)) ?? '')
    }
    const { possible, major } = runningRule
    for (const [key, figure] of [
      ['figPossible', possible.nats],
      ['figMajor', major.nats],
      ['figFactor', leastFactor],
      ['figNetworksPossible', possible.networks],
      ['figNetworksMajor', major.networks],
      ['figRecovering', runningRule.recoveringAfterMinutes],
      ['figOver', runningRule.overAfterQuietMinutes],
      ['figReopen', runningRule.reopensWithinMinutes],
      ['figDedupe', runningRule.counting.onePersonPerMinutes],
      ['figMinimum', runningRule.unknownBelow.reports28d],
      ['figStale', runningRule.staleAfterMinutes],
      ['figRule', runningRule.version],
    ] as const) {
      expect(row(key), key).toContain(String(figure))
      expect(row(key), key).toContain('2026')
      expect(methodLog.map(({ on }) => on) as string[]).toContain(sinceOf(key))
    }
    expect(methodLog[0].rule).toBe(ruleVersion)
  })

  it.each(['en', 'ar'] as const)(
    'puts a live verdict through the rule with the numbers of the API: %s',
    (locale) => {
      const example = viewOf({ verdict: verdictFixture })
      const { verdict } = example.state
      const html = draw(locale, example)
      const text = textOf(html)
      // The API gives these very sentences, of these very numbers.
      for (const step of explainVerdict(translatorOf(locale), roundVerdict(verdict!))) {
        expect(html.replaceAll('&#x27;', "'").replaceAll('&quot;', '"')).toContain(`<li>${step}</li>`)
      }
      expect(text).toContain(String(roundVerdict(verdict!).threshold))
    },
  )
})
