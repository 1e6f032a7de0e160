import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { formTokenPlaceholder } from '#core/report/form-token.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { viewOf } from '../view.fixture.ts'
import { type FormAnswer, ReportAnswer } from './report-answer.tsx'
import { ReportForm } from './report-form.tsx'
import { ReportPanel } from './report-panel.tsx'
import type { ReportPhase } from './use-report.ts'

const desk = deskOn(translatorOf('en'), 'UTC')
const form = renderToStaticMarkup(<ReportForm desk={desk} view={viewOf({})} />)

const answered = (answer: FormAnswer, view = viewOf({})): string =>
  renderToStaticMarkup(<ReportAnswer desk={desk} view={view} answer={answer} now="2026-03-17T14:46:20Z" />)
const text = (html: string): string => html.replace(/<[^>]+>/g, '')

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

describe('the panel after a report without script', () => {
  it('thanks with the number, can be undone, and takes details, each by a plain form', () => {
    const html = answered({ at: 'counted', problem: 'login', receipt: 'r-1' })
    expect(html).toContain('Counted. You are one of 1,284 in the last 15 minutes.')
    expect(html).toContain('action="/en/status/chatgpt/report/undo"')
    expect(html).toContain('name="receipt" value="r-1"')
    expect(html).toContain('action="/en/status/chatgpt/report/r-1"')
    expect(html).toContain('id="thanks"')
    // The kind that was tapped is pressed already.
    expect(html).toMatch(/<input[^>]*disabled=""[^>]*checked=""[^>]*\/><span>Can’t log in/)
    // The countdown belongs to script; without it the button just says what it does.
    expect(html).toContain('>Undo</button>')
  })

  it('tells what was hidden', () => {
    const html = answered({ at: 'thanked', receipt: 'r-1', hidden: ['phone', 'email'] })
    expect(html).toContain('We hid a phone number. We hid an e-mail address.')
  })

  it('offers to tell of the end only while there is one to wait for', () => {
    const thanked: FormAnswer = { at: 'thanked', receipt: 'r-1', hidden: [] }
    expect(answered(thanked)).toContain('href="#follow"')
    expect(answered(thanked, viewOf({ status: 'none' }))).not.toContain('href="#follow"')
  })

  it('is kind to a repeat, and says what it added', () => {
    const repeat = { at: 'duplicate', countedAt: '2026-03-17T14:41:00Z', receipt: 'r-2' } as const
    expect(text(answered({ ...repeat, added: null }))).toContain('Already counted at 14:41.')
    expect(text(answered({ ...repeat, added: 'login' }))).toContain('Added: Can’t log in. Still one report.')
  })

  it('asks to wait with the same kind of problem', () => {
    const html = answered({ at: 'wait', token: 'w1.x', problem: 'login' })
    expect(html).toContain('name="wait" value="w1.x"')
    expect(html).toMatch(/name="problem" value="login"|value="login"[^>]* name="problem"/)
  })

  it.each(['busy', 'slow', 'invalid', 'undone', 'works', 'flagged'] as const)(
    'says a sentence and leads back: %s',
    (at) => expect(answered({ at })).toContain('href="/en/status/chatgpt"'),
  )
})

describe('the panel in the same frame as the tap', () => {
  const panel = (phase: ReportPhase): string =>
    renderToStaticMarkup(<ReportPanel desk={desk} phase={phase} onAgain={() => {}} onBack={() => {}} />)

  it('thanks before the desk has answered; there is nothing to undo yet', () => {
    const html = panel({ at: 'counted', receipt: null, count: 1285, problem: null })
    expect(html).toContain('You are one of 1,285')
    expect(html).toMatch(/<button[^>]*aria-disabled="true"[^>]*>Undo/)
  })

  it('says that a report is kept, and offers to discard it, without asking for anything more', () => {
    const html = panel({ at: 'queued', savedAt: Date.parse('2026-03-17T14:41:00Z'), key: 'k' })
    expect(html).toContain('Saved on this device at 14:41.')
    expect(html).toMatch(/<button[^>]*>Discard</)
  })

  it('tells the first person so', () => {
    expect(panel({ at: 'counted', receipt: 'r', count: 1, problem: null })).toContain('You are the first')
  })
})
