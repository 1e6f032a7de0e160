import type { Translator } from '#i18n/translate.ts'

/** Only what exists is linked. Help (the methodology) stands first on every page. */
export function Footer({ t }: { t: Translator }) {
  const { locale } = t
  const links = [
    [`/${locale}/methodology`, 'nav.method'],
    [`/${locale}/categories`, 'nav.all'],
    [`/${locale}/map`, 'nav.map'],
    [`/${locale}/incidents`, 'nav.incidents'],
    ['/api/v1/openapi.json', 'nav.api'],
    [`/${locale}/request`, 'nav.request'],
    [`/${locale}/embed`, 'nav.embed'],
    [`/${locale}/following`, 'following.title'],
    [`/${locale}/settings`, 'settings.title'],
    [`/${locale}/privacy`, 'nav.privacy'],
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
