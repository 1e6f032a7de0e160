import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { viewOf } from '../view.fixture.ts'
import { ClosedPage, MergedStrip } from './closed-page.tsx'

const closed = viewOf({ status: 'unknown', unknownReason: 'closed', since: '2026-03-01T00:00:00.000Z' })
const desk = (locale: Locale) => deskOn(translatorOf(locale), 'America/New_York')
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

it('says since when a service is closed, the day being the same everywhere, and offers no report', () => {
  const english = renderToStaticMarkup(<ClosedPage desk={desk('en')} view={closed} />)
  expect(text(english)).toContain('ChatGPT closed on 1 March 2026. We take no reports on it any more.')
  expect(text(renderToStaticMarkup(<ClosedPage desk={desk('ar')} view={closed} />))).toContain(
    'أُغلقت خدمة ChatGPT في 1 مارس 2026. لم نعد نتلقّى بلاغات عنها، وسجلّها باقٍ.',
  )
  expect(english).toContain('href="/en/status/chatgpt/history"')
  expect(english).not.toMatch(/<form|<button/)
})

it('says what a service is a part of now, to who came by its address', () => {
  const view = {
    ...viewOf({ status: 'none' }),
    formerly: [{ slug: 'sora', name: { en: 'Sora', ar: 'سورا' } }],
  }
  const strip = (locale: Locale, from: string) =>
    text(renderToStaticMarkup(<MergedStrip desk={desk(locale)} view={view} from={from} />)).trim()
  expect(strip('en', 'sora')).toBe('Sora is now part of ChatGPT .')
  expect(strip('ar', 'sora')).toBe('أصبحت سورا جزءًا من ChatGPT .')
  expect(strip('en', 'dalle')).toBe('')
  expect(strip('en', '')).toBe('')
})
