import type { Translator } from '#i18n/translate.ts'

/** Only what exists is linked. Help (the methodology) stands first on every page. */
export function Footer({ t }: { t: Translator }) {
  const { locale } = t
  const links = [
    [`/${locale}/methodology`, 'nav.method'],
    [`/${locale}/platform`, 'nav.platform'],
    [`/${locale}/categories`, 'nav.all'],
    [`/${locale}/map`, 'nav.map'],
    [`/${locale}/compare`, 'nav.compare'],
    [`/${locale}/incidents`, 'nav.incidents'],
    [`/${locale}/developers`, 'nav.developers'],
    [`/${locale}/request`, 'nav.request'],
    [`/${locale}/embed`, 'nav.embed'],
    [`/${locale}/following`, 'following.title'],
    [`/${locale}/settings`, 'settings.title'],
    [`/${locale}/about`, 'nav.about'],
    [`/${locale}/privacy`, 'nav.privacy'],
    [`/${locale}/terms`, 'nav.terms'],
    [`/${locale}/accessibility`, 'nav.accessibility'],
  ] as const
  return (
    <footer>
      <nav className="wrap" aria-label={t('nav.footer')}>
        {links.map(([href, key]) => (
          <a key={href} href={href}>
            {t(key)}
          </a>
        ))}
      </nav>
    </footer>
  )
}
