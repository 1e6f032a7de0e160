import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Locale } from '#core/locale.ts'
import type { IncidentView, TimelineEntry } from '#core/view.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { liveViewOf } from '../live/live-view.ts'
import { verdictFixture, viewOf } from '../view.fixture.ts'
import { IncidentTimeline } from './incident-timeline.tsx'

const signal: TimelineEntry = {
  kind: 'transition',
  at: '2026-03-17T11:50:00Z',
  from: 'none',
  to: 'possible',
  verdict: { ...verdictFixture, status: 'possible' },
}
const official: TimelineEntry = {
  kind: 'official',
  number: 1,
  stage: 'investigating',
  at: '2026-03-17T12:11:00Z',
  body: 'We are investigating.',
  lang: 'en',
  url: null,
}

function timeline(
  locale: Locale,
  incident: Partial<IncidentView>,
  order: 'newest' | 'oldest' = 'oldest',
): string[] {
  const whole = viewOf({}, incident).incident
  if (!whole) throw new Error('no incident')
  const html = renderToStaticMarkup(
    <IncidentTimeline
      desk={deskOn(translatorOf(locale), 'UTC')}
      incident={whole}
      order={order}
      now="2026-03-17T14:46:20Z"
    />,
  )
  return [...html.matchAll(/<li.*?<\/li>/g)].map(([item]) =>
    item.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
  )
}

describe('the timeline', () => {
  it('says the same from what the browser gets as from all there is', () => {
    const rise: TimelineEntry = { ...signal, from: 'possible', to: 'major' }
    const fall: TimelineEntry = { ...signal, from: 'major', to: 'recovering' }
    const incident = { timeline: [signal, rise, official, fall], leadMinutes: 21 }
    for (const locale of ['en', 'ar'] as const) {
      const light = liveViewOf(viewOf({}, incident)).incident
      expect(timeline(locale, light!)).toEqual(timeline(locale, incident))
      expect(JSON.stringify(light)).not.toContain('tailProbability')
    }
  })

  it('puts the lead between the first signal and the first official word', () => {
    const [first, lead, word] = timeline('en', { timeline: [signal, official], leadMinutes: 21 })
    expect(first).toContain('Marked possible')
    expect(lead).toContain('Reports were 21 minutes ahead of OpenAI')
    expect(word).toContain('OpenAI · Investigating')
  })

  it('is newest first while the incident is open', () => {
    expect(timeline('en', { timeline: [signal, official], leadMinutes: 21 }, 'newest')[0]).toContain(
      'OpenAI ·',
    )
  })

  it('also says when the operator was first', () => {
    expect(timeline('ar', { timeline: [official, signal], leadMinutes: -2 }).join()).toContain(
      'أعلنت OpenAI قبل أول إشارة لدينا بـدقيقتين',
    )
  })

  it('says how long there has been no word', () => {
    expect(timeline('en', { timeline: [signal] }).at(-1)).toContain('No word from OpenAI yet, 2 h 56 min on')
  })

  it('gives the figures that moved the status', () => {
    expect(timeline('en', { timeline: [signal] })[0]).toContain(
      '2,873 reports in 30 minutes, level 59, about 213 networks.',
    )
  })

  it('quotes the operator in its own language and direction', () => {
    const whole = viewOf({}, { timeline: [signal, official], leadMinutes: 21 }).incident
    if (!whole) throw new Error('no incident')
    const html = renderToStaticMarkup(
      <IncidentTimeline
        desk={deskOn(translatorOf('ar'), 'UTC')}
        incident={whole}
        order="oldest"
        now={whole.startedAt}
      />,
    )
    expect(html).toContain('<blockquote lang="en" dir="ltr">We are investigating.</blockquote>')
  })
})
