import type { Translator } from '#i18n/translate.ts'
import { SearchField, SearchIcon } from '../search/search-field.tsx'
import { SearchWake } from '../search/search-wake.tsx'

import { ThemeSwitch } from './theme-switch.tsx'

/** The brand's mark: one step up and down, as the curve of a short outage. */
export const Mark = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <rect width="24" height="24" rx="4" fill="var(--ink)" />
    <path d="M3.5 16.5h5v-3h3V6h4v10.5h5" fill="none" stroke="var(--bg)" strokeWidth="2" />
  </svg>
)

/** Masthead. `path` is this page's address without its language, so that switching keeps the page. */
export function Header({ t, path }: { t: Translator; path: string }) {
  const { locale } = t
  const other = locale === 'en' ? 'ar' : 'en'
  return (
    <header className="mast">
      <div className="wrap">
        <a className="brand" href={`/${locale}`}>
          <Mark />
          <span>{t('brand')}</span>
        </a>
        <SearchField t={t} id="q" className="srch" />
        <nav className="mnav" aria-label={t('nav.main')}>
          <a className="ib" href={`/${locale}/categories`}>
            {t('nav.all')}
          </a>
          <a className="ib" href={`/${locale}/map`}>
            {t('nav.map')}
          </a>
          <a className="ib" href={`/${locale}/incidents`}>
            {t('nav.incidents')}
          </a>
        </nav>
        <a className="ib mob" href={`/${locale}/search`} aria-label={t('search.label')}>
          <SearchIcon />
        </a>
        <a className="ib" href={`/${other}${path}`} lang={other} hrefLang={other}>
          {t('nav.other')}
        </a>
        <SearchWake />
        <ThemeSwitch label={t('nav.theme')} />
      </div>
    </header>
  )
}
