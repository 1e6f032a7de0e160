import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { translatorOf } from '#i18n/index.ts'
import { Broken, brokenWords } from './broken.tsx'

it('says what the catalogue says when something broke', () => {
  for (const locale of ['en', 'ar'] as const) {
    const t = translatorOf(locale)
    expect(brokenWords[locale]).toEqual({
      server: t('error.server'),
      serverNote: t('error.serverNote'),
      again: t('error.again'),
      platform: t('nav.platform'),
      search: t('search.go'),
    })
  }
})

it('is no dead end: it leads to our own status and to the search', () => {
  const html = renderToStaticMarkup(createElement(Broken, { locale: 'ar' }))
  const ways = [...html.matchAll(/<a href="([^"]+)">([^<]+)</g)].map(([, to, word]) => [to, word])
  expect(ways).toEqual([
    ['/ar/search', 'بحث'],
    ['/ar/platform', 'حالة المنصة'],
  ])
})
