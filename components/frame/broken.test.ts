import { expect, it } from 'vitest'
import { translatorOf } from '#i18n/index.ts'
import { brokenWords } from './broken.tsx'

it('says what the catalogue says when something broke', () => {
  for (const locale of ['en', 'ar'] as const) {
    const t = translatorOf(locale)
    expect(brokenWords[locale]).toEqual({
      server: t('error.server'),
      serverNote: t('error.serverNote'),
      again: t('error.again'),
    })
  }
})
