import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { CompareView } from '#core/compare/view-compare.ts'
import type { Locale } from '#core/locale.ts'
import { translatorOf } from '#i18n/index.ts'
import { deskOn } from '../desk.ts'
import { CompareNotes } from './compare-page.tsx'
import { compareSentence } from './compare-words.ts'

const said = (locale: Locale, unknown: string[]): string =>
  renderToStaticMarkup(<CompareNotes desk={deskOn(translatorOf(locale))} note="" unknown={unknown} />)
    .replace(/<[^>]+>/g, '')
    // Marks of direction are not seen.
    .replace(/[\u2066-\u2069]/g, '')

it('with one service left says what is missing, not that all are high', () => {
  const services = [{ state: { status: 'major' } }] as CompareView['services']
  expect(compareSentence(deskOn(translatorOf('en')), { services, stale: false } as CompareView)).toBe(
    'Add another to compare.',
  )
})

it('quotes what is not followed as its language quotes', () => {
  expect(said('en', ['zzz'])).toBe('We do not follow “zzz” yet.')
  expect(said('en', ['zzz', 'yyy'])).toBe('We do not follow “zzz” and “yyy” yet.')
  expect(said('ar', ['zzz'])).toBe('لا نتابع «zzz» بعد.')
  expect(said('ar', ['zzz', 'yyy'])).toBe('لا نتابع «zzz» و«yyy» بعد.')
})
