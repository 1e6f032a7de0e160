import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { LiveStrip } from './live-strip.tsx'

const told = (locale: Locale, at: string, zone = 'Asia/Riyadh'): string =>
  renderToStaticMarkup(
    <LiveStrip desk={deskOn(translatorOf(locale), zone)} at={at} liveness="offline" />,
  ).replace(/<[^>]+>/g, '')

describe('a page that is shown without a line', () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date('2026-03-17T11:46:20Z') }))
  afterEach(() => vi.useRealTimers())

  it('says the time of what it knows', () => {
    expect(told('en', '2026-03-17T09:26:00Z')).toBe('You are offline. This is what we knew at 12:26.')
    expect(told('ar', '2026-03-17T09:26:00Z')).toBe('أنت غير متصل. هذا ما كان لدينا عند 12:26.')
  })

  it.each([
    ['2026-03-16T09:26:00Z', '12:26 yesterday', '12:26 أمس'],
    ['2026-03-12T09:26:00Z', '12:26, 12 March', '12:26، 12 مارس'],
    ['2025-12-30T09:26:00Z', '12:26, 30 December 2025', '12:26، 30 ديسمبر 2025'],
  ])('says the day too where it is not today: %s', (at, english, arabic) => {
    expect(told('en', at)).toContain(`This is what we knew at ${english}.`)
    expect(told('ar', at)).toContain(`هذا ما كان لدينا عند ${arabic}.`)
  })

  it('counts days as the zone of the reader does', () => {
    expect(told('en', '2026-03-16T22:00:00Z', 'Asia/Riyadh')).toContain('knew at 01:00.')
    expect(told('en', '2026-03-16T22:00:00Z', 'Europe/London')).toContain('knew at 22:00 yesterday.')
  })
})
