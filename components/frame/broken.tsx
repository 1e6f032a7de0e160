'use client'
import type { Locale } from '#core/locale.ts'

/**
 * The page when something broke, with two ways on. It needs nothing that may be broken too, so its few words stand here;
 * a test holds them to the catalogue. All pages carry it: a link to the search weighs less than its form.
 */
export const brokenWords: Record<
  Locale,
  { server: string; serverNote: string; again: string; platform: string; search: string }
> = {
  en: {
    server: 'Something broke on our side, not yours.',
    serverNote: 'Please try again in a moment.',
    again: 'Try again',
    platform: 'Our own status',
    search: 'Search',
  },
  ar: {
    server: 'الخلل عندنا لا عندك.',
    serverNote: 'أعد المحاولة بعد قليل.',
    again: 'أعد المحاولة',
    platform: 'حالة المنصة',
    search: 'بحث',
  },
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
      <p className="links">
        <a href={`/${locale}/search`}>{words.search}</a>
        <a href={`/${locale}/platform`}>{words.platform}</a>
      </p>
    </main>
  )
}
