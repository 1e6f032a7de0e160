import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { formTokenPlaceholder } from '#core/form-token.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from './desk.ts'
import { ReportForm } from './report-form.tsx'
import { ReportPanel } from './report-panel.tsx'
import type { ReportPhase } from './use-report.ts'
import { viewOf } from './view.fixture.ts'

const desk = deskOn(translatorOf('en'), 'UTC')
const form = renderToStaticMarkup(<ReportForm desk={desk} view={viewOf({})} />)

const panel = (phase: Exclude<ReportPhase, { at: 'form' }>): string =>
  renderToStaticMarkup(
    <ReportPanel desk={desk} slug="chatgpt" phase={phase} now="2026-03-17T14:46:20Z" takesFocus={false} />,
  )

describe('the report form without script', () => {
  it('posts to its own address', () => {
    expect(form).toMatch(/<form[^>]* method="post"/)
    expect(form).toMatch(/<form[^>]* action="\/en\/status\/chatgpt\/report"/)
  })

  it('sends with one tap, with a kind or without', () => {
    const buttons = [...form.matchAll(/<button[^>]*name="problem"[^>]*>/g)].map(([tag]) => tag)
    for (const tag of buttons) expect(tag).toContain('type="submit"')
    const values = buttons.map((tag) => /value="([^"]*)"/.exec(tag)?.[1])
    expect(values).toEqual(['', 'down', 'login', 'slow', 'send', 'app', 'other'])
  })

  it("holds the place of the front's token, at its length", () => {
    expect(formTokenPlaceholder).toHaveLength(64)
    expect(form).toContain(`name="token" value="${formTokenPlaceholder}"`)
  })
})

describe('the panel after a report', () => {
  it('thanks with the number and can be undone by a plain form', () => {
    const html = panel({ at: 'counted', receipt: 'r-1', count: 1285 })
    expect(html).toContain('Counted. You are one of 1,285 in the last 15 minutes.')
    expect(html).toContain('action="/en/status/chatgpt/report/undo"')
    expect(html).toContain('name="receipt" value="r-1"')
    expect(html).toContain('id="thanks"')
    // The countdown belongs to script; without it the button just says what it does.
    expect(html).toContain('>Undo</button>')
  })

  it('tells the first person so', () => {
    expect(panel({ at: 'counted', receipt: 'r-1', count: 1 })).toContain('You are the first')
  })

  it('is kind to a repeat', () => {
    const html = panel({ at: 'duplicate', countedAt: '2026-03-17T14:41:00Z' })
    expect(html.replace(/<[^>]+>/g, '')).toContain('Already counted at 14:41.')
    expect(html).toContain('keeps the chart honest')
  })

  it.each(['busy', 'slow', 'invalid', 'undone'] as const)('says a sentence and leads back: %s', (at) => {
    expect(panel({ at })).toContain('href="/en/status/chatgpt"')
  })
})
