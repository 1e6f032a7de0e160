import type { ServiceCard } from '#core/view.ts'
import { CopyButton } from '../copy-button.tsx'
import type { Desk } from '../desk.ts'

/** What feeds are called everywhere. */
const feedNames = { atom: 'Atom', rss: 'RSS', json: 'JSON' }

/** Copies the address of the page; without script the field itself can be copied from. */
export function ShareBlock({ desk, service, url }: { desk: Desk; service: ServiceCard; url: string }) {
  const { t, locale } = desk
  const words = { copy: t('service.copy'), copied: t('service.copied'), copyFailed: t('service.copyFailed') }
  return (
    <section aria-labelledby="share">
      <h2 className="h2" id="share">
        {t('service.share')}
      </h2>
      <div className="acts">
        <div>
          <h3>
            <label htmlFor="share-url">{t('service.shareLink')}</label>
          </h3>
          <p>{t('service.shareLinkNote')}</p>
          <div className="fld">
            <input id="share-url" type="url" dir="ltr" readOnly value={url} />
            <CopyButton words={words} />
            {/* The device's own way, where it has one: device/share-buttons.ts */}
            <button type="button" className="btn" hidden data-share={url} suppressHydrationWarning>
              {t('share.native')}
            </button>
          </div>
        </div>
        <div>
          <h3>{t('share.feeds')}</h3>
          <p>{t('share.feedsNote')}</p>
          <p className="links">
            {(['atom', 'rss', 'json'] as const).map((kind) => (
              <a key={kind} className="more" href={`/status/${service.slug}/feed.${kind}?lang=${locale}`}>
                <bdi>{feedNames[kind]}</bdi>
              </a>
            ))}
          </p>
        </div>
        <div>
          <h3>{t('share.image')}</h3>
          <a className="more" href={`/og/${locale}/${service.slug}.png`}>
            {t('share.imageOpen')}
          </a>
        </div>
        <div>
          <h3>{t('service.embed')}</h3>
          <p>{t('service.embedNote')}</p>
          <div className="fld">
            <a className="btn" href={`/${locale}/embed?s=${service.slug}`}>
              {t('service.embedGo')}
            </a>
          </div>
        </div>
      </div>
    </section>
  )
}
