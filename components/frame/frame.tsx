import type { ReactNode } from 'react'
import type { Translator } from '#i18n/translate.ts'
import { Footer } from './footer.tsx'
import { Header } from './header.tsx'

/** What every page stands in: skip link, masthead, main, footer. */
export function Frame({
  t,
  path,
  sample,
  foot,
  children,
}: {
  t: Translator
  path: string
  /** This instance shows made-up data: said on every page. */
  sample: boolean
  /** What stands at the foot on paper (print-foot.tsx). */
  foot?: ReactNode
  children: ReactNode
}) {
  return (
    <>
      <a className="skip" href="#answer">
        {t('nav.skip')}
      </a>
      <Header t={t} path={path} />
      {sample && (
        <aside className="strip is-sample" aria-label={t('nav.note')}>
          <p className="wrap">{t('nav.sample')}</p>
        </aside>
      )}
      <main id="answer" tabIndex={-1}>
        {children}
      </main>
      <Footer t={t} />
      {foot}
    </>
  )
}
