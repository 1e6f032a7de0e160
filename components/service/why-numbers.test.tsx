import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { verdictFixture, viewOf } from '../view.fixture.ts'
import { HowWeDecide } from './how-we-decide.tsx'
import { WhyNumbers } from './why-numbers.tsx'

const desk = deskOn(translatorOf('en'), 'UTC')

/** The table as name → value. */
function rows(html: string): Record<string, string> {
  const found = html.matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td>/g)
  const bare = (text = '') => text.replace(/<[^>]+>/g, '')
  return Object.fromEntries([...found].map(([, name, value]) => [bare(name), bare(value)]))
}

describe('"Why do we say so?"', () => {
  it("shows the verdict's own numbers", () => {
    expect(rows(renderToStaticMarkup(<WhyNumbers desk={desk} verdict={verdictFixture} />))).toEqual({
      Window: 'the last 30 minutes',
      'People who reported in it': '2,951',
      'Counted in it, after weights': '2,873',
      'Expected in it': '24',
      'Ordinary there, 19 times in 20': '9 to 42',
      '“Possible” from': '59',
      '“Major” from': '121',
      'Chance of so many on an ordinary day': 'about 1 in 250,000,000',
      'Networks behind the last 15 minutes': 'about 213',
      'Minutes in a row above “possible”': '176',
      'Judged at': '14:46',
      Rule: 'multiscale-nb-2',
      Because: 'so many reports are very unlikely on an ordinary day',
    })
  })

  it('says when breadth was not measured', () => {
    const html = renderToStaticMarkup(
      <WhyNumbers desk={desk} verdict={{ ...verdictFixture, breadth: null }} />,
    )
    expect(rows(html)['Networks behind the last 15 minutes']).toBe('not measured')
  })

  it('does not count to nought above “possible” while it says so', () => {
    const names = (status: 'possible' | 'none') =>
      Object.keys(
        rows(
          renderToStaticMarkup(
            <WhyNumbers desk={desk} verdict={{ ...verdictFixture, status, minutesAbove: 0 }} />,
          ),
        ),
      )
    expect(names('possible')).not.toContain('Minutes in a row above “possible”')
    expect(names('none')).toContain('Minutes in a row above “possible”')
  })

  it('leaves people out where each of them counted in full', () => {
    const html = renderToStaticMarkup(
      <WhyNumbers desk={desk} verdict={{ ...verdictFixture, reporters: 2873 }} />,
    )
    expect(rows(html)).not.toHaveProperty('People who reported in it')
  })

  it('says it in words too, unless they stand on the page already', () => {
    const sentence = 'In the 30 minutes to 14:46 UTC, 2,951 people reported a problem.'
    const html = (isTold: boolean) =>
      renderToStaticMarkup(<WhyNumbers desk={desk} verdict={verdictFixture} isTold={isTold} />)
    expect(html(false)).toContain(sentence)
    expect(html(true)).not.toContain(sentence)
  })
})

describe('"How we decide"', () => {
  const text = (state: Parameters<typeof viewOf>[0]) =>
    renderToStaticMarkup(<HowWeDecide desk={desk} state={viewOf(state).state} />).replace(/<[^>]+>/g, '')

  it('gives the levels in force', () => {
    expect(text({})).toContain(
      'Usual for now is 12 in 15 minutes. We say “possible” from 29 and “major” from 60',
    )
  })

  it('does not give levels that are not learnt', () => {
    expect(text({ usual15m: null, alert15m: null, major15m: null, verdict: null })).toContain(
      'still learning',
    )
  })
})
