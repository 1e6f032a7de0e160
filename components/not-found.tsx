import type { ServiceCard } from '#core/view.ts'
import type { Translator } from '#i18n/translate.ts'
import { Frame } from './frame.tsx'
import { say } from './say.tsx'
import { SearchField } from './search-field.tsx'

/** A dead end with ways out of it: what may have been meant, a search, the front page. */
export function NotFound({
  t,
  sample,
  asked,
  services = [],
}: {
  t: Translator
  sample: boolean
  /** The service that was asked for, if it was one. */
  asked?: string
  services?: ServiceCard[]
}) {
  const { locale } = t
  return (
    <Frame t={t} path="" sample={sample}>
      <div className="wrap dead">
        <h1>{asked ? say(t, 'error.service', { q: asked }) : t('error.page')}</h1>
        {services.length > 0 && (
          <p className="links">
            <span>{t('error.mean')}</span>
            {services.map((service) => (
              <a key={service.slug} href={`/${locale}/status/${service.slug}`}>
                <bdi>{service.name[locale]}</bdi>
              </a>
            ))}
          </p>
        )}
        <SearchField t={t} id="ask" className="srch is-big" query={asked} withButton />
        <a className="more" href={`/${locale}`}>
          {t('error.home')}
        </a>
      </div>
    </Frame>
  )
}
