'use client'
import type { Locale } from '#core/locale.ts'

/**
 * The page when something broke. It needs nothing that may be broken too, so its few words stand here;
 * a test holds them to the catalogue.
 */
export const brokenWords: Record<Locale, { server: string; serverNote: string; again: string }> = {
  en: {
    server: 'Something broke on our side, not yours.',
    serverNote: 'Please try again in a moment.',
    again: 'Try again',
  },
  ar: { server: 'الخلل عندنا لا عندك.', serverNote: 'أعد المحاولة بعد قليل.', again: 'أعد المحاولة' },
}

export function Broken({ locale }: { locale: Locale }) {
  const words = brokenWords[locale]
  return (
    <main id="answer" className="wrap dead">
      <h1>{words.server}</h1>
      <p className="lede">{words.serverNote}</p>
      <button type="button" className="btn" onClick={() => location.reload()}>
        {words.again}
      </button>
    </main>
  )
}
